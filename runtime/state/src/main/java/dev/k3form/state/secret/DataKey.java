package dev.k3form.state.secret;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The 256-bit key that the secret values of a project are sealed with.
 *
 * <p>Its id, the first four bytes of its SHA-256 hash, stands in front of each seal, so that a
 * value that was sealed with another key is told apart from a damaged one.
 */
public final class DataKey {
  /** How many bytes a key has. */
  static final int BYTES = 32;

  private final byte[] bytes;

  private DataKey(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Returns a new random key. */
  public static DataKey random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return new DataKey(bytes);
  }

  /** Returns the key of these bytes. */
  public static DataKey of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a data key has " + BYTES + " bytes");
    }
    return new DataKey(bytes.clone());
  }

  /** Reads the text form, which is the secret itself. */
  public static DataKey parse(String text) {
    return of(Base64.getDecoder().decode(text));
  }

  /** Returns the text form, which is the secret itself. */
  public String text() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  byte[] bytes() {
    return bytes.clone();
  }

  /** Returns the public name of the key. */
  public String id() {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(hash, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DataKey key && MessageDigest.isEqual(bytes, key.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "DataKey[" + id() + "]";
  }
}
