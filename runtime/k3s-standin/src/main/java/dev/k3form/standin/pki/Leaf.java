package dev.k3form.standin.pki;

import java.io.IOException;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;

/** A certificate with its key; the text form keeps the key to itself. */
public record Leaf(X509Certificate certificate, X509Certificate issuer, PrivateKey key) {

  /** The certificate and the authority after it, as k3s writes them. */
  public String chainPem() {
    return Pem.print(certificate, issuer);
  }

  public String keyPem() {
    return Pem.print(key);
  }

  /** Reads what {@link #chainPem} and {@link #keyPem} wrote. */
  public static Leaf parse(String chain, String key) throws IOException {
    List<X509Certificate> certificates = Pem.certificates(chain);
    if (certificates.isEmpty()) {
      throw new IOException("there is no certificate");
    }
    return new Leaf(certificates.getFirst(), certificates.getLast(), Pem.key(key));
  }

  /** SHA-1 of the certificate, as the dynamic listener notes it. */
  public String fingerprint() {
    try {
      return "SHA1=" + Pem.digest("SHA-1", certificate.getEncoded()).toUpperCase(Locale.ROOT);
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return "Leaf[" + certificate.getSubjectX500Principal() + "]";
  }
}
