/** What the engine tells while it works: its only output. */
@NullMarked
package dev.k3form.engine.event;

import org.jspecify.annotations.NullMarked;
