package dev.k3form.state.postgres;

import dev.k3form.state.StateException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * How to reach the database and where in it state is.
 *
 * <p>A server that is not this computer must prove who it is: unless {@code sslmode} says {@code
 * verify-ca}, it is {@code verify-full}, and weaker modes are refused.
 *
 * @param url a JDBC URL without user and password
 * @param properties user, password and further settings of the driver; never shown
 * @param schema the database schema, which k3form makes
 * @param project tells the states of several projects in one database apart
 */
public record PostgresSettings(
    String url, Map<String, String> properties, String schema, String project) {
  private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");
  private static final Pattern LOCAL =
      Pattern.compile(
          "jdbc:postgresql:(//(localhost|127\\.0\\.0\\.1|\\[::1\\])(:\\d+)?/.*|[^/].*)");

  /** Checks the parts. */
  public PostgresSettings {
    properties = Map.copyOf(properties);
    if (!NAME.matcher(schema).matches()) {
      throw new StateException(
          DatabaseProblems.settings("`" + schema + "` is not the name of a schema"));
    }
  }

  /** The driver takes a key in PEM for one of RSA unless it is told; the certificate knows. */
  private Optional<String> keyAlgorithm() {
    String file = properties.get("sslcert");
    if (file == null) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      Certificate first = CertificateFactory.getInstance("X.509").generateCertificate(in);
      return Optional.of(first.getPublicKey().getAlgorithm());
    } catch (IOException | CertificateException e) {
      return Optional.empty(); // the driver says what is wrong with it
    }
  }

  /** A client certificate needs its key, and an authority by which the server is verified. */
  private void checkCertificates() {
    boolean certificate = properties.containsKey("sslcert");
    if (certificate != properties.containsKey("sslkey")) {
      throw new StateException(
          DatabaseProblems.settings("`sslcert` and `sslkey` belong together; one is missing"));
    }
    if (certificate && !properties.containsKey("sslrootcert")) {
      throw new StateException(
          DatabaseProblems.settings(
              "with `sslcert` the server is verified by `sslrootcert`, which is missing"));
    }
  }

  /**
   * Returns what the driver is given.
   *
   * @param connect how long a connection may take, all greetings included
   * @param answer how long an answer may take
   */
  Properties forDriver(Duration connect, Duration answer) {
    checkCertificates();
    Properties out = new Properties();
    out.putAll(properties);
    keyAlgorithm().ifPresent(algorithm -> out.setProperty("pemKeyAlgorithm", algorithm));
    String seconds = String.valueOf(Math.max(1, connect.toSeconds()));
    out.setProperty("connectTimeout", seconds);
    out.setProperty("loginTimeout", seconds);
    out.setProperty("socketTimeout", String.valueOf(answer.toSeconds()));
    out.putIfAbsent("tcpKeepAlive", "true");
    out.putIfAbsent("ApplicationName", "k3form");
    if (!LOCAL.matcher(url).matches()) {
      String mode = properties.getOrDefault("sslmode", "verify-full");
      if (url.contains("sslmode=") || !mode.startsWith("verify-")) {
        throw new StateException(
            DatabaseProblems.settings(
                "a remote server must be verified: set sslmode to verify-full or verify-ca,"
                    + " beside the URL"));
      }
      out.setProperty("sslmode", mode);
      if (!properties.containsKey("sslrootcert")) {
        out.putIfAbsent("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
      }
    }
    return out;
  }

  @Override
  public String toString() {
    return url.replaceAll("\\?.*", "") + ", schema " + schema;
  }
}
