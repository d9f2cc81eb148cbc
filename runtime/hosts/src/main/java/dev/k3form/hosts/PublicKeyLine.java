package dev.k3form.hosts;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/**
 * One SSH public key in its wire form (RFC 4253 §6.6), with the name of its format.
 *
 * @param type the format, such as {@code ssh-ed25519}
 * @param base64 the key blob
 */
record PublicKeyLine(String type, String base64) {

  PublicKeyLine {
    byte[] blob;
    try {
      blob = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the public key is not valid base64", e);
    }
    if (!startsWith(blob, type)) {
      throw new IllegalArgumentException("the public key does not hold a key of type " + type);
    }
  }

  /** Parses {@code type base64 [comment]}. */
  static PublicKeyLine parse(String line) {
    String[] fields = line.strip().split("\\s+", 3);
    if (fields.length < 2) {
      throw new IllegalArgumentException(
          "a host key is written `ssh-ed25519 AAAA...`, as in /etc/ssh/ssh_host_ed25519_key.pub");
    }
    return new PublicKeyLine(fields[0], fields[1]);
  }

  /** Returns the fingerprint as {@code ssh-keygen -l} prints it. */
  String fingerprint() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(Base64.getDecoder().decode(base64));
      return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest) + " " + type;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Returns the host key algorithms that a server with this key can sign with (RFC 8332). */
  List<String> algorithms() {
    return type.equals("ssh-rsa") ? List.of("rsa-sha2-512", "rsa-sha2-256") : List.of(type);
  }

  private static boolean startsWith(byte[] blob, String type) {
    if (blob.length < 4 + type.length() || blob[3] != type.length()) {
      return false;
    }
    for (int i = 0; i < type.length(); i++) {
      if (blob[4 + i] != type.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
