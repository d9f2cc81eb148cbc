/** What a provider declares about its configuration and its resources. */
@NullMarked
package dev.k3form.model.schema;

import org.jspecify.annotations.NullMarked;
