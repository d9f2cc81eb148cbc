package dev.k3form.provider.proxmox.api;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * SHA-256 over a certificate, as {@code GET /nodes} and the web interface show it.
 *
 * @param colons upper-case bytes parted by colons
 */
public record Fingerprint(String colons) {
  private static final HexFormat HEX = HexFormat.ofDelimiter(":").withUpperCase();

  /** Reads a fingerprint with or without colons and {@code sha256:}; empty if it is none. */
  public static Optional<Fingerprint> parse(String text) {
    String hex =
        text.strip().toUpperCase(Locale.ROOT).replaceFirst("^SHA256:", "").replace(":", "");
    return hex.matches("[0-9A-F]{64}")
        ? Optional.of(new Fingerprint(HEX.formatHex(HexFormat.of().parseHex(hex))))
        : Optional.empty();
  }

  /** Returns the fingerprint of a certificate. */
  static Fingerprint of(X509Certificate certificate) throws CertificateEncodingException {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return new Fingerprint(HEX.formatHex(sha256.digest(certificate.getEncoded())));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "sha256:" + colons;
  }
}
