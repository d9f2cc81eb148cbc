/** Plans as JSON documents, and as files that can be applied later. */
@NullMarked
package dev.k3form.engine.file;

import org.jspecify.annotations.NullMarked;
