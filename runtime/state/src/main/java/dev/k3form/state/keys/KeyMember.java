package dev.k3form.state.keys;

/**
 * One who may open the state's secrets, as {@code k3form keys list} shows it.
 *
 * @param recipient the public key; {@code passphrase} for those who know it
 * @param name what people call it
 */
public record KeyMember(String recipient, String name) {}
