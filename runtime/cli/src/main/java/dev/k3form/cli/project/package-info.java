/** A directory of configuration with its state, as commands work on it. */
@NullMarked
package dev.k3form.cli.project;

import org.jspecify.annotations.NullMarked;
