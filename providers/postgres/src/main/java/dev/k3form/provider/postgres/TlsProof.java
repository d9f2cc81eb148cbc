package dev.k3form.provider.postgres;

import dev.k3form.hosts.Host;
import dev.k3form.hosts.Tunnel;
import dev.k3form.spi.OperationContext;
import dev.k3form.spi.ProviderException;
import java.io.ByteArrayInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * Proves that a server shows the certificate it was given: a reload that PostgreSQL silently
 * refuses leaves the old one in place.
 *
 * <p>Speaks the protocol's SSLRequest (PostgreSQL manual, "Message Formats"), then TLS. The
 * certificate itself is the only trust anchor.
 */
final class TlsProof {
  private static final int SSL_REQUEST = 80877103;
  private static final int TRIES = 10;

  private TlsProof() {}

  static void show(Host host, Server server, OperationContext context) throws ProviderException {
    Ssl ssl = server.ssl();
    if (ssl == null) {
      return;
    }
    String last = "";
    for (int i = 0; i < TRIES; i++) {
      try {
        Certificate wanted = certificate(ssl.certificatePem());
        if (Arrays.equals(leaf(host, server.port(), wanted).getEncoded(), wanted.getEncoded())) {
          return;
        }
        last = "another certificate";
      } catch (IOException | GeneralSecurityException e) {
        last = String.valueOf(e.getMessage());
      }
      context.pause(Duration.ofMillis(500));
    }
    throw new ProviderException(
            "PostgreSQL on "
                + host.spec().address()
                + " does not show the certificate that it was given: "
                + last,
            "Look at its log: journalctl -u 'postgresql@*' and /var/log/postgresql. A key that is"
                + " not the certificate's is refused silently.")
        .blame("ssl");
  }

  private static Certificate certificate(String pem) throws GeneralSecurityException {
    return CertificateFactory.getInstance("X.509")
        .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
  }

  private static Certificate leaf(Host host, int port, Certificate trusted)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setCertificateEntry("server", trusted);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(null, trust.getTrustManagers(), null);
    try (Tunnel tunnel = host.openTunnel("127.0.0.1", port);
        Socket plain = new Socket(tunnel.local().getAddress(), tunnel.local().getPort())) {
      plain.setSoTimeout(5000);
      DataOutputStream out = new DataOutputStream(plain.getOutputStream());
      out.writeInt(8);
      out.writeInt(SSL_REQUEST);
      out.flush();
      if (plain.getInputStream().read() != 'S') {
        throw new IOException("it does not offer TLS");
      }
      try (SSLSocket socket =
          (SSLSocket)
              tls.getSocketFactory().createSocket(plain, host.spec().address(), port, true)) {
        socket.startHandshake();
        return socket.getSession().getPeerCertificates()[0];
      }
    }
  }
}
