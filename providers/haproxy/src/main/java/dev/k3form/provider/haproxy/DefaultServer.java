package dev.k3form.provider.haproxy;

import dev.k3form.spi.schema.Argument;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The line {@code default-server}. */
public record DefaultServer(
    @Argument(doc = "Time between checks.") @Nullable Duration inter,
    @Argument(doc = "Time between checks while the state changes.") @Nullable Duration fastinter,
    @Argument(doc = "Time between checks of a server that is down.") @Nullable Duration downinter,
    @Argument(doc = "Failed checks until a server is down.") @Nullable Integer fall,
    @Argument(doc = "Passed checks until a server is up.") @Nullable Integer rise,
    @Argument(doc = "Share of the load, 0 to 256.") @Nullable Integer weight,
    @Argument(doc = "Most connections to a server.") @Nullable Integer maxconn,
    @Argument(
            doc = "What happens to connections of a server that goes down.",
            oneOf = {"shutdown-sessions"})
        @Nullable String onMarkedDown,
    @Argument(doc = "Time in which a server that came up gets its full share.")
        @Nullable Duration slowstart,
    @Argument(doc = "Further parameters, as HAProxy reads them.") @Nullable String extra) {}
