/** The lab as its users see it: configuration, up and down, the daemon, and what is missing. */
@NullMarked
package dev.k3form.lab;

import org.jspecify.annotations.NullMarked;
