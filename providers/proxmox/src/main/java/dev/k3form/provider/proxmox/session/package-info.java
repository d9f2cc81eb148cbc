/** What all resource types of a session share: where VMs are, ids, limits, privileges. */
@NullMarked
package dev.k3form.provider.proxmox.session;

import org.jspecify.annotations.NullMarked;
