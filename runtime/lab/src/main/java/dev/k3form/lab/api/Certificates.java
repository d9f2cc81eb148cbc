package dev.k3form.lab.api;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;

/**
 * The server's certificate and the authority made for it: a pair of P-256 keys, the authority's
 * used once and thrown away, as nothing else is ever to be signed by it.
 */
public record Certificates(X509Certificate ca, X509Certificate leaf, PrivateKey key) {

  private static final Duration LIFE = Duration.ofDays(730);

  /**
   * Makes both.
   *
   * @param addresses IP addresses for the subject alternative names, beside {@code localhost}
   */
  public static Certificates create(List<String> addresses) {
    try {
      KeyPair caKey = keyPair();
      KeyPair leafKey = keyPair();
      var caName = new X500Name("O=k3form lab,CN=k3form lab CA " + serial().toString(16));
      X509Certificate ca =
          sign(
              builder(caName, caName, caKey)
                  .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                  .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign)),
              caKey.getPrivate());
      List<GeneralName> names = new ArrayList<>();
      names.add(new GeneralName(GeneralName.dNSName, "localhost"));
      addresses.forEach(a -> names.add(new GeneralName(GeneralName.iPAddress, a)));
      X509Certificate leaf =
          sign(
              builder(caName, new X500Name("O=k3form lab,CN=pve"), leafKey)
                  .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                  .addExtension(
                      Extension.subjectAlternativeName,
                      false,
                      new GeneralNames(names.toArray(GeneralName[]::new)))
                  .addExtension(
                      Extension.extendedKeyUsage,
                      false,
                      new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth)),
              caKey.getPrivate());
      return new Certificates(ca, leaf, leafKey.getPrivate());
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException("cannot make the lab's certificates", e);
    }
  }

  /** Reads what {@link #serverPem} wrote. */
  public static Certificates load(Path file) throws IOException {
    try (var parser = new PEMParser(new StringReader(Files.readString(file)))) {
      var converter = new JcaX509CertificateConverter();
      PemObject key = parser.readPemObject();
      X509Certificate leaf =
          converter.getCertificate(new X509CertificateHolder(parser.readPemObject().getContent()));
      X509Certificate ca =
          converter.getCertificate(new X509CertificateHolder(parser.readPemObject().getContent()));
      return new Certificates(
          ca,
          leaf,
          KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(key.getContent())));
    } catch (GeneralSecurityException e) {
      throw new IOException(file + " is no certificate of the lab", e);
    }
  }

  private static KeyPair keyPair() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private static BigInteger serial() {
    return new BigInteger(63, new SecureRandom());
  }

  private static JcaX509v3CertificateBuilder builder(
      X500Name issuer, X500Name subject, KeyPair key) {
    Instant now = Instant.now();
    return new JcaX509v3CertificateBuilder(
        issuer,
        serial(),
        Date.from(now.minus(Duration.ofDays(1))),
        Date.from(now.plus(LIFE)),
        subject,
        key.getPublic());
  }

  private static X509Certificate sign(
      org.bouncycastle.cert.X509v3CertificateBuilder builder, PrivateKey key)
      throws OperatorCreationException, GeneralSecurityException {
    return new JcaX509CertificateConverter()
        .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
  }

  public String caPem() {
    return pem(ca);
  }

  /** Key, certificate and authority in one text. A secret. */
  public String serverPem() {
    return pem(new PemObject("PRIVATE KEY", key.getEncoded())) + pem(leaf) + pem(ca);
  }

  private static String pem(Object object) {
    var text = new StringWriter();
    try (var writer = new JcaPEMWriter(text)) {
      writer.writeObject(object);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return text.toString();
  }

  /** SHA-256 of the certificate, as {@code AB:CD:…}. */
  public String fingerprint() {
    try {
      return HexFormat.ofDelimiter(":")
          .formatHex(MessageDigest.getInstance("SHA-256").digest(leaf.getEncoded()))
          .toUpperCase(Locale.ROOT);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  SSLContext serverContext() {
    try {
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      char[] none = new char[0];
      store.setKeyEntry("lab", key, none, new X509Certificate[] {leaf, ca});
      var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, none);
      var context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return "Certificates[" + fingerprint() + "]";
  }
}
