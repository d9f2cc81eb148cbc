/** A small HTTPS server and client over the JDK's, and JSON in and out. */
@NullMarked
package dev.k3form.standin.http;

import org.jspecify.annotations.NullMarked;
