package dev.k3form.standin.store;

/**
 * A stored value.
 *
 * @param created the revision at which the key came to be
 * @param revision the revision at which it was last changed
 */
public record Entry(String key, String value, long created, long revision) {}
