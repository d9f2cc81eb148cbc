/** JSON as values, with one way to write each: the text under state, journal and plan files. */
@NullMarked
package dev.k3form.state.json;

import org.jspecify.annotations.NullMarked;
