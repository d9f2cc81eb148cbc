/** Real machines for tests that need the real services; they need root and systemd-nspawn. */
@NullMarked
package dev.k3form.testkit.lab;

import org.jspecify.annotations.NullMarked;
