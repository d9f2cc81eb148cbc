/** Source files and places in them. */
@NullMarked
package dev.k3form.model.source;

import org.jspecify.annotations.NullMarked;
