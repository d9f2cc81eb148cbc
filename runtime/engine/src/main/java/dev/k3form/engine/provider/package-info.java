/** Providers at work: which there are, their sessions, and what they are told about a run. */
@NullMarked
package dev.k3form.engine.provider;

import org.jspecify.annotations.NullMarked;
