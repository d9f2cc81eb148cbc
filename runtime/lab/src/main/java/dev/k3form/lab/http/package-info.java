/**
 * A small HTTP/1.1 server that can be as particular as Proxmox's own: reasons, idle close,
 * refusals.
 */
@NullMarked
package dev.k3form.lab.http;

import org.jspecify.annotations.NullMarked;
