/** The language server: the frontend, as editors want to use it. One class for each feature. */
@NullMarked
package dev.k3form.languageserver;

import org.jspecify.annotations.NullMarked;
