/** Proxmox VE's {@code api2} over HTTPS: requests, trust, errors and tasks; nothing about VMs. */
@NullMarked
package dev.k3form.provider.proxmox.api;

import org.jspecify.annotations.NullMarked;
