package dev.k3form.provider.nginx;

import dev.k3form.spi.schema.Argument;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A block {@code server} (ngx_stream_core_module): where clients connect. */
public record Server(
    @Argument(
            doc = "Addresses to listen on, with their parameters.",
            example = "[\"6443\", \"[::]:6443\"]")
        List<String> listen,
    @Argument(doc = "Upstream that is passed to, or an address with a port.") String proxyPass,
    @Argument(doc = "How long a connection may be silent on both sides; 10m unless set.")
        @Nullable Duration proxyTimeout,
    @Argument(doc = "How long a connection to a server may take; 60s unless set.")
        @Nullable Duration proxyConnectTimeout,
    @Argument(
            doc = "Whether servers are told the client's address by the PROXY protocol.",
            defaultValue = "false")
        boolean proxyProtocol,
    @Argument(doc = "Further lines of the block, as nginx reads them.") @Nullable String extra) {}
