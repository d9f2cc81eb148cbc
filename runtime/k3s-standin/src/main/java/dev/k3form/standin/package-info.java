/**
 * A test double of k3s: what its observed behaviour is, as far as k3form and its lab depend on it.
 */
@NullMarked
package dev.k3form.standin;

import org.jspecify.annotations.NullMarked;
