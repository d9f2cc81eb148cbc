package dev.k3form.provider.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;

/** Computes public keys from private ones. */
final class PublicKeys {
  private PublicKeys() {}

  static PublicKey ofRsa(RSAPrivateCrtKey key) throws GeneralSecurityException {
    return KeyFactory.getInstance("RSA")
        .generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
  }

  /** The point is the base point times the private number (SEC 1 §3.2.1). */
  static PublicKey ofEc(ECPrivateKey key) throws GeneralSecurityException, IOException {
    PrivateKeyInfo info = PrivateKeyInfo.getInstance(key.getEncoded());
    ASN1ObjectIdentifier curve =
        ASN1ObjectIdentifier.getInstance(info.getPrivateKeyAlgorithm().getParameters());
    X9ECParameters parameters = ECNamedCurveTable.getByOID(curve);
    byte[] point = parameters.getG().multiply(key.getS()).normalize().getEncoded(false);
    return KeyFactory.getInstance("EC")
        .generatePublic(
            new X509EncodedKeySpec(
                new SubjectPublicKeyInfo(info.getPrivateKeyAlgorithm(), point).getEncoded()));
  }

  static PublicKey ofEd25519(PrivateKey key) throws GeneralSecurityException, IOException {
    PrivateKeyInfo info = PrivateKeyInfo.getInstance(key.getEncoded());
    Ed25519PrivateKeyParameters parameters =
        (Ed25519PrivateKeyParameters) PrivateKeyFactory.createKey(info);
    byte[] point = parameters.generatePublicKey().getEncoded();
    return KeyFactory.getInstance("Ed25519")
        .generatePublic(
            new X509EncodedKeySpec(
                new SubjectPublicKeyInfo(info.getPrivateKeyAlgorithm(), point).getEncoded()));
  }
}
