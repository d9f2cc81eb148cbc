package dev.k3form.provider.tls;

import dev.k3form.spi.ProviderException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;

/** Makes and reads keys, with the JDK's own providers. */
final class Keys {
  /** The JDK's names of the algorithms; a PKCS #8 key says itself which of them it is. */
  private static final List<String> ALGORITHMS = List.of("EC", "Ed25519", "RSA");

  private Keys() {}

  static KeyPair generate(PrivateKey planned, SecureRandom random) throws ProviderException {
    try {
      return switch (planned.algorithm()) {
        case "RSA" -> {
          KeyPairGenerator g = KeyPairGenerator.getInstance("RSA");
          g.initialize(planned.rsaBits(), random);
          yield g.generateKeyPair();
        }
        case "ED25519" -> KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        case "ECDSA" -> {
          KeyPairGenerator g = KeyPairGenerator.getInstance("EC");
          g.initialize(
              new ECGenParameterSpec("secp" + planned.ecdsaCurve().substring(1) + "r1"), random);
          yield g.generateKeyPair();
        }
        default -> throw new ProviderException("unknown algorithm " + planned.algorithm());
      };
    } catch (GeneralSecurityException e) {
      throw new ProviderException("the key could not be made: " + e.getMessage());
    }
  }

  /** Reads a PKCS #8 private key. */
  static java.security.PrivateKey privateKey(String pem, String argument) throws ProviderException {
    byte[] der = Pem.read("PRIVATE KEY", pem, argument);
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
      } catch (GeneralSecurityException e) {
        // Not of this algorithm; the next one is tried.
      }
    }
    throw new ProviderException(
            "`" + argument + "` is not a private key of a known kind",
            "Give an ECDSA, Ed25519 or RSA key in PKCS #8, as `tls_private_key` makes it.")
        .blame(argument);
  }

  /** Reads a public key. */
  static PublicKey publicKey(String pem, String argument) throws ProviderException {
    byte[] der = Pem.read("PUBLIC KEY", pem, argument);
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(der));
      } catch (GeneralSecurityException e) {
        // Not of this algorithm; the next one is tried.
      }
    }
    throw new ProviderException("`" + argument + "` is not a public key of a known kind")
        .blame(argument);
  }

  /** Returns the name of the signature that goes with a key. */
  static String signature(java.security.PrivateKey key) {
    return switch (key.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> "Ed25519";
    };
  }
}
