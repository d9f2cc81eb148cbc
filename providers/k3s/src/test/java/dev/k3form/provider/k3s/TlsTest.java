package dev.k3form.provider.k3s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.k3form.spi.schema.SecretString;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.net.InetAddress;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Principal;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server that takes nobody without a certificate, as the API server does of an administrator. */
final class TlsTest {
  private static final int PATIENCE_MILLIS = 60_000;
  private static final int EC_BITS = 256;

  private record Party(X509Certificate certificate, KeyPair keys) {
    String certificatePem() throws IOException {
      return pem(certificate);
    }

    /** The key as K3s writes it: SEC 1 with the name of its curve; others as PEM has them. */
    SecretString keyPem() throws IOException {
      return new SecretString(
          keys.getPrivate() instanceof ECPrivateKey key
              ? pem(
                  new PemObject(
                      "EC PRIVATE KEY",
                      new org.bouncycastle.asn1.sec.ECPrivateKey(
                              EC_BITS, key.getS(), X9ObjectIdentifiers.prime256v1)
                          .getEncoded()))
              : pem(keys.getPrivate()));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "EC,SHA256withECDSA,TLSv1.3",
    "EC,SHA256withECDSA,TLSv1.2",
    "RSA,SHA256withRSA,TLSv1.3",
    "RSA,SHA256withRSA,TLSv1.2",
    "Ed25519,Ed25519,TLSv1.3",
  })
  void aClientShowsItsCertificate(String algorithm, String signature, String protocol)
      throws Exception {
    Party server = party("server", "EC", "SHA256withECDSA");
    Party client = party("system:admin", algorithm, signature);
    SSLContext context =
        Tls.client(server.certificatePem(), client.certificatePem(), client.keyPem());
    assertThat(whoCalls(server, client, context, protocol).getName()).isEqualTo("CN=system:admin");
  }

  @Test
  void withoutOneTheServerRefuses() throws Exception {
    Party server = party("server", "EC", "SHA256withECDSA");
    Party client = party("system:admin", "EC", "SHA256withECDSA");
    SSLContext context = Tls.trusting(server.certificatePem());
    assertThatThrownBy(() -> whoCalls(server, client, context, "TLSv1.3"))
        .hasMessageContaining("certificate");
  }

  @Test
  void anotherAuthorityIsNotTrusted() throws Exception {
    Party server = party("server", "EC", "SHA256withECDSA");
    Party client = party("system:admin", "EC", "SHA256withECDSA");
    SSLContext context =
        Tls.client(client.certificatePem(), client.certificatePem(), client.keyPem());
    assertThatThrownBy(() -> whoCalls(server, client, context, "TLSv1.3"))
        .hasMessageContaining("certificate");
  }

  /** Returns whom a server sees that trusts the client's certificate; fails as either side does. */
  private static Principal whoCalls(Party server, Party client, SSLContext context, String protocol)
      throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (SSLServerSocket listening =
        (SSLServerSocket)
            serving(server, client).getServerSocketFactory().createServerSocket(0, 1, loopback)) {
      listening.setNeedClientAuth(true);
      listening.setSoTimeout(PATIENCE_MILLIS);
      var seen = new CompletableFuture<Principal>();
      Thread.ofVirtual().start(() -> accept(listening, seen));
      try (SSLSocket calling =
          (SSLSocket) context.getSocketFactory().createSocket(loopback, listening.getLocalPort())) {
        calling.setSoTimeout(PATIENCE_MILLIS);
        calling.setEnabledProtocols(new String[] {protocol});
        calling.startHandshake();
        return seen.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      }
    }
  }

  private static void accept(SSLServerSocket listening, CompletableFuture<Principal> seen) {
    try (SSLSocket connection = (SSLSocket) listening.accept()) {
      connection.setSoTimeout(PATIENCE_MILLIS);
      connection.startHandshake();
      seen.complete(connection.getSession().getPeerPrincipal());
    } catch (IOException e) {
      seen.completeExceptionally(e);
    }
  }

  private static SSLContext serving(Party server, Party client) throws Exception {
    char[] password = "only in memory".toCharArray();
    KeyStore own = KeyStore.getInstance("PKCS12");
    own.load(null, password);
    own.setKeyEntry(
        "server", server.keys().getPrivate(), password, new Certificate[] {server.certificate()});
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(own, password);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, password);
    trusted.setCertificateEntry("client", client.certificate());
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private static Party party(String name, String algorithm, String signature) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    if (algorithm.equals("EC")) {
      generator.initialize(EC_BITS);
    }
    KeyPair pair = generator.generateKeyPair();
    X500Name subject = new X500Name("CN=" + name);
    Instant now = Instant.now();
    X509Certificate certificate =
        new JcaX509CertificateConverter()
            .getCertificate(
                new JcaX509v3CertificateBuilder(
                        subject,
                        BigInteger.ONE,
                        Date.from(now.minus(Duration.ofHours(1))),
                        Date.from(now.plus(Duration.ofHours(1))),
                        subject,
                        pair.getPublic())
                    .build(new JcaContentSignerBuilder(signature).build(pair.getPrivate())));
    return new Party(certificate, pair);
  }

  private static String pem(Object object) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(object);
    }
    return text.toString();
  }
}
