package dev.k3form.provider.nginx;

import dev.k3form.spi.schema.Argument;
import dev.k3form.spi.schema.Block;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A block {@code upstream} (ngx_stream_upstream_module): servers that share the load. */
public record Upstream(
    @Argument(
            doc =
                "How servers are chosen: round_robin, least_conn, random, or another method with"
                    + " its parameters.",
            defaultValue = "round_robin",
            example = "\"hash $remote_addr consistent\"")
        String balance,
    @Block(doc = "A server.", name = "server", min = 1) List<UpstreamServer> servers,
    @Argument(doc = "Further lines of the block, as nginx reads them.") @Nullable String extra) {}
