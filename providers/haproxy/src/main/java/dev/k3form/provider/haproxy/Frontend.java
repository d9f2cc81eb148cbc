package dev.k3form.provider.haproxy;

import dev.k3form.spi.schema.Argument;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A section {@code frontend}: where clients connect and which backend they get. */
public record Frontend(
    @Argument(
            doc = "Addresses to listen on, with their parameters.",
            example = "[\"*:6443\", \"[::]:6443\"]")
        List<String> bind,
    @Argument(
            doc = "What is balanced; as in defaults unless set.",
            oneOf = {"tcp", "http"})
        @Nullable String mode,
    @Argument(doc = "Backend of everything that no use_backend sends elsewhere.")
        @Nullable String defaultBackend,
    @Argument(doc = "Most connections.") @Nullable Integer maxconn,
    @Argument(doc = "Options, such as tcplog.", defaultValue = "[]") List<String> option,
    @Argument(doc = "How long a client may be silent; as in defaults unless set.")
        @Nullable Duration timeoutClient,
    @Argument(
            doc = "Conditions by name.",
            defaultValue = "[]",
            example = "[\"is_metrics path /metrics\"]")
        List<String> acl,
    @Argument(doc = "Rules on connections.", defaultValue = "[]") List<String> tcpRequest,
    @Argument(doc = "Rules on HTTP requests.", defaultValue = "[]") List<String> httpRequest,
    @Argument(
            doc = "Backends with the condition under which they are taken, first match wins.",
            defaultValue = "[]",
            example = "[\"canary if { src 192.0.2.0/24 }\"]")
        List<String> useBackend,
    @Argument(doc = "Further lines of the section, as HAProxy reads them.")
        @Nullable String extra) {}
