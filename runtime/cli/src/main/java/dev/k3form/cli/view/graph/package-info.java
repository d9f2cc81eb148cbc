/** Pictures of what depends on what: for Graphviz, for Markdown, and drawn. */
@NullMarked
package dev.k3form.cli.view.graph;

import org.jspecify.annotations.NullMarked;
