/** Tests of {@code format}. */
@NullMarked
package dev.k3form.provider.proxmox.format;

import org.jspecify.annotations.NullMarked;
