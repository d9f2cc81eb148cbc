package dev.k3form.hosts.provider;

import dev.k3form.spi.schema.Argument;
import org.jspecify.annotations.Nullable;

/** A machine that is only passed through, as {@code ProxyJump} of ssh_config(5) does it. */
public record JumpHost(
    @Argument(doc = "Name or IP address of the machine.", example = "\"bastion.example.org\"")
        String address,
    @Argument(doc = "User to log in as.", defaultValue = "root") String user,
    @Argument(doc = "Port of the SSH server.", defaultValue = "22") int port,
    @Argument(doc = "Public host key as OpenSSH writes it.") @Nullable String hostKey,
    @Argument(doc = "Known-hosts file; ~/.ssh/known_hosts unless set.") @Nullable String knownHosts,
    @Argument(doc = "Private key to log in with.") @Nullable String identityFile) {}
