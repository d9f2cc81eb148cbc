/** The resource type {@code proxmox_vm}: a VM cloned from a template, configured and waited for. */
@NullMarked
package dev.k3form.provider.proxmox.vm;

import org.jspecify.annotations.NullMarked;
