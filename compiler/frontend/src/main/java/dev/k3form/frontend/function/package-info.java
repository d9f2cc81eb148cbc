/** The functions of the language, each with the signature that checker and reference show. */
@NullMarked
package dev.k3form.frontend.function;

import org.jspecify.annotations.NullMarked;
