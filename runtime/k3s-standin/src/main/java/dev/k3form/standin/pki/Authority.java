package dev.k3form.standin.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate authority: P-256, ten years; its leaves live a year (reference k3s.md §3.5). The
 * text form keeps the key to itself.
 */
public record Authority(X509Certificate certificate, PrivateKey key) {

  private static final Duration CA_LIFE = Duration.ofDays(3650);
  private static final Duration LEAF_LIFE = Duration.ofDays(365);

  /** What a leaf is for. */
  public enum Usage {
    CLIENT,
    SERVER,
    BOTH;

    private ExtendedKeyUsage extension() {
      return switch (this) {
        case CLIENT -> new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth);
        case SERVER -> new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth);
        case BOTH ->
            new ExtendedKeyUsage(
                new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth});
      };
    }
  }

  /** Makes a new authority. */
  public static Authority create(String commonName) {
    KeyPair pair = keyPair();
    X500Name name = name(commonName, List.of());
    try {
      X509v3CertificateBuilder builder =
          builder(name, name, pair.getPublic(), Instant.now(), CA_LIFE)
              .addExtension(
                  Extension.keyUsage,
                  true,
                  new KeyUsage(
                      KeyUsage.digitalSignature | KeyUsage.keyEncipherment | KeyUsage.keyCertSign))
              .addExtension(Extension.basicConstraints, true, new BasicConstraints(true))
              .addExtension(
                  Extension.subjectKeyIdentifier,
                  false,
                  new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
      return new Authority(sign(builder, pair.getPrivate()), pair.getPrivate());
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  public static Authority parse(String certificate, String key) throws IOException {
    return new Authority(Pem.certificates(certificate).getFirst(), Pem.key(key));
  }

  /** Makes a key and a certificate for it. */
  public Leaf issue(String commonName, List<String> organizations, List<String> sans, Usage usage) {
    KeyPair pair = keyPair();
    X509Certificate made =
        issue(name(commonName, organizations), pair.getPublic(), sans, usage, LEAF_LIFE);
    return new Leaf(made, /* issuer= */ certificate, pair.getPrivate());
  }

  X509Certificate issue(
      X500Name subject, PublicKey key, Collection<String> sans, Usage usage, Duration life) {
    try {
      var utils = new JcaX509ExtensionUtils();
      X500Name issuer = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
      X509v3CertificateBuilder builder =
          builder(issuer, subject, key, certificate.getNotBefore().toInstant(), life)
              .addExtension(
                  Extension.keyUsage,
                  true,
                  new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment))
              .addExtension(Extension.extendedKeyUsage, false, usage.extension())
              .addExtension(
                  Extension.authorityKeyIdentifier,
                  false,
                  utils.createAuthorityKeyIdentifier(certificate));
      if (!sans.isEmpty()) {
        builder.addExtension(Extension.subjectAlternativeName, false, names(sans));
      }
      return sign(builder, this.key);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static GeneralNames names(Collection<String> sans) {
    List<GeneralName> names = new ArrayList<>();
    sans.stream()
        .filter(san -> !address(san))
        .forEach(san -> names.add(new GeneralName(GeneralName.dNSName, san)));
    sans.stream()
        .filter(Authority::address)
        .forEach(san -> names.add(new GeneralName(GeneralName.iPAddress, san)));
    return new GeneralNames(names.toArray(GeneralName[]::new));
  }

  private static boolean address(String san) {
    return san.contains(":") || san.matches("\\d+\\.\\d+\\.\\d+\\.\\d+");
  }

  private static KeyPair keyPair() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static X500Name name(String commonName, List<String> organizations) {
    var builder = new X500NameBuilder(BCStyle.INSTANCE);
    organizations.forEach(organization -> builder.addRDN(BCStyle.O, organization));
    return builder.addRDN(BCStyle.CN, commonName).build();
  }

  private static X509v3CertificateBuilder builder(
      X500Name issuer, X500Name subject, PublicKey key, Instant notBefore, Duration life) {
    return new JcaX509v3CertificateBuilder(
        issuer,
        new BigInteger(63, new SecureRandom()),
        Date.from(notBefore),
        Date.from(Instant.now().plus(life)),
        subject,
        key);
  }

  private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key)
      throws GeneralSecurityException {
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException(e);
    }
  }

  @Override
  public String toString() {
    return "Authority[" + certificate.getSubjectX500Principal() + "]";
  }
}
