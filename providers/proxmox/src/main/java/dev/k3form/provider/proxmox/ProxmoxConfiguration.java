package dev.k3form.provider.proxmox;

import dev.k3form.spi.schema.Argument;
import dev.k3form.spi.schema.Block;
import dev.k3form.spi.schema.SecretString;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The arguments of {@code provider "proxmox"}. */
public record ProxmoxConfiguration(
    @Argument(
            doc = "URL of the API of any node of the cluster.",
            example = "\"https://pve.example.lan:8006\"")
        String endpoint,
    @Argument(doc = "API token: user@realm!id=secret.", example = "var.token") SecretString token,
    @Argument(
            doc =
                "PEM file of the authorities that may have signed the endpoint's certificate, such"
                    + " as /etc/pve/pve-root-ca.pem; relative to the root module.",
            example = "\"pve-root-ca.pem\"")
        @Nullable String caFile,
    @Argument(
            doc = "SHA-256 fingerprint of the endpoint's certificate, which must be that very one.",
            example = "\"sha256:7C:4B:F2:...\"")
        @Nullable String fingerprint,
    @Argument(
            doc = "Whether to believe any certificate. Whoever answers gets the token.",
            defaultValue = "false")
        boolean insecure,
    @Block(doc = "Trust in the endpoint's certificate, in a block of its own.") @Nullable Tls tls,
    @Argument(doc = "How long one request may take.", defaultValue = "60s") Duration requestTimeout,
    @Argument(doc = "How long one task, such as a clone, may take.", defaultValue = "30m")
        Duration taskTimeout,
    @Argument(doc = "How many requests may be under way at a time.", defaultValue = "8")
        int parallelRequests,
    @Argument(doc = "How many full clones one storage takes at a time.", defaultValue = "2")
        int parallelFullClones,
    @Argument(doc = "How many linked clones one template takes at a time.", defaultValue = "6")
        int parallelLinkedClones) {

  /** The block {@code tls}. */
  public record Tls(
      @Argument(doc = "PEM file of the authorities, relative to the root module.")
          @Nullable String caFile,
      @Argument(doc = "The authorities as PEM text.") @Nullable String ca,
      @Argument(doc = "SHA-256 fingerprint of the endpoint's certificate.")
          @Nullable String fingerprint) {}
}
