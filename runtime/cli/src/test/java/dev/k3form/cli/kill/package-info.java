/** Ends applies by SIGKILL at random moments, and looks for what was lost. */
@NullMarked
package dev.k3form.cli.kill;

import org.jspecify.annotations.NullMarked;
