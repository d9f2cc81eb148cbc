package dev.k3form.provider.k3s;

import dev.k3form.spi.schema.SecretString;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/** TLS with certificates as K3s writes them: PEM, keys in SEC 1 or PKCS #8. */
final class Tls {
  private static final char[] NO_PASSWORD = new char[0];

  private Tls() {}

  /** Returns a context that trusts these authorities and nobody else. */
  static SSLContext trusting(String authorities) throws GeneralSecurityException, IOException {
    return context(new KeyManager[0], trust(authorities));
  }

  /** Returns a context that also shows a client certificate. */
  static SSLContext client(String authorities, String certificate, SecretString key)
      throws GeneralSecurityException, IOException {
    ClientIdentity identity = new ClientIdentity(certificates(certificate), privateKey(key));
    return context(new KeyManager[] {identity}, trust(authorities));
  }

  /**
   * Returns a context for {@code /cacerts} alone: the authorities are asked for before they can be
   * trusted, and are then compared with a hash; nothing secret goes over such a connection.
   */
  static SSLContext forAuthorities() throws GeneralSecurityException {
    return context(new KeyManager[0], new TrustManager[] {new Anybody()});
  }

  static List<X509Certificate> certificates(String pem) throws GeneralSecurityException {
    Collection<? extends Certificate> found =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
    return found.stream().map(X509Certificate.class::cast).toList();
  }

  private static PrivateKey privateKey(SecretString pem) throws IOException {
    try (PEMParser parser = new PEMParser(new StringReader(pem.reveal()))) {
      JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
      for (Object o = parser.readObject(); o != null; o = parser.readObject()) {
        if (o instanceof PEMKeyPair pair) {
          return converter.getPrivateKey(pair.getPrivateKeyInfo());
        }
        if (o instanceof PrivateKeyInfo info) {
          return converter.getPrivateKey(info);
        }
      }
      throw new IOException("no private key in the file");
    }
  }

  private static TrustManager[] trust(String authorities)
      throws GeneralSecurityException, IOException {
    KeyStore store = empty();
    List<X509Certificate> certificates = certificates(authorities);
    if (certificates.isEmpty()) {
      throw new GeneralSecurityException("no certificate in the file");
    }
    for (int i = 0; i < certificates.size(); i++) {
      store.setCertificateEntry("ca" + i, certificates.get(i));
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    return store;
  }

  private static SSLContext context(KeyManager[] keys, TrustManager[] trust)
      throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys, trust, null);
    return context;
  }

  private static final class Anybody extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
