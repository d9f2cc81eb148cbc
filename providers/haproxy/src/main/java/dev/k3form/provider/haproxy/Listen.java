package dev.k3form.provider.haproxy;

import dev.k3form.spi.schema.Argument;
import dev.k3form.spi.schema.Block;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A section {@code listen}: a frontend and its backend in one. */
public record Listen(
    @Argument(doc = "Addresses to listen on, with their parameters.", example = "[\"*:5432\"]")
        List<String> bind,
    @Argument(
            doc = "What is balanced; as in defaults unless set.",
            oneOf = {"tcp", "http"})
        @Nullable String mode,
    @Argument(
            doc = "How servers are chosen: roundrobin, leastconn, source, first, ...",
            defaultValue = "roundrobin")
        String balance,
    @Argument(doc = "Most connections.") @Nullable Integer maxconn,
    @Argument(doc = "Options, such as tcplog or tcp-check.", defaultValue = "[]")
        List<String> option,
    @Argument(doc = "Steps of the HTTP check.", defaultValue = "[]") List<String> httpCheck,
    @Argument(doc = "Steps of the TCP check.", defaultValue = "[]") List<String> tcpCheck,
    @Argument(doc = "How long a client may be silent; as in defaults unless set.")
        @Nullable Duration timeoutClient,
    @Argument(doc = "How long a connection to a server may take; as in defaults unless set.")
        @Nullable Duration timeoutConnect,
    @Argument(doc = "How long a server may be silent; as in defaults unless set.")
        @Nullable Duration timeoutServer,
    @Block(doc = "What holds for every server that does not say otherwise.")
        @Nullable DefaultServer defaultServer,
    @Block(doc = "A server, by its name.", name = "server") Map<String, Server> servers,
    @Argument(doc = "Further lines of the section, as HAProxy reads them.")
        @Nullable String extra) {}
