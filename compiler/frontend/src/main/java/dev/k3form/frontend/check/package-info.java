/** Checks a program against the providers' schemas, before anything is read or changed. */
@NullMarked
package dev.k3form.frontend.check;

import org.jspecify.annotations.NullMarked;
