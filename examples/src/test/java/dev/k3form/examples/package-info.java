/** Plans every example without touching anything, and applies them in the lab. */
@org.jspecify.annotations.NullMarked
package dev.k3form.examples;
