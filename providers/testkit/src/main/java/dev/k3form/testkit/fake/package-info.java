/** A provider whose objects are in memory, and which fails as it is told. */
@NullMarked
package dev.k3form.testkit.fake;

import org.jspecify.annotations.NullMarked;
