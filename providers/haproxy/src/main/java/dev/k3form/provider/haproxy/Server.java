package dev.k3form.provider.haproxy;

import dev.k3form.spi.schema.Argument;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A line {@code server}. */
public record Server(
    @Argument(doc = "Name or IP address of the server.", example = "\"192.168.1.201\"")
        String address,
    @Argument(doc = "Port of the server; the client's unless set.", example = "6443")
        @Nullable Integer port,
    @Argument(doc = "Whether the server's health is checked.", defaultValue = "false")
        boolean check,
    @Argument(doc = "Port that is checked; the server's own unless set.")
        @Nullable Integer checkPort,
    @Argument(doc = "Whether the check speaks TLS.", defaultValue = "false") boolean checkSsl,
    @Argument(doc = "Name that the check asks for in its TLS greeting.") @Nullable String checkSni,
    @Argument(doc = "Time between checks.") @Nullable Duration inter,
    @Argument(doc = "Failed checks until the server is down.") @Nullable Integer fall,
    @Argument(doc = "Passed checks until the server is up.") @Nullable Integer rise,
    @Argument(doc = "Share of the load, 0 to 256.") @Nullable Integer weight,
    @Argument(doc = "Whether it serves only while no other does.", defaultValue = "false")
        boolean backup,
    @Argument(doc = "Whether it starts in maintenance.", defaultValue = "false") boolean disabled,
    @Argument(doc = "Most connections.") @Nullable Integer maxconn,
    @Argument(doc = "Whether connections to it speak TLS.", defaultValue = "false") boolean ssl,
    @Argument(
            doc = "Whether its certificate is verified.",
            oneOf = {"required", "none"})
        @Nullable String verify,
    @Argument(doc = "Name that its certificate must have.") @Nullable String verifyhost,
    @Argument(doc = "File on the machine with the CA of its certificate.") @Nullable String caFile,
    @Argument(doc = "File on the machine with a client certificate and its key.")
        @Nullable String crt,
    @Argument(doc = "Expression of the name to ask for, such as str(kubernetes).")
        @Nullable String sni,
    @Argument(
            doc = "Whether it is told the client's address by the PROXY protocol.",
            defaultValue = "false")
        boolean sendProxy,
    @Argument(
            doc = "What happens to its connections when it goes down.",
            oneOf = {"shutdown-sessions"})
        @Nullable String onMarkedDown,
    @Argument(doc = "Further parameters, as HAProxy reads them.") @Nullable String extra) {}
