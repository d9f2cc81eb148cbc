package dev.k3form.provider.k3s;

import dev.k3form.spi.schema.Argument;
import org.jspecify.annotations.Nullable;

/** The arguments of {@code provider "k3s"}. */
record K3sConfiguration(
    @Argument(
            doc =
                "Where the releases are fetched: below it lies download/<version>/k3s. Plain http"
                    + " only for this computer itself.",
            defaultValue = Releases.UPSTREAM,
            example = "\"https://mirror.example.lan/k3s\"")
        String mirror,
    @Argument(
            doc =
                "File with the authority of the mirror's certificate, relative to the root module.",
            example = "\"mirror-ca.pem\"")
        @Nullable String caFile) {}
