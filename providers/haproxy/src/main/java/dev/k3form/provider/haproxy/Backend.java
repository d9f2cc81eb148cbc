package dev.k3form.provider.haproxy;

import dev.k3form.spi.schema.Argument;
import dev.k3form.spi.schema.Block;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A section {@code backend}: servers that share the load. */
public record Backend(
    @Argument(
            doc = "What is balanced; as in defaults unless set.",
            oneOf = {"tcp", "http"})
        @Nullable String mode,
    @Argument(
            doc = "How servers are chosen: roundrobin, leastconn, source, first, ...",
            defaultValue = "roundrobin")
        String balance,
    @Argument(doc = "Options, such as tcp-check or \"httpchk GET /readyz\".", defaultValue = "[]")
        List<String> option,
    @Argument(
            doc = "Steps of the HTTP check.",
            defaultValue = "[]",
            example = "[\"expect status 200,401\"]")
        List<String> httpCheck,
    @Argument(doc = "Steps of the TCP check.", defaultValue = "[]", example = "[\"connect\"]")
        List<String> tcpCheck,
    @Argument(doc = "Rules on HTTP requests.", defaultValue = "[]") List<String> httpRequest,
    @Argument(doc = "How often a connection to a server is tried again.") @Nullable Integer retries,
    @Argument(doc = "How long a connection to a server may take; as in defaults unless set.")
        @Nullable Duration timeoutConnect,
    @Argument(doc = "How long a server may be silent; as in defaults unless set.")
        @Nullable Duration timeoutServer,
    @Argument(doc = "How long a check's answer may take once connected.")
        @Nullable Duration timeoutCheck,
    @Block(doc = "What holds for every server that does not say otherwise.")
        @Nullable DefaultServer defaultServer,
    @Block(doc = "A server, by its name.", name = "server") Map<String, Server> servers,
    @Argument(doc = "Further lines of the section, as HAProxy reads them.")
        @Nullable String extra) {}
