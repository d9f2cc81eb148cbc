/** The written form of values, records and snapshots. */
@NullMarked
package dev.k3form.state.codec;

import org.jspecify.annotations.NullMarked;
