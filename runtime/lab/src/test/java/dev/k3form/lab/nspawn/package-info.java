@NullMarked
package dev.k3form.lab.nspawn;

import org.jspecify.annotations.NullMarked;
