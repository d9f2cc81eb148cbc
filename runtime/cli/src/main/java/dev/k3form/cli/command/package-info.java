/** One class per command: reads its options, calls the rooms below, hands the result to a view. */
@NullMarked
package dev.k3form.cli.command;

import org.jspecify.annotations.NullMarked;
