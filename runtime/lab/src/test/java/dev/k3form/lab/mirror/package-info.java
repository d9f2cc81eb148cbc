@NullMarked
package dev.k3form.lab.mirror;

import org.jspecify.annotations.NullMarked;
