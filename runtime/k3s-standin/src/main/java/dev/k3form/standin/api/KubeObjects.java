package dev.k3form.standin.api;

import dev.k3form.standin.http.Json;
import dev.k3form.standin.store.Datastore;
import dev.k3form.standin.store.Entry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Kubernetes objects as maps, and their way into the store and out. */
public final class KubeObjects {

  private KubeObjects() {}

  /** Makes or takes the map below a key. */
  @SuppressWarnings("unchecked")
  public static Map<String, @Nullable Object> child(Map<String, @Nullable Object> map, String key) {
    if (map.get(key) instanceof Map<?, ?> child) {
      return (Map<String, @Nullable Object>) child;
    }
    Map<String, @Nullable Object> made = new LinkedHashMap<>();
    map.put(key, made);
    return made;
  }

  /** A text somewhere below, or nothing. */
  public static Optional<String> text(Map<String, @Nullable Object> map, String... path) {
    Object at = map;
    for (String key : path) {
      at = at instanceof Map<?, ?> inner ? inner.get(key) : null;
    }
    return at instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /** The object that an entry holds, its revision as resource version. */
  public static Map<String, @Nullable Object> read(Entry entry) {
    Map<String, @Nullable Object> object = Json.object(entry.value());
    child(object, "metadata").put("resourceVersion", Long.toString(entry.revision()));
    return object;
  }

  static String write(Map<String, @Nullable Object> object) {
    Map<String, @Nullable Object> stored = new LinkedHashMap<>(object);
    Map<String, @Nullable Object> metadata = new LinkedHashMap<>(child(object, "metadata"));
    metadata.remove("resourceVersion");
    stored.put("metadata", metadata);
    return Json.print(stored);
  }

  public static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** Fills in what the API server gives every new object. */
  static void adorn(Map<String, @Nullable Object> object, ResourceType type, String namespace) {
    object.put("apiVersion", type.apiVersion());
    object.put("kind", type.kind());
    Map<String, @Nullable Object> metadata = child(object, "metadata");
    if (!namespace.isEmpty()) {
      metadata.put("namespace", namespace);
    }
    if (text(metadata, "name").isEmpty()) {
      text(metadata, "generateName")
          .ifPresent(
              prefix ->
                  metadata.put("name", prefix + UUID.randomUUID().toString().substring(0, 5)));
    }
    metadata.put("uid", UUID.randomUUID().toString());
    metadata.put("creationTimestamp", now());
    switch (type) {
      case SECRETS -> encode(object);
      case NAMESPACES -> {
        object.put("spec", new LinkedHashMap<>(Map.of("finalizers", List.of("kubernetes"))));
        object.put("status", new LinkedHashMap<>(Map.of("phase", "Active")));
      }
      case SIGNING_REQUESTS -> object.put("status", new LinkedHashMap<>());
      case NODES, CONFIG_MAPS, PODS, SERVICES, DAEMON_SETS, BUDGETS, LEASES -> {}
    }
  }

  private static void encode(Map<String, @Nullable Object> secret) {
    secret.putIfAbsent("type", "Opaque");
    if (secret.remove("stringData") instanceof Map<?, ?> clear) {
      Map<String, @Nullable Object> data = child(secret, "data");
      clear.forEach(
          (key, value) ->
              data.put(
                  String.valueOf(key),
                  Base64.getEncoder()
                      .encodeToString(String.valueOf(value).getBytes(StandardCharsets.UTF_8))));
    }
  }

  /** The key of a Secret. */
  public static String secretKey(String namespace, String name) {
    return ResourceType.SECRETS.key(namespace, name);
  }

  /** Stores a Secret, if there is none. */
  public static boolean createSecret(
      Datastore store, String name, Map<String, @Nullable Object> secret) {
    child(secret, "metadata").put("name", name);
    adorn(secret, ResourceType.SECRETS, "kube-system");
    return store.create(secretKey("kube-system", name), write(secret)).isPresent();
  }

  public static Optional<Map<String, @Nullable Object>> secret(Datastore store, String name) {
    return store.get(secretKey("kube-system", name)).map(KubeObjects::read);
  }

  /** The bytes behind a key of a Secret. */
  public static Optional<String> data(Map<String, @Nullable Object> secret, String key) {
    return text(secret, "data", key)
        .map(text -> new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8));
  }

  public static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Makes the namespaces that every cluster has. */
  public static void createNamespaces(Datastore store) {
    for (String name : List.of("kube-system", "kube-public", "kube-node-lease", "default")) {
      if (store.get(ResourceType.NAMESPACES.key("", name)).isEmpty()) {
        Map<String, @Nullable Object> namespace = new LinkedHashMap<>();
        Map<String, @Nullable Object> metadata = child(namespace, "metadata");
        metadata.put("name", name);
        metadata.put("labels", new LinkedHashMap<>(Map.of("kubernetes.io/metadata.name", name)));
        adorn(namespace, ResourceType.NAMESPACES, "");
        store.create(ResourceType.NAMESPACES.key("", name), write(namespace));
      }
    }
  }
}
