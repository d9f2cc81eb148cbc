/**
 * What any Linux machine has: the machine itself, files, directories, packages, units, host names.
 */
@NullMarked
package dev.k3form.provider.linux;

import org.jspecify.annotations.NullMarked;
