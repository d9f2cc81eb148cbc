/** The Kubernetes API on stored objects, as far as clusters are made and changed. */
@NullMarked
package dev.k3form.standin.api;

import org.jspecify.annotations.NullMarked;
