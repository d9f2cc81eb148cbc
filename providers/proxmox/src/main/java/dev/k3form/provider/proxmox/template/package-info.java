/** The resource type {@code proxmox_template}: a cloud image made into a template. */
@NullMarked
package dev.k3form.provider.proxmox.template;

import org.jspecify.annotations.NullMarked;
