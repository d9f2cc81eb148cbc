package dev.k3form.standin.node;

import dev.k3form.standin.config.Token;
import dev.k3form.standin.http.Client;
import dev.k3form.standin.http.Reply;
import dev.k3form.standin.pki.Pem;
import dev.k3form.standin.pki.TlsContexts;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * A way into a cluster: the address of a server, its CA checked against the token's hash, and the
 * token's password (reference k3s.md §3.4; the words are those of transcript 03).
 *
 * @param authority the PEM text of the cluster's CA
 */
public record ClusterAccess(String url, Token token, Speaker speaker, String authority) {

  private static final int HASH_LENGTH = 64;
  private static final String BALANCER = "127.0.0.1:6444";

  /** Who speaks: an agent goes through its load balancer and names that in what it says. */
  public enum Speaker {
    SERVER,
    AGENT
  }

  /** The cluster cannot be entered; the message is what the log says. */
  public static final class Refused extends Exception {

    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message, null, false, false);
    }
  }

  /** Fetches the CA and compares it with the token. */
  public static ClusterAccess validate(String url, Token token, Speaker speaker) throws Refused {
    String shown = speaker == Speaker.AGENT ? BALANCER : authority(url);
    if (!url.startsWith("https://")) {
      String scheme = url.replaceFirst("://.*", "");
      throw new Refused(
          "only https:// URLs are supported, invalid scheme: " + scheme + "://" + shown);
    }
    if (token.caHash().filter(hash -> hash.length() != HASH_LENGTH).isPresent()) {
      throw new Refused("invalid token CA hash length");
    }
    String authority;
    try {
      Reply reply =
          Client.anybody(url, TlsContexts.trustingAll())
              .timeout(Duration.ofSeconds(5))
              .get("/cacerts");
      if (reply.status() != 200) {
        throw new Refused("failed to get CA certs: " + reply.status());
      }
      authority = reply.text();
    } catch (IOException e) {
      throw new Refused(
          "failed to get CA certs: Get \"https://"
              + shown
              + "/cacerts\": "
              + why(e, speaker, shown));
    }
    String hash = Pem.digest("SHA-256", authority.getBytes(StandardCharsets.UTF_8));
    if (token.caHash().filter(expected -> !expected.equals(hash)).isPresent()) {
      throw new Refused(
          "token CA hash does not match the Cluster CA certificate hash: "
              + token.caHash().get()
              + " != "
              + hash);
    }
    return new ClusterAccess(url, token, speaker, authority);
  }

  private static String authority(String url) {
    return Optional.ofNullable(URI.create(url).getAuthority()).orElse(url);
  }

  /** Behind an agent's load balancer all failures look alike. */
  private static String why(IOException failure, Speaker speaker, String shown) {
    return switch (speaker) {
      case AGENT -> "read tcp 127.0.0.1:38648->127.0.0.1:6444: read: connection reset by peer";
      case SERVER ->
          "dial tcp "
              + shown
              + ": "
              + (failure instanceof ConnectException
                  ? "connect: connection refused"
                  : String.valueOf(failure.getMessage()));
    };
  }

  public SSLContext trust() {
    try {
      return TlsContexts.client(Pem.certificates(authority), Optional.empty());
    } catch (IOException e) {
      throw new IllegalStateException("the cluster's CA is no certificate", e);
    }
  }

  /** A client with the token's password. */
  public Client as(String user, String base) {
    Client client =
        switch (speaker) {
          case AGENT -> Client.nameless(base, trust());
          case SERVER -> Client.to(base, trust());
        };
    return client.basic(user, token.password());
  }

  @Override
  public String toString() {
    return "ClusterAccess[" + url + "]";
  }
}
