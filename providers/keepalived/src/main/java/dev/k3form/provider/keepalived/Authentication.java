package dev.k3form.provider.keepalived;

import dev.k3form.spi.schema.Argument;
import dev.k3form.spi.schema.SecretString;

/** The section {@code authentication} of an instance; a guard against mistakes, not attackers. */
public record Authentication(
    @Argument(
            doc = "How.",
            defaultValue = "PASS",
            oneOf = {"PASS", "AH"})
        String authType,
    @Argument(doc = "Password of at most 8 characters, the same on all machines.")
        SecretString authPass) {}
