/** Commands on a world in memory, whose objects can be tampered with and whose calls can fail. */
@NullMarked
package dev.k3form.cli.world;

import org.jspecify.annotations.NullMarked;
