package dev.k3form.state.age;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** What opens files that were encrypted for a recipient; never prints itself. */
public sealed interface Identity {
  /** An age identity, {@code AGE-SECRET-KEY-1...}. */
  final class X25519 implements Identity {
    private final byte[] scalar;

    private X25519(byte[] scalar) {
      this.scalar = scalar;
    }

    /** Returns a new one. */
    public static X25519 random() {
      return new X25519(Crypto.random(Crypto.KEY));
    }

    /** Reads one. */
    public static X25519 parse(String text) {
      byte[] scalar = Bech32.decode("age-secret-key-", text.strip());
      if (scalar.length != Crypto.KEY) {
        throw new AgeException("it has the wrong length");
      }
      return new X25519(scalar);
    }

    /** Returns the text, which is the secret itself. */
    public String secretText() {
      return Bech32.encode("age-secret-key-", scalar).toUpperCase(Locale.ROOT);
    }

    @Override
    public Optional<Recipient> recipient() {
      return Optional.of(new Recipient.X25519(Bech32.encode("age", Crypto.x25519Public(scalar))));
    }

    @Override
    public Optional<byte[]> unwrap(Stanza stanza) {
      if (!stanza.type().equals("X25519") || stanza.arguments().size() != 1) {
        return Optional.empty();
      }
      byte[] share = share(stanza.arguments().getFirst());
      byte[] salt = Crypto.concat(share, Crypto.x25519Public(scalar));
      byte[] shared = Crypto.x25519(scalar, share);
      return Crypto.open(Crypto.hkdf(shared, salt, Recipient.X25519_LABEL), stanza.body());
    }

    @Override
    public String toString() {
      return "X25519[***]";
    }
  }

  /** An OpenSSH Ed25519 key without a passphrase. */
  final class SshEd25519 implements Identity {
    private final SshKeys.Pair pair;

    private SshEd25519(SshKeys.Pair pair) {
      this.pair = pair;
    }

    /** Reads the content of a private key file. */
    public static SshEd25519 parse(String text) {
      return new SshEd25519(SshKeys.readPrivateKey(text));
    }

    @Override
    public Optional<Recipient> recipient() {
      return Optional.of(
          new Recipient.SshEd25519(
              "ssh-ed25519 " + Base64.getEncoder().encodeToString(pair.wire())));
    }

    @Override
    public Optional<byte[]> unwrap(Stanza stanza) {
      boolean mine =
          stanza.type().equals("ssh-ed25519")
              && stanza.arguments().size() == 2
              && stanza.arguments().getFirst().equals(SshKeys.shortHash(pair.wire()));
      if (!mine) {
        return Optional.empty();
      }
      byte[] share = share(stanza.arguments().get(1));
      byte[] scalar = scalar();
      byte[] salt = Crypto.concat(share, Crypto.x25519Public(scalar));
      byte[] shared = Crypto.x25519(SshKeys.tweak(pair.wire()), Crypto.x25519(scalar, share));
      return Crypto.open(Crypto.hkdf(shared, salt, Recipient.SSH_LABEL), stanza.body());
    }

    /** Returns the scalar that RFC 8032 derives from the seed. */
    private byte[] scalar() {
      try {
        byte[] hash = MessageDigest.getInstance("SHA-512").digest(pair.seed());
        return Arrays.copyOf(hash, Crypto.KEY);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public String toString() {
      return "SshEd25519[***]";
    }
  }

  /** Knowledge of a passphrase. */
  final class Passphrase implements Identity {
    private static final int MOST = 22;
    private final String passphrase;

    /** Creates it. */
    public Passphrase(String passphrase) {
      this.passphrase = passphrase;
    }

    @Override
    public Optional<Recipient> recipient() {
      return Optional.empty();
    }

    @Override
    public Optional<byte[]> unwrap(Stanza stanza) {
      if (!stanza.type().equals("scrypt") || stanza.arguments().size() != 2) {
        return Optional.empty();
      }
      String cost = stanza.arguments().get(1);
      if (!cost.matches("[1-9][0-9]?") || Integer.parseInt(cost) > MOST) {
        throw new AgeException("its passphrase was stretched more than is reasonable");
      }
      byte[] salt = Stanza.fromBase64(stanza.arguments().getFirst());
      if (salt.length != 16) {
        throw new AgeException("a salt of the wrong length");
      }
      byte[] key = Recipient.scrypt(passphrase, salt, Integer.parseInt(cost));
      return Crypto.open(key, stanza.body());
    }

    @Override
    public String toString() {
      return "Passphrase[***]";
    }
  }

  /** Returns whom to encrypt for so that this opens it, empty where that is not known. */
  Optional<Recipient> recipient();

  /** Returns the file key if the stanza is for this identity. */
  Optional<byte[]> unwrap(Stanza stanza);

  private static byte[] share(String text) {
    byte[] share = Stanza.fromBase64(text);
    if (share.length != Crypto.KEY) {
      throw new AgeException("a share of the wrong length");
    }
    return share;
  }
}
