package dev.k3form.provider.nginx;

import dev.k3form.spi.schema.Argument;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A line {@code server} of an upstream. */
public record UpstreamServer(
    @Argument(
            doc = "IP address; a name is resolved once, when nginx starts.",
            example = "\"192.168.1.201\"")
        String address,
    @Argument(doc = "Port.", example = "6443") int port,
    @Argument(doc = "Share of the load.") @Nullable Integer weight,
    @Argument(doc = "Most connections.") @Nullable Integer maxConns,
    @Argument(doc = "Failures within fail_timeout until the server is left out.")
        @Nullable Integer maxFails,
    @Argument(doc = "Time in which failures are counted, and for which it is left out.")
        @Nullable Duration failTimeout,
    @Argument(doc = "Whether it serves only while no other does.", defaultValue = "false")
        boolean backup,
    @Argument(doc = "Whether it is left out for good.", defaultValue = "false") boolean down) {}
