/** Parameter types and their verification, with the words of Proxmox's JSON schema checker. */
@NullMarked
package dev.k3form.lab.schema;

import org.jspecify.annotations.NullMarked;
