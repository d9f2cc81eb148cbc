package dev.k3form.standin.kine;

import dev.k3form.standin.pki.Leaf;
import dev.k3form.standin.pki.Pem;
import dev.k3form.standin.pki.TlsContexts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.X509TrustManager;

/**
 * TLS to PostgreSQL from PEM files. The driver makes one for each connection, from the connection's
 * properties; it wraps a plain socket of which it knows the host's name, so the name is verified
 * here.
 */
public final class VerifiedSockets extends SSLSocketFactory {

  /** The property that holds the mode that was asked for. */
  static final String MODE = "k3form.sslmode";

  private final Properties properties;

  public VerifiedSockets(Properties properties) {
    this.properties = properties;
  }

  @Override
  public Socket createSocket(Socket socket, String host, int port, boolean autoClose)
      throws IOException {
    String mode = properties.getProperty(MODE, "prefer");
    List<X509Certificate> roots = certificates("sslrootcert");
    Optional<Leaf> own = Optional.empty();
    if (properties.getProperty("sslcert") != null) {
      List<X509Certificate> chain = certificates("sslcert");
      String key = Files.readString(Path.of(properties.getProperty("sslkey", "")));
      own = Optional.of(new Leaf(chain.getFirst(), chain.getLast(), Pem.key(key)));
    }
    boolean verify = mode.startsWith("verify") || !roots.isEmpty();
    var trust =
        new NameAndAuthority(
            verify ? Optional.of(roots) : Optional.empty(),
            mode.equals("verify-full") ? Optional.of(host) : Optional.empty());
    return TlsContexts.client(trust, own)
        .getSocketFactory()
        .createSocket(socket, host, port, autoClose);
  }

  private List<X509Certificate> certificates(String property) throws IOException {
    String file = properties.getProperty(property);
    return file == null ? List.of() : Pem.certificates(Files.readString(Path.of(file)));
  }

  /** Says why it refuses in the words of Go, which are those that users find. */
  private record NameAndAuthority(Optional<List<X509Certificate>> roots, Optional<String> host)
      implements X509TrustManager {

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      throw new CertificateException("no clients here");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      if (roots.isPresent() && !TlsContexts.trusted(List.of(chain), roots.get())) {
        throw new CertificateException("x509: certificate signed by unknown authority");
      }
      if (host.isPresent()) {
        List<String> names = names(chain[0]);
        if (!names.contains(host.get().toLowerCase(Locale.ROOT))) {
          if (address(host.get()) && names.stream().noneMatch(NameAndAuthority::address)) {
            throw new CertificateException(
                "x509: cannot validate certificate for "
                    + host.get()
                    + " because it doesn't contain any IP SANs");
          }
          throw new CertificateException(
              "x509: certificate is valid for " + String.join(", ", names) + ", not " + host.get());
        }
      }
    }

    private static boolean address(String name) {
      return name.contains(":") || name.matches("\\d+\\.\\d+\\.\\d+\\.\\d+");
    }

    private static List<String> names(X509Certificate certificate)
        throws CertificateParsingException {
      List<String> names = new ArrayList<>();
      Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
      if (alternatives != null) {
        alternatives.forEach(a -> names.add(String.valueOf(a.get(1)).toLowerCase(Locale.ROOT)));
      }
      return names;
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return new String[0];
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return new String[0];
  }

  private static IOException never() {
    return new IOException("the driver wraps sockets that it has made");
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    throw never();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    throw never();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    throw never();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    throw never();
  }
}
