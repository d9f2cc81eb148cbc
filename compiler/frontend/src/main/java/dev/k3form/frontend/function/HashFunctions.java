package dev.k3form.frontend.function;

import static dev.k3form.frontend.function.Function.Category.HASH;
import static dev.k3form.model.type.Type.NUMBER;
import static dev.k3form.model.type.Type.STRING;

import dev.k3form.frontend.function.Function.Trait;
import dev.k3form.model.value.Value;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/** Hashes and unique names. */
final class HashFunctions {
  private static final Map<String, String> NAMESPACES =
      Map.of(
          "dns", "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
          "url", "6ba7b811-9dad-11d1-80b4-00c04fd430c8",
          "oid", "6ba7b812-9dad-11d1-80b4-00c04fd430c8",
          "x500", "6ba7b814-9dad-11d1-80b4-00c04fd430c8");

  private HashFunctions() {}

  static List<Function> all() {
    List<Function> all = new ArrayList<>();
    for (String name : List.of("md5", "sha1", "sha256", "sha512")) {
      String algorithm = name.equals("md5") ? "MD5" : "SHA-" + name.substring(3);
      all.add(
          Function.named(name, HASH, "The " + algorithm + " hash of a text, in hexadecimal.")
              .param("text", STRING)
              .returns(STRING, a -> hex(digest(algorithm, EncodingFunctions.utf8(a.text(0))))));
      all.add(
          Function.named(
                  "file" + name, HASH, "The " + algorithm + " hash of a file, in hexadecimal.")
              .param("path", STRING)
              .returns(STRING, a -> hex(digest(algorithm, FileFunctions.bytes(a, 0)))));
    }
    for (String name : List.of("sha256", "sha512")) {
      String algorithm = "SHA-" + name.substring(3);
      all.add(
          Function.named("base64" + name, HASH, "The " + algorithm + " hash of a text, in Base64.")
              .param("text", STRING)
              .returns(STRING, a -> base64(digest(algorithm, EncodingFunctions.utf8(a.text(0))))));
      all.add(
          Function.named(
                  "filebase64" + name, HASH, "The " + algorithm + " hash of a file, in Base64.")
              .param("path", STRING)
              .returns(STRING, a -> base64(digest(algorithm, FileFunctions.bytes(a, 0)))));
    }
    all.add(
        Function.named("bcrypt", HASH, "The bcrypt hash of a password; another one each time.")
            .param("password", STRING)
            .rest("cost", NUMBER)
            .with(Trait.IMPURE)
            .returns(STRING, HashFunctions::bcrypt));
    all.add(
        Function.named("uuid", HASH, "A random UUID; another one each time.")
            .with(Trait.IMPURE)
            .returns(STRING, _ -> Value.str(UUID.randomUUID().toString())));
    all.add(
        Function.named(
                "uuidv5",
                HASH,
                "The UUID of a name in a namespace: a UUID, `dns`, `url`, `oid` or `x500`.")
            .param("namespace", STRING)
            .param("name", STRING)
            .returns(STRING, HashFunctions::uuid5));
    return all;
  }

  static byte[] digest(String algorithm, byte[] bytes) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the runtime has no " + algorithm, e);
    }
  }

  private static Value hex(byte[] bytes) {
    return Value.str(HexFormat.of().formatHex(bytes));
  }

  private static Value base64(byte[] bytes) {
    return Value.str(EncodingFunctions.base64(bytes));
  }

  private static Value bcrypt(Arguments a) {
    int cost = a.size() > 1 ? a.whole(1) : 10;
    if (cost < 4 || cost > 31) {
      throw a.bad(1, "must be between 4 and 31");
    }
    byte[] password = EncodingFunctions.utf8(a.text(0));
    if (password.length > 72) {
      throw a.bad(0, "must have no more than 72 bytes");
    }
    byte[] salt = new byte[16];
    new SecureRandom().nextBytes(salt);
    return Value.str(OpenBSDBCrypt.generate("2a", password, salt, cost));
  }

  private static Value uuid5(Arguments a) {
    UUID namespace;
    try {
      namespace = UUID.fromString(NAMESPACES.getOrDefault(a.text(0), a.text(0)));
    } catch (IllegalArgumentException e) {
      throw a.bad(0, "must be a UUID, `dns`, `url`, `oid` or `x500`");
    }
    byte[] name = a.text(1).getBytes(StandardCharsets.UTF_8);
    ByteBuffer input = ByteBuffer.allocate(16 + name.length);
    input.putLong(namespace.getMostSignificantBits());
    input.putLong(namespace.getLeastSignificantBits());
    input.put(name);
    ByteBuffer hash = ByteBuffer.wrap(digest("SHA-1", input.array()));
    long high = (hash.getLong() & ~0xf000L) | 0x5000L;
    long low = (hash.getLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
    return Value.str(new UUID(high, low).toString());
  }
}
