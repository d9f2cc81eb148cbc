package dev.k3form.provider.k3s;

import dev.k3form.hosts.provider.HostSession;
import dev.k3form.spi.Provider;
import dev.k3form.spi.ProviderException;
import dev.k3form.spi.ResourceType;
import dev.k3form.spi.SessionContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The provider {@code k3s}. */
public final class K3sProvider implements Provider<K3sConfiguration, K3sSession> {
  @Override
  public String name() {
    return "k3s";
  }

  @Override
  public String doc() {
    return "K3s on machines: clusters with embedded etcd, PostgreSQL or SQLite, their servers and"
        + " agents.";
  }

  @Override
  public Class<K3sConfiguration> configuration() {
    return K3sConfiguration.class;
  }

  @Override
  public List<ResourceType<?, K3sSession>> resourceTypes() {
    return List.of(new ClusterType(), new ServerType(), new AgentType());
  }

  @Override
  public K3sSession open(K3sConfiguration configuration, SessionContext context)
      throws ProviderException {
    checkMirror(configuration.mirror());
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(10))
            .followRedirects(HttpClient.Redirect.NORMAL);
    String caFile = configuration.caFile();
    if (caFile != null) {
      Path file = context.directory().resolve(caFile);
      try {
        client.sslContext(Tls.trusting(Files.readString(file)));
      } catch (IOException | GeneralSecurityException e) {
        throw new ProviderException(
            ProviderException.Kind.PERMANENT,
            "the mirror's authority cannot be read from " + file + ": " + e.getMessage(),
            e,
            "ca_file",
            List.of("Write the path of a file with certificates in PEM."));
      }
    }
    Releases releases = new Releases(client.build(), configuration.mirror(), context.cache());
    return new K3sSession(HostSession.open(context), releases);
  }

  /** A checksum that is fetched in clear proves nothing. */
  static void checkMirror(String mirror) throws ProviderException {
    try {
      URI uri = URI.create(mirror);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      boolean allowed =
          uri.getHost() != null
              && (scheme.equals("https") || (scheme.equals("http") && isLoopback(uri.getHost())));
      if (allowed) {
        return;
      }
    } catch (IllegalArgumentException _) {
      throw refused(mirror);
    }
    throw refused(mirror);
  }

  private static ProviderException refused(String mirror) {
    return new ProviderException(
            "releases are not fetched from `" + mirror + "`: it is not an https URL",
            "Write an https URL; plain http is for this computer itself (127.0.0.1).")
        .blame("mirror");
  }

  /** Only literal addresses and localhost are looked at: nothing is asked of a name server. */
  private static boolean isLoopback(String host) {
    if (host.equals("localhost")) {
      return true;
    }
    try {
      return host.matches("[0-9.]+|\\[[0-9a-fA-F:]+\\]")
          && InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException _) {
      return false;
    }
  }
}
