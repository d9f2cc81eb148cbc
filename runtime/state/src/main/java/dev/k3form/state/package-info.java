/**
 * What k3form knows of the objects that it manages: the records, and how problems with them are
 * told.
 */
@NullMarked
package dev.k3form.state;

import org.jspecify.annotations.NullMarked;
