@NullMarked
package dev.k3form.lab;

import org.jspecify.annotations.NullMarked;
