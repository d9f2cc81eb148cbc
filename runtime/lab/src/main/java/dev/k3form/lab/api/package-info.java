/**
 * The Proxmox VE API paths that k3form uses: authentication, parameters, permissions and answers.
 */
@NullMarked
package dev.k3form.lab.api;

import org.jspecify.annotations.NullMarked;
