/** The port between a compiled configuration and whoever plans it. */
@NullMarked
package dev.k3form.model.graph;

import org.jspecify.annotations.NullMarked;
