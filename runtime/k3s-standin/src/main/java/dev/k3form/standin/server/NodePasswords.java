package dev.k3form.standin.server;

import dev.k3form.standin.api.KubeObjects;
import dev.k3form.standin.store.Datastore;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.crypto.generators.SCrypt;
import org.jspecify.annotations.Nullable;

/**
 * Each node's password, of which an immutable Secret {@code <name>.node-password.k3s} keeps the
 * hash: the first to come with a name owns it until the Secret is deleted. The hash has k3s's form
 * with a smaller cost, as the real one takes 32 MiB.
 */
final class NodePasswords {

  private static final int COST_LOG = 10;
  private static final int BLOCK = 8;

  private NodePasswords() {}

  static String secretName(String node) {
    return node + ".node-password.k3s";
  }

  /** Whether this is the node's password; that of a new node is kept. */
  static boolean verify(Datastore store, String node, String password) {
    Optional<Map<String, @Nullable Object>> secret = KubeObjects.secret(store, secretName(node));
    if (secret.isPresent()) {
      return matches(KubeObjects.data(secret.get(), "hash").orElse(""), password);
    }
    Map<String, @Nullable Object> made = new LinkedHashMap<>();
    made.put("type", "k3s.cattle.io/node-password");
    made.put("immutable", true);
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("hash", KubeObjects.base64(hash(password, salt())));
    made.put("data", data);
    return KubeObjects.createSecret(store, secretName(node), made) || verify(store, node, password);
  }

  private static byte[] salt() {
    byte[] salt = new byte[8];
    new SecureRandom().nextBytes(salt);
    return salt;
  }

  private static String hash(String password, byte[] salt) {
    byte[] derived =
        SCrypt.generate(
            password.getBytes(StandardCharsets.UTF_8), salt, 1 << COST_LOG, BLOCK, 1, 64);
    return "$1:"
        + HexFormat.of().formatHex(salt)
        + ":"
        + COST_LOG
        + ":"
        + BLOCK
        + ":1:"
        + Base64.getEncoder().withoutPadding().encodeToString(derived);
  }

  private static boolean matches(String hash, String password) {
    String[] parts = hash.split(":", 3);
    return parts.length == 3
        && MessageDigest.isEqual(
            hash.getBytes(StandardCharsets.UTF_8),
            hash(password, HexFormat.of().parseHex(parts[1])).getBytes(StandardCharsets.UTF_8));
  }
}
