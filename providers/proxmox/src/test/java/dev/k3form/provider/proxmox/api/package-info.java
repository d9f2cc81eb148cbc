/** Tests of {@code api}. */
@NullMarked
package dev.k3form.provider.proxmox.api;

import org.jspecify.annotations.NullMarked;
