/** What a configuration says once its names are bound: modules, blocks and expressions. */
@NullMarked
package dev.k3form.frontend.program;

import org.jspecify.annotations.NullMarked;
