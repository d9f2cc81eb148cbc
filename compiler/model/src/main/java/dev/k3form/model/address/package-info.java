/** Names of modules, resources, resource instances, and of places inside values. */
@NullMarked
package dev.k3form.model.address;

import org.jspecify.annotations.NullMarked;
