/** Where output goes: streams, width, colour. */
@NullMarked
package dev.k3form.cli.terminal;

import org.jspecify.annotations.NullMarked;
