package dev.k3form.provider.k3s;

import dev.k3form.hosts.Host;
import dev.k3form.spi.ProviderException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;

/**
 * What a machine that is about to join can find out without side effects: whether its cluster
 * answers at an address, whether it is the cluster that the token means, whether it takes the token
 * (reference: {@code /cacerts} and {@code /v1-k3s/readyz}).
 */
final class Supervisor {
  private Supervisor() {}

  /** Returns the CA bundle at an address as a machine sees it; empty if nothing answers there. */
  static Optional<String> authorities(Host from, String address, int port) {
    try (Endpoint open = Endpoint.open(from, address, port, Tls.forAuthorities())) {
      Endpoint.Answer answer = open.get("/cacerts");
      return answer.ok() && answer.body().contains("BEGIN CERTIFICATE")
          ? Optional.of(answer.body())
          : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has TLS", e);
    }
  }

  /**
   * Makes sure that a node may join there.
   *
   * @param known the hash of the cluster's CA, where a server has shown it
   * @return the hash of the CA that answers
   */
  static String check(
      Host from, String address, int port, String pem, ClusterJoin cluster, Optional<String> known)
      throws ProviderException {
    String at = "https://" + address + ":" + port;
    try {
      String hash = Token.caHash(pem);
      Optional<String> expected = Token.hash(cluster.token()).or(() -> known);
      if (expected.isPresent() && !expected.get().equals(hash)) {
        throw new ProviderException(
                "the CA at "
                    + at
                    + " is not that of the cluster: its hash is "
                    + hash
                    + ", expected is "
                    + expected.get(),
                "Another cluster answers at that address, or the token is of another cluster.")
            .blame("cluster");
      }
      try (Endpoint verified = Endpoint.open(from, address, port, Tls.trusting(pem))) {
        int status =
            verified.getAs("node", Token.password(cluster.token()), "/v1-k3s/readyz").status();
        if (status == 401 || status == 403) {
          throw new ProviderException(
                  "the cluster at " + at + " refuses the token: it is not the cluster's",
                  "Write the token that the cluster was founded with.")
              .blame("cluster");
        }
      }
      return hash;
    } catch (GeneralSecurityException e) {
      throw new ProviderException("the CA at " + at + " cannot be read: " + e.getMessage());
    } catch (IOException e) {
      throw new ProviderException(
          ProviderException.Kind.TRANSIENT,
          "the cluster at " + at + " answers and then does not: " + e.getMessage(),
          e,
          "cluster",
          List.of("Look at the load balancer and the servers behind it."));
    }
  }
}
