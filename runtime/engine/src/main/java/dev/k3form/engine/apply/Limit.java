package dev.k3form.engine.apply;

/** A bound on how many operations run at the same time that share something. */
record Limit(String shared, int most) {}
