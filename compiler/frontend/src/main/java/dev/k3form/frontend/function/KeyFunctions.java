package dev.k3form.frontend.function;

import static dev.k3form.frontend.function.Function.Category.HASH;
import static dev.k3form.model.type.Type.STRING;

import dev.k3form.model.value.Value;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.KeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;

/** Functions of keys and certificates. */
final class KeyFunctions {
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

  private KeyFunctions() {}

  static List<Function> all() {
    return List.of(
        Function.named(
                "sshkey_fingerprint",
                HASH,
                "The SHA256 fingerprint of an OpenSSH public key, as `ssh-keygen -l` shows it.")
            .param("public_key", STRING)
            .returns(STRING, KeyFunctions::fingerprint),
        Function.named(
                "certificate_expiry", HASH, "The time at which a certificate in PEM form expires.")
            .param("certificate_pem", STRING)
            .returns(STRING, KeyFunctions::expiry),
        Function.named(
                "rsadecrypt",
                HASH,
                "The text that a Base64 text holds, encrypted for an RSA key in PEM form.")
            .param("text", STRING)
            .param("private_key_pem", STRING)
            .returns(STRING, KeyFunctions::decrypt));
  }

  private static Value fingerprint(Arguments a) {
    String[] parts = a.text(0).strip().split("\\s+", -1);
    int at = 0;
    while (at < parts.length && !parts[at].matches("(ssh|ecdsa|sk)-.*")) {
      at++;
    }
    if (at + 1 >= parts.length) {
      throw a.bad(0, "must be a key such as \"ssh-ed25519 AAAA...\"");
    }
    try {
      byte[] blob = Base64.getDecoder().decode(parts[at + 1]);
      ByteBuffer buffer = ByteBuffer.wrap(blob);
      byte[] type = new byte[Math.min(buffer.getInt(), buffer.remaining())];
      buffer.get(type);
      if (!new String(type, StandardCharsets.US_ASCII).equals(parts[at])) {
        throw a.bad(0, "says that it is of type " + parts[at] + ", but holds another key");
      }
      return Value.str(
          "SHA256:"
              + Base64.getEncoder()
                  .withoutPadding()
                  .encodeToString(HashFunctions.digest("SHA-256", blob)));
    } catch (IllegalArgumentException
        | java.nio.BufferUnderflowException
        | NegativeArraySizeException e) {
      throw a.bad(0, "holds a key that cannot be read");
    }
  }

  private static Value expiry(Arguments a) {
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      var certificate =
          factory.generateCertificate(
              new ByteArrayInputStream(a.text(0).getBytes(StandardCharsets.US_ASCII)));
      if (certificate instanceof X509Certificate x509) {
        return TimeFunctions.text(x509.getNotAfter().toInstant().atOffset(ZoneOffset.UTC));
      }
    } catch (CertificateException e) {
      throw a.bad(0, "is not a certificate in PEM form");
    }
    throw a.bad(0, "is not a certificate in PEM form");
  }

  private static Value decrypt(Arguments a) {
    byte[] encrypted;
    try {
      encrypted = Base64.getDecoder().decode(a.text(0).strip());
    } catch (IllegalArgumentException e) {
      throw a.bad(0, "is not Base64");
    }
    try {
      Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
      cipher.init(Cipher.DECRYPT_MODE, key(a));
      return Value.str(new String(cipher.doFinal(encrypted), StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw a.failed("the text cannot be decrypted with this key");
    }
  }

  private static PrivateKey key(Arguments a) throws GeneralSecurityException {
    Matcher pem = PEM.matcher(a.text(1));
    if (!pem.find()) {
      throw a.bad(1, "is not a key in PEM form");
    }
    byte[] der = Base64.getMimeDecoder().decode(pem.group(2));
    KeySpec spec =
        switch (pem.group(1)) {
          case "PRIVATE KEY" -> new PKCS8EncodedKeySpec(der);
          case "RSA PRIVATE KEY" -> new PKCS8EncodedKeySpec(wrapped(der));
          default -> throw a.bad(1, "is not an unencrypted RSA key");
        };
    return KeyFactory.getInstance("RSA").generatePrivate(spec);
  }

  /** Puts a key in the form of PKCS #1 into that of PKCS #8 (RFC 5208), with the OID of RSA. */
  private static byte[] wrapped(byte[] pkcs1) {
    byte[] version = {2, 1, 0};
    byte[] algorithm = new BigInteger("300d06092a864886f70d0101010500", 16).toByteArray();
    byte[] octets = tagged(4, pkcs1);
    return tagged(0x30, joined(version, algorithm, octets));
  }

  private static byte[] tagged(int tag, byte[] content) {
    int n = content.length;
    byte[] header =
        n < 128
            ? new byte[] {(byte) tag, (byte) n}
            : n < 65536
                ? new byte[] {(byte) tag, (byte) 0x82, (byte) (n >> 8), (byte) n}
                : new byte[] {(byte) tag, (byte) 0x83, (byte) (n >> 16), (byte) (n >> 8), (byte) n};
    return joined(header, content);
  }

  private static byte[] joined(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    ByteBuffer out = ByteBuffer.allocate(length);
    for (byte[] part : parts) {
      out.put(part);
    }
    return out.array();
  }
}
