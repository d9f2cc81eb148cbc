package dev.k3form.hosts.provider;

/** The configuration of a provider that has none: all it needs is in its resources. */
public record NoArguments() {}
