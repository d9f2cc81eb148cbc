/**
 * Machines that are systemd-nspawn containers on overlays of one image, on a bridge of their own.
 */
@NullMarked
package dev.k3form.lab.nspawn;

import org.jspecify.annotations.NullMarked;
