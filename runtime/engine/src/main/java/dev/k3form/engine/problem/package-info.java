/** The texts of everything that can go wrong while planning (K3-05xx) and applying (K3-06xx). */
@NullMarked
package dev.k3form.engine.problem;

import org.jspecify.annotations.NullMarked;
