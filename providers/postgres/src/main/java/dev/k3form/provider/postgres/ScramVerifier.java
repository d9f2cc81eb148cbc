package dev.k3form.provider.postgres;

import dev.k3form.spi.schema.SecretString;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What PostgreSQL stores in place of a password (RFC 5803, RFC 7677): computed here, so that the
 * password itself reaches neither the wire nor the server's log.
 */
final class ScramVerifier {
  private static final int ITERATIONS = 4096;
  private static final int SALT_BYTES = 16;
  private static final int KEY_BITS = 256;
  private static final Pattern FORM =
      Pattern.compile("SCRAM-SHA-256\\$(\\d+):([^$]+)\\$([^:]+):(.+)");

  private ScramVerifier() {}

  /** Makes a verifier with a new salt. */
  static String of(SecretString password, SecureRandom random) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return of(password, salt, ITERATIONS);
  }

  /** Reports whether a stored verifier is this password's. */
  static boolean matches(String stored, SecretString password) {
    Matcher m = FORM.matcher(stored);
    if (!m.matches()) {
      return false;
    }
    String again =
        of(password, Base64.getDecoder().decode(m.group(2)), Integer.parseInt(m.group(1)));
    return MessageDigest.isEqual(
        again.getBytes(StandardCharsets.US_ASCII), stored.getBytes(StandardCharsets.US_ASCII));
  }

  static String of(SecretString password, byte[] salt, int iterations) {
    try {
      String prepared = Normalizer.normalize(password.reveal(), Normalizer.Form.NFKC);
      byte[] salted =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
              .generateSecret(new PBEKeySpec(prepared.toCharArray(), salt, iterations, KEY_BITS))
              .getEncoded();
      byte[] clientKey = hmac(salted, "Client Key");
      byte[] storedKey = MessageDigest.getInstance("SHA-256").digest(clientKey);
      byte[] serverKey = hmac(salted, "Server Key");
      Base64.Encoder base64 = Base64.getEncoder();
      return "SCRAM-SHA-256$%d:%s$%s:%s"
          .formatted(
              iterations,
              base64.encodeToString(salt),
              base64.encodeToString(storedKey),
              base64.encodeToString(serverKey));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has PBKDF2 and HMAC with SHA-256", e);
    }
  }

  private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
  }
}
