package dev.k3form.provider.haproxy;

import dev.k3form.model.value.Value;
import dev.k3form.spi.schema.Argument;
import dev.k3form.spi.schema.RecordBinder;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code defaults}: what holds for every proxy that does not say otherwise.
 *
 * <p>Client and server may be silent for an hour unless set otherwise, because watches of the
 * Kubernetes API are.
 */
public record Defaults(
    @Argument(
            doc = "What is balanced.",
            defaultValue = "tcp",
            oneOf = {"tcp", "http"})
        String mode,
    @Argument(doc = "Where logs go.", defaultValue = "global") String log,
    @Argument(doc = "Options, such as tcplog.", defaultValue = "[\"dontlognull\"]")
        List<String> option,
    @Argument(doc = "Most connections of each frontend.") @Nullable Integer maxconn,
    @Argument(doc = "How often a connection to a server is tried again.") @Nullable Integer retries,
    @Argument(doc = "How long a connection to a server may take.", defaultValue = "5s")
        Duration timeoutConnect,
    @Argument(doc = "How long a client may be silent.", defaultValue = "1h") Duration timeoutClient,
    @Argument(doc = "How long a server may be silent.", defaultValue = "1h") Duration timeoutServer,
    @Argument(doc = "How long a check's answer may take once connected.")
        @Nullable Duration timeoutCheck,
    @Argument(doc = "How long a request may wait for a free server.")
        @Nullable Duration timeoutQueue,
    @Argument(doc = "How long a client may take to send an HTTP request.")
        @Nullable Duration timeoutHttpRequest,
    @Argument(doc = "How long a tunnel, such as a WebSocket, may be silent.")
        @Nullable Duration timeoutTunnel,
    @Argument(doc = "Further lines of the section, as HAProxy reads them.")
        @Nullable String extra) {
  /** What is written where the user says nothing. */
  static final Defaults STANDARD = RecordBinder.bind(Value.Obj.EMPTY, Defaults.class);
}
