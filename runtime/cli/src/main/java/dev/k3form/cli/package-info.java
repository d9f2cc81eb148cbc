/** The command line program: wires the compiler to the engine and shows what they say. */
@NullMarked
package dev.k3form.cli;

import org.jspecify.annotations.NullMarked;
