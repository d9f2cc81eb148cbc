@NullMarked
package dev.k3form.lab.api;

import org.jspecify.annotations.NullMarked;
