package dev.k3form.state.age;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.math.ec.rfc7748.X25519;

/** The primitives that the age format is made of. */
final class Crypto {
  /** The length of keys of ChaCha20-Poly1305 and X25519. */
  static final int KEY = 32;

  private static final byte[] ZERO_NONCE = new byte[12];

  private Crypto() {}

  static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }

  /** HKDF with SHA-256 (RFC 5869), 32 bytes out. */
  static byte[] hkdf(byte[] secret, byte[] salt, String info) {
    try {
      HKDFParameterSpec.Builder extract = HKDFParameterSpec.ofExtract();
      if (secret.length > 0) {
        extract.addIKM(secret);
      }
      if (salt.length > 0) {
        extract.addSalt(salt);
      }
      byte[] label = info.getBytes(StandardCharsets.UTF_8);
      return KDF.getInstance("HKDF-SHA256").deriveData(extract.thenExpand(label, KEY));
    } catch (InvalidAlgorithmParameterException | NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] hmac(byte[] key, byte[] data) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(data);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Encrypts with ChaCha20-Poly1305 (RFC 8439) under a key that is used once. */
  static byte[] seal(byte[] key, byte[] plain) {
    return seal(key, ZERO_NONCE, plain);
  }

  static byte[] seal(byte[] key, byte[] nonce, byte[] plain) {
    try {
      return cipher(Cipher.ENCRYPT_MODE, key, nonce).doFinal(plain);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Decrypts, empty if the tag does not fit. */
  static Optional<byte[]> open(byte[] key, byte[] sealed) {
    return open(key, ZERO_NONCE, sealed);
  }

  static Optional<byte[]> open(byte[] key, byte[] nonce, byte[] sealed) {
    try {
      return Optional.of(cipher(Cipher.DECRYPT_MODE, key, nonce).doFinal(sealed));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Cipher cipher(int mode, byte[] key, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("ChaCha20-Poly1305");
    cipher.init(mode, new SecretKeySpec(key, "ChaCha20"), new IvParameterSpec(nonce));
    return cipher;
  }

  /** X25519 (RFC 7748); refuses a share that would give the same secret to everybody. */
  static byte[] x25519(byte[] scalar, byte[] point) {
    byte[] shared = new byte[KEY];
    if (!X25519.calculateAgreement(scalar, 0, point, 0, shared, 0)) {
      throw new AgeException("a share of low order");
    }
    return shared;
  }

  static byte[] x25519Public(byte[] scalar) {
    byte[] point = new byte[KEY];
    X25519.scalarMultBase(scalar, 0, point, 0);
    return point;
  }

  static byte[] concat(byte[] a, byte[] b) {
    byte[] out = new byte[a.length + b.length];
    System.arraycopy(a, 0, out, 0, a.length);
    System.arraycopy(b, 0, out, a.length, b.length);
    return out;
  }
}
