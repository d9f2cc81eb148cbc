package dev.k3form.state.age;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.crypto.generators.SCrypt;

/** Someone whom a file is encrypted for. */
public sealed interface Recipient {
  /** The label and type of X25519 stanzas. */
  String X25519_LABEL = "age-encryption.org/v1/X25519";

  /** The label of stanzas for SSH keys. */
  String SSH_LABEL = "age-encryption.org/v1/ssh-ed25519";

  /** The label of stanzas for passphrases. */
  String SCRYPT_LABEL = "age-encryption.org/v1/scrypt";

  /** The holder of an age identity; the text is {@code age1...}. */
  record X25519(String text) implements Recipient {
    /** Checks the text. */
    public X25519 {
      publicKey(text);
    }

    private static byte[] publicKey(String text) {
      byte[] key = Bech32.decode("age", text);
      if (key.length != Crypto.KEY) {
        throw new AgeException("it has the wrong length");
      }
      return key;
    }
  }

  /** The holder of an SSH key; the text is {@code ssh-ed25519 AAAA...}, without the comment. */
  record SshEd25519(String text) implements Recipient {
    /** Checks the text and drops the comment. */
    public SshEd25519 {
      String[] parts = text.strip().split("\\s+", -1);
      if (parts.length < 2 || !parts[0].equals("ssh-ed25519")) {
        throw new AgeException("it is not `ssh-ed25519 AAAA...`");
      }
      text = parts[0] + " " + parts[1];
      SshKeys.ed25519PublicKey(wire(text));
    }

    private static byte[] wire(String text) {
      try {
        return Base64.getDecoder().decode(text.substring(text.indexOf(' ') + 1));
      } catch (IllegalArgumentException e) {
        throw new AgeException("its second word is not base64", e);
      }
    }

    byte[] wire() {
      return wire(text);
    }
  }

  /**
   * Whoever knows a passphrase; must be the only recipient of a file.
   *
   * @param logN the cost: 2 to this power blocks of scrypt
   */
  record Passphrase(String passphrase, int logN) implements Recipient {
    /** What OWASP recommends for scrypt: 128 MiB of memory. */
    public static final int COST = 17;

    @Override
    public String toString() {
      return "Passphrase[***]";
    }
  }

  /**
   * Reads the public key of a recipient.
   *
   * @throws AgeException if it is none
   */
  static Recipient parse(String text) {
    String stripped = text.strip();
    if (stripped.startsWith("ssh-ed25519 ")) {
      return new SshEd25519(stripped);
    }
    if (stripped.startsWith("ssh-")) {
      throw new AgeException("of SSH keys only ssh-ed25519 can be used");
    }
    if (stripped.startsWith("AGE-SECRET-KEY-")) {
      throw new AgeException("that is a secret key, the public one begins with `age1`");
    }
    return new X25519(stripped);
  }

  /** Wraps a file key. */
  default Stanza wrap(byte[] fileKey) {
    return switch (this) {
      case X25519(String text) -> {
        byte[] point = X25519.publicKey(text);
        byte[] secret = Crypto.random(Crypto.KEY);
        byte[] share = Crypto.x25519Public(secret);
        byte[] key =
            Crypto.hkdf(Crypto.x25519(secret, point), Crypto.concat(share, point), X25519_LABEL);
        yield Stanza.of("X25519", List.of(Stanza.base64(share)), Crypto.seal(key, fileKey));
      }
      case SshEd25519 ssh -> {
        byte[] wire = ssh.wire();
        byte[] point = SshKeys.montgomery(SshKeys.ed25519PublicKey(wire));
        byte[] secret = Crypto.random(Crypto.KEY);
        byte[] share = Crypto.x25519Public(secret);
        byte[] shared = Crypto.x25519(SshKeys.tweak(wire), Crypto.x25519(secret, point));
        byte[] key = Crypto.hkdf(shared, Crypto.concat(share, point), SSH_LABEL);
        yield Stanza.of(
            "ssh-ed25519",
            List.of(SshKeys.shortHash(wire), Stanza.base64(share)),
            Crypto.seal(key, fileKey));
      }
      case Passphrase(String passphrase, int logN) -> {
        byte[] salt = Crypto.random(16);
        byte[] key = scrypt(passphrase, salt, logN);
        yield Stanza.of(
            "scrypt",
            List.of(Stanza.base64(salt), String.valueOf(logN)),
            Crypto.seal(key, fileKey));
      }
    };
  }

  /** Stretches a passphrase. */
  static byte[] scrypt(String passphrase, byte[] salt, int logN) {
    byte[] bytes = passphrase.getBytes(StandardCharsets.UTF_8);
    byte[] labelled = Crypto.concat(SCRYPT_LABEL.getBytes(StandardCharsets.UTF_8), salt);
    return SCrypt.generate(bytes, labelled, 1 << logN, 8, 1, Crypto.KEY);
  }

  /** Returns the SHA-256 hash. */
  static byte[] sha256(byte[] data) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(data);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
