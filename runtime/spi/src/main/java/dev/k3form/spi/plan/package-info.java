/** What planning one resource instance takes and gives. */
@NullMarked
package dev.k3form.spi.plan;

import org.jspecify.annotations.NullMarked;
