package dev.k3form.standin.server;

import dev.k3form.standin.http.Json;
import dev.k3form.standin.pki.Pem;
import dev.k3form.standin.store.Datastore;
import dev.k3form.standin.store.Entry;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The bootstrap data in the datastore: {@code /bootstrap/} and the first twelve digits of the
 * token's SHA-256, its value encrypted with the token. The cipher's framing is the stand-in's own.
 */
final class BootstrapKey {

  /** The data is there, under another token. */
  static final String OTHER_TOKEN =
      "bootstrap data already found and encrypted with different token";

  private static final String PREFIX = "/bootstrap/";
  private static final int ROUNDS = 4096;
  private static final int SALT = 16;
  private static final int NONCE = 12;

  private BootstrapKey() {}

  private static String key(String token) {
    return PREFIX + Pem.digest("SHA-256", token.getBytes(StandardCharsets.UTF_8)).substring(0, 12);
  }

  /** What is stored under this token. */
  static Optional<ClusterCa> read(Datastore store, String token) {
    return store
        .get(key(token))
        .map(Entry::value)
        .map(value -> ClusterCa.fromBootstrap(Json.object(decrypt(token, value))));
  }

  /** Whether there is data, but under another token. */
  static boolean otherToken(Datastore store, String token) {
    return store.get(key(token)).isEmpty() && !store.list(PREFIX).isEmpty();
  }

  /** Stores the data unless it is there. */
  static boolean write(Datastore store, String token, ClusterCa ca) {
    return store.create(key(token), encrypt(token, Json.print(ca.toBootstrap()))).isPresent();
  }

  private static String encrypt(String token, String text) {
    byte[] salt = new byte[SALT + NONCE];
    new SecureRandom().nextBytes(salt);
    byte[] sealed = cipher(Cipher.ENCRYPT_MODE, token, salt, text.getBytes(StandardCharsets.UTF_8));
    var base64 = Base64.getEncoder();
    return base64.encodeToString(salt) + ":" + base64.encodeToString(sealed);
  }

  private static String decrypt(String token, String value) {
    String[] parts = value.split(":", 2);
    var base64 = Base64.getDecoder();
    return new String(
        cipher(Cipher.DECRYPT_MODE, token, base64.decode(parts[0]), base64.decode(parts[1])),
        StandardCharsets.UTF_8);
  }

  private static byte[] cipher(int mode, String token, byte[] saltAndNonce, byte[] content) {
    try {
      byte[] salt = Arrays.copyOf(saltAndNonce, SALT);
      SecretKey derived =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
              .generateSecret(new PBEKeySpec(token.toCharArray(), salt, ROUNDS, 256));
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          mode,
          new SecretKeySpec(derived.getEncoded(), "AES"),
          new GCMParameterSpec(128, saltAndNonce, SALT, NONCE));
      return cipher.doFinal(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("bootstrap data cannot be read", e);
    }
  }
}
