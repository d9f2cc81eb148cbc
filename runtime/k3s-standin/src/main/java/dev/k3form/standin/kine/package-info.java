/** Objects as rows of kine's table in PostgreSQL. */
@NullMarked
package dev.k3form.standin.kine;

import org.jspecify.annotations.NullMarked;
