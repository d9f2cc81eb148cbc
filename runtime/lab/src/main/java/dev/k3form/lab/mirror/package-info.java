/** What the lab serves to its machines and to k3form over plain HTTP: packages and releases. */
@NullMarked
package dev.k3form.lab.mirror;

import org.jspecify.annotations.NullMarked;
