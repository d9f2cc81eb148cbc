package dev.k3form.lab.machine;

import java.util.Optional;

/**
 * A network card and the address that cloud-init gives it.
 *
 * @param slot the option's name, {@code net0} and so on
 * @param address CIDR form, for instance {@code 10.67.0.11/24}; absent when none is configured
 */
public record Nic(
    String slot, String mac, String bridge, Optional<String> address, Optional<String> gateway) {}
