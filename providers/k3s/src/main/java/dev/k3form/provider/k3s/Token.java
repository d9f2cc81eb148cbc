package dev.k3form.provider.k3s;

import dev.k3form.spi.schema.SecretString;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The token of a cluster: the password alone, or the full form {@code K10<hash of the
 * CA>::<user>:<password>} (k3s, {@code pkg/clientaccess/token.go}).
 */
final class Token {
  private static final int RANDOM_BYTES = 32;
  private static final Pattern FULL = Pattern.compile("K10([^:]*)::([^:]+):(.+)");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  private Token() {}

  static SecretString make(SecureRandom random) {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return new SecretString(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  static SecretString password(SecretString token) {
    Matcher m = FULL.matcher(token.reveal());
    return m.matches() ? new SecretString(m.group(3)) : token;
  }

  /** Returns the hash that a full token carries, empty for a short one. */
  static Optional<String> hash(SecretString token) {
    Matcher m = FULL.matcher(token.reveal());
    return m.matches() ? Optional.of(m.group(1)) : Optional.empty();
  }

  /** Reports whether a token says K10 and yet is no full token. */
  static boolean isMalformed(SecretString token) {
    String text = token.reveal();
    return text.startsWith("K10")
        && text.contains("::")
        && !hash(token).filter(h -> HASH.matcher(h).matches()).isPresent();
  }

  /** Returns the full form, with which a node verifies whom it joins. */
  static SecretString full(String caHash, String user, SecretString token) {
    return new SecretString("K10" + caHash + "::" + user + ":" + password(token).reveal());
  }

  /**
   * Returns the hash of a CA bundle: of the file's bytes if it is one certificate, else of the DER
   * of the root.
   */
  static String caHash(String pem) throws GeneralSecurityException {
    List<X509Certificate> certificates = Tls.certificates(pem);
    if (certificates.size() < 2) {
      return sha256(pem.getBytes(StandardCharsets.UTF_8));
    }
    return sha256(certificates.getLast().getEncoded());
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
