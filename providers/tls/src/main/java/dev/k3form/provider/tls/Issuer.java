package dev.k3form.provider.tls;

import dev.k3form.spi.ProviderException;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes X.509 version 3 certificates (RFC 5280). */
final class Issuer {
  /** Certificates begin a little earlier, for machines whose clocks are behind. */
  private static final Duration BACKDATED = Duration.ofMinutes(5);

  private static final int SERIAL_BITS = 127;

  private final TlsProvider.Session session;

  Issuer(TlsProvider.Session session) {
    this.session = session;
  }

  Issued authority(CertificateAuthority planned, PublicKey publicKey, PrivateKey key)
      throws ProviderException {
    X500Name name = planned.subject().name();
    try {
      X509v3CertificateBuilder builder =
          builder(name, name, publicKey, now().plus(planned.validity()));
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      builder.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      return sign(builder, key);
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw failed(e);
    }
  }

  Issued certificate(Certificate planned) throws ProviderException {
    PrivateKey key = Keys.privateKey(planned.caPrivateKeyPem().reveal(), "ca_private_key_pem");
    PublicKey publicKey = Keys.publicKey(planned.publicKeyPem(), "public_key_pem");
    try {
      X509CertificateHolder authority =
          new X509CertificateHolder(
              Pem.read("CERTIFICATE", planned.caCertificatePem(), "ca_certificate_pem"));
      checkPair(authority, key);
      Instant end = endWithin(authority, planned);
      X509v3CertificateBuilder builder =
          builder(authority.getSubject(), planned.subject().name(), publicKey, end);
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage(publicKey)));
      builder.addExtension(
          Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes(planned.usages())));
      GeneralName[] names = names(planned);
      if (names.length > 0) {
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
      }
      builder.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          // The key alone: the serial number changes when the authority is renewed.
          new JcaX509ExtensionUtils()
              .createAuthorityKeyIdentifier(authority.getSubjectPublicKeyInfo()));
      return sign(builder, key);
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw failed(e);
    }
  }

  private X509v3CertificateBuilder builder(
      X500Name issuer, X500Name subject, PublicKey key, Instant end)
      throws GeneralSecurityException, IOException {
    SubjectPublicKeyInfo info = SubjectPublicKeyInfo.getInstance(key.getEncoded());
    X509v3CertificateBuilder builder =
        new X509v3CertificateBuilder(
            issuer,
            new BigInteger(SERIAL_BITS, session.random()).setBit(0),
            Date.from(now().minus(BACKDATED)),
            Date.from(end),
            subject,
            info);
    builder.addExtension(
        Extension.subjectKeyIdentifier,
        false,
        new JcaX509ExtensionUtils().createSubjectKeyIdentifier(info));
    return builder;
  }

  private Instant now() {
    return session.clock().instant().truncatedTo(ChronoUnit.SECONDS);
  }

  /** A certificate is worth nothing once its authority's has ended, so it ends with that. */
  private Instant endWithin(X509CertificateHolder authority, Certificate planned)
      throws ProviderException {
    Instant wanted = now().plus(planned.validity());
    Instant last = authority.getNotAfter().toInstant();
    if (!now().isBefore(last.minus(planned.earlyRenewal()))) {
      throw new ProviderException(
              "the authority's certificate ends at " + last + ", too soon to sign with it",
              "Renew the authority: raise its `early_renewal` above the certificate's.")
          .blame("ca_certificate_pem");
    }
    return wanted.isBefore(last) ? wanted : last;
  }

  private static int usage(PublicKey key) {
    return key.getAlgorithm().equals("RSA")
        ? KeyUsage.digitalSignature | KeyUsage.keyEncipherment
        : KeyUsage.digitalSignature;
  }

  private static KeyPurposeId[] purposes(List<String> usages) {
    return usages.stream()
        .map(
            u ->
                u.equals("server_auth")
                    ? KeyPurposeId.id_kp_serverAuth
                    : KeyPurposeId.id_kp_clientAuth)
        .toArray(KeyPurposeId[]::new);
  }

  private static GeneralName[] names(Certificate planned) {
    List<GeneralName> names = new ArrayList<>();
    planned.dnsNames().forEach(n -> names.add(new GeneralName(GeneralName.dNSName, n)));
    planned.ipAddresses().forEach(a -> names.add(new GeneralName(GeneralName.iPAddress, a)));
    return names.toArray(GeneralName[]::new);
  }

  /** A key that is not the authority's would make a certificate that nobody accepts. */
  private void checkPair(X509CertificateHolder authority, PrivateKey key)
      throws ProviderException, GeneralSecurityException {
    String text = Pem.write("PUBLIC KEY", encoded(authority));
    byte[] probe = new byte[32];
    session.random().nextBytes(probe);
    Signature signer = Signature.getInstance(Keys.signature(key));
    signer.initSign(key);
    signer.update(probe);
    byte[] signature = signer.sign();
    PublicKey certified = Keys.publicKey(text, "ca_certificate_pem");
    Signature verifier = Signature.getInstance(Keys.signature(key));
    boolean same = certified.getAlgorithm().equals(key.getAlgorithm());
    if (same) {
      verifier.initVerify(certified);
      verifier.update(probe);
      same = verifier.verify(signature);
    }
    if (!same) {
      throw new ProviderException(
              "`ca_private_key_pem` is not the key of the certificate in `ca_certificate_pem`",
              "Give the key and the certificate of the same authority.")
          .blame("ca_private_key_pem");
    }
  }

  private static byte[] encoded(X509CertificateHolder authority) throws ProviderException {
    try {
      return authority.getSubjectPublicKeyInfo().getEncoded();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private static Issued sign(X509v3CertificateBuilder builder, PrivateKey key)
      throws OperatorCreationException, IOException {
    ContentSigner signer = new JcaContentSignerBuilder(Keys.signature(key)).build(key);
    X509CertificateHolder made = builder.build(signer);
    byte[] der = made.getEncoded();
    return new Issued(
        Pem.write("CERTIFICATE", der),
        made.getSerialNumber().toString(16),
        made.getNotBefore().toInstant(),
        made.getNotAfter().toInstant(),
        Fingerprints.sha256(der));
  }

  private static ProviderException failed(Exception e) {
    return new ProviderException("the certificate could not be made: " + e.getMessage());
  }

  /** Returns the public key that belongs to a private key that holds or implies it. */
  static PublicKey publicKeyOf(PrivateKey key) throws ProviderException {
    try {
      return switch (key) {
        case RSAPrivateCrtKey rsa -> PublicKeys.ofRsa(rsa);
        case ECPrivateKey ec -> PublicKeys.ofEc(ec);
        default -> PublicKeys.ofEd25519(key);
      };
    } catch (GeneralSecurityException | IOException e) {
      throw failed(e);
    }
  }
}
