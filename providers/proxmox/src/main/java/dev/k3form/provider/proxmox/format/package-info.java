/** The texts in which Proxmox VE keeps the options of a VM, read and written. No I/O. */
@NullMarked
package dev.k3form.provider.proxmox.format;

import org.jspecify.annotations.NullMarked;
