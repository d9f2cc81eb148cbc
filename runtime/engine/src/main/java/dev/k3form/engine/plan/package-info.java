/** What a plan consists of, as data: changes, their reasons, and the order in which they happen. */
@NullMarked
package dev.k3form.engine.plan;

import org.jspecify.annotations.NullMarked;
