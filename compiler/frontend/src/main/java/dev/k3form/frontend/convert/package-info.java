/** What type a value has, and how a value of one type becomes one of another. */
@NullMarked
package dev.k3form.frontend.convert;

import org.jspecify.annotations.NullMarked;
