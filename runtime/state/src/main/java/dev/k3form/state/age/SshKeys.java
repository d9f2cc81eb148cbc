package dev.k3form.state.age;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * Ed25519 keys as OpenSSH writes them, and as age uses them: moved to the Montgomery curve.
 *
 * <p>Sources: OpenSSH {@code PROTOCOL.key}; RFC 4253 section 6.6 and RFC 8709 for the wire form;
 * RFC 7748 section 4.1 for the map between the curves.
 */
final class SshKeys {
  private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
  private static final String TYPE = "ssh-ed25519";
  private static final byte[] MAGIC = "openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII);

  private SshKeys() {}

  /** A private key: the seed and the wire form of the public key. */
  static final class Pair {
    private final byte[] seed;
    private final byte[] wire;

    private Pair(byte[] seed, byte[] wire) {
      this.seed = seed;
      this.wire = wire;
    }

    byte[] seed() {
      return seed.clone();
    }

    byte[] wire() {
      return wire.clone();
    }
  }

  /** Returns the 32 bytes of a public key in wire form. */
  static byte[] ed25519PublicKey(byte[] wire) {
    try {
      ByteBuffer in = ByteBuffer.wrap(wire);
      String type = new String(string(in), StandardCharsets.US_ASCII);
      byte[] key = string(in);
      if (type.equals(TYPE) && key.length == Crypto.KEY && !in.hasRemaining()) {
        return key;
      }
    } catch (BufferUnderflowException e) {
      throw new AgeException("it is cut off", e);
    }
    throw new AgeException("it is not an ssh-ed25519 key");
  }

  /** Reads an OpenSSH private key file that has no passphrase. */
  static Pair readPrivateKey(String text) {
    String body =
        text.replace("-----BEGIN OPENSSH PRIVATE KEY-----", "")
            .replace("-----END OPENSSH PRIVATE KEY-----", "")
            .replaceAll("\\s", "");
    try {
      ByteBuffer in = ByteBuffer.wrap(Base64.getDecoder().decode(body));
      byte[] magic = new byte[MAGIC.length];
      in.get(magic);
      if (!Arrays.equals(magic, MAGIC)) {
        throw new AgeException("it is not an OpenSSH private key");
      }
      String cipher = new String(string(in), StandardCharsets.US_ASCII);
      string(in); // the key derivation's name
      string(in); // and its options
      if (!cipher.equals("none")) {
        throw new AgeException("it is protected by a passphrase; k3form reads such keys not");
      }
      if (in.getInt() != 1) {
        throw new AgeException("it does not hold exactly one key");
      }
      byte[] wire = string(in);
      ByteBuffer secret = ByteBuffer.wrap(string(in));
      int check = secret.getInt();
      if (secret.getInt() != check) {
        throw new AgeException("its check numbers differ");
      }
      if (!new String(string(secret), StandardCharsets.US_ASCII).equals(TYPE)) {
        throw new AgeException("it is not an ssh-ed25519 key");
      }
      string(secret); // the public key once more
      return new Pair(Arrays.copyOf(string(secret), Crypto.KEY), wire);
    } catch (BufferUnderflowException e) {
      throw new AgeException("it is cut off", e);
    } catch (IllegalArgumentException e) {
      throw new AgeException("it is not base64", e);
    }
  }

  /** Returns the X25519 point of an Ed25519 public key: u = (1 + y) / (1 - y). */
  static byte[] montgomery(byte[] edwards) {
    byte[] big = reversed(edwards);
    big[0] &= 0x7f; // the sign of x
    BigInteger y = new BigInteger(1, big);
    BigInteger u = BigInteger.ONE.add(y).multiply(BigInteger.ONE.subtract(y).modInverse(P)).mod(P);
    byte[] bytes = u.toByteArray();
    byte[] padded = new byte[Crypto.KEY];
    int length = Math.min(bytes.length, Crypto.KEY);
    System.arraycopy(bytes, bytes.length - length, padded, Crypto.KEY - length, length);
    return reversed(padded);
  }

  /** Returns what binds a shared secret to the SSH key. */
  static byte[] tweak(byte[] wire) {
    return Crypto.hkdf(new byte[0], wire, Recipient.SSH_LABEL);
  }

  /** Returns the argument by which a stanza is told to be for a key. */
  static String shortHash(byte[] wire) {
    return Stanza.base64(Arrays.copyOf(Recipient.sha256(wire), 4));
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] out = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      out[i] = bytes[bytes.length - 1 - i];
    }
    return out;
  }

  private static byte[] string(ByteBuffer in) {
    int length = in.getInt();
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }
}
