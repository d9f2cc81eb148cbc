/** Measurements of the engine, run by hand. */
package dev.k3form.engine.bench;
