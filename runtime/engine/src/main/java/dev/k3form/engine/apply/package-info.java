/** Executes plans: every provider call between an intent and an outcome in the journal. */
@NullMarked
package dev.k3form.engine.apply;

import org.jspecify.annotations.NullMarked;
