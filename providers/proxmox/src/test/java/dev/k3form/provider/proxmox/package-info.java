/** Tests of the provider against the lab's endpoint. */
@NullMarked
package dev.k3form.provider.proxmox;

import org.jspecify.annotations.NullMarked;
