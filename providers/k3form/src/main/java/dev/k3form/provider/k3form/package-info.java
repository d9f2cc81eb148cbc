/** The built-in provider: resources that exist in the state alone. */
@NullMarked
package dev.k3form.provider.k3form;

import org.jspecify.annotations.NullMarked;
