/** The provider {@code proxmox}: its block, its session, its place in the service loader. */
@NullMarked
package dev.k3form.provider.proxmox;

import org.jspecify.annotations.NullMarked;
