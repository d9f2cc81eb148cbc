@org.jspecify.annotations.NullMarked
package dev.k3form.standin.api;
