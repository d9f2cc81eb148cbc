package dev.k3form.standin.api;

import dev.k3form.standin.api.ResourceType.Target;
import dev.k3form.standin.http.Json;
import dev.k3form.standin.http.Reply;
import dev.k3form.standin.http.Request;
import dev.k3form.standin.pki.Authority;
import dev.k3form.standin.store.Datastore;
import dev.k3form.standin.store.Entry;
import dev.k3form.standin.store.StoreUnavailable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The Kubernetes API on stored objects: get, list, create, update, patch, delete, and the eviction
 * of pods. No watches, no admission, tables of nodes only. Administrators may do all, a node what
 * concerns itself, anybody with a certificate may ask for health and version.
 */
public final class KubeApi {

  private static final int ATTEMPTS = 8;

  private final Datastore store;
  private final Health health;
  private final String version;
  private final CertificateSigner signer;
  private final Consumer<String> nodeDeleted;

  /**
   * @param nodeDeleted told the name of a Node that was deleted
   */
  public KubeApi(
      Datastore store, Authority clientAuthority, String version, Consumer<String> nodeDeleted) {
    this.store = store;
    this.health = new Health(store);
    this.version = version;
    this.signer = new CertificateSigner(clientAuthority);
    this.nodeDeleted = nodeDeleted;
  }

  /** Answers somebody whose certificate is good. */
  public Reply answer(Request request, Identity identity) {
    Reply reply;
    try {
      reply = route(request, identity);
    } catch (StoreUnavailable e) {
      reply = Reply.failure(500, String.valueOf(e.getMessage()), "InternalError");
    } catch (IllegalArgumentException e) {
      reply = Reply.failure(400, String.valueOf(e.getMessage()), "BadRequest");
    }
    return reply.audited();
  }

  private Reply route(Request request, Identity identity) {
    Optional<Reply> open = health.answer(request);
    if (open.isPresent()) {
      return open.get();
    }
    if (request.path().equals("/version") || request.path().equals("/version/")) {
      return Reply.json(200, versionInfo());
    }
    Optional<Reply> discovered = Discovery.answer(request);
    if (discovered.isPresent()) {
      return discovered.get();
    }
    Optional<Target> target = Target.of(request.path());
    if (target.isEmpty()) {
      return identity.master()
          ? Reply.failure(404, "the server could not find the requested resource", "NotFound")
          : Reply.failure(
              403,
              "forbidden: User \""
                  + identity.user()
                  + "\" cannot get path \""
                  + request.path()
                  + "\"",
              "Forbidden");
    }
    String verb = verb(request, target.get());
    if (!Access.allowed(identity, verb, target.get())) {
      return Access.forbidden(identity, verb, target.get());
    }
    return perform(verb, request, target.get());
  }

  private Map<String, Object> versionInfo() {
    String[] numbers = version.replaceFirst("^v", "").split("[.+-]", -1);
    Map<String, Object> info = new LinkedHashMap<>();
    info.put("major", numbers[0]);
    info.put("minor", numbers.length > 1 ? numbers[1] : "");
    info.put("gitVersion", version);
    info.put("gitTreeState", "clean");
    info.put("platform", "linux/amd64");
    return info;
  }

  private static String verb(Request request, Target target) {
    return switch (request.method()) {
      case "GET", "HEAD" -> target.name().isEmpty() ? "list" : "get";
      case "POST" -> "create";
      case "PUT" -> "update";
      case "PATCH" -> "patch";
      case "DELETE" -> target.name().isEmpty() ? "deletecollection" : "delete";
      default -> request.method();
    };
  }

  private Reply perform(String verb, Request request, Target target) {
    return switch (verb) {
      case "list" -> list(request, target);
      case "get" -> get(request, target);
      case "create" -> create(request, target);
      case "update" -> change(target, old -> updated(request, target, old));
      case "patch" -> change(target, old -> patched(request, target, old));
      case "delete" -> delete(target);
      default ->
          Reply.failure(
              405,
              "the server does not allow this method on the requested resource",
              "MethodNotAllowed");
    };
  }

  private Reply list(Request request, Target target) {
    if (request.query().getOrDefault("watch", "false").matches("true|1")) {
      return Reply.failure(405, "the stand-in does not watch", "MethodNotAllowed");
    }
    List<Map<String, @Nullable Object>> items = new ArrayList<>();
    for (Entry entry : store.list(target.type().prefix(target.namespace()))) {
      Map<String, @Nullable Object> object = KubeObjects.read(entry);
      if (Selector.matches(object, request.query())) {
        object.remove("kind");
        object.remove("apiVersion");
        items.add(object);
      }
    }
    if (wantsTable(request, target)) {
      return table(items);
    }
    Map<String, @Nullable Object> list = new LinkedHashMap<>();
    list.put("kind", target.type().kind() + "List");
    list.put("apiVersion", target.type().apiVersion());
    list.put("metadata", Map.of("resourceVersion", Long.toString(store.revision())));
    list.put("items", items);
    return Reply.json(200, list);
  }

  private static boolean wantsTable(Request request, Target target) {
    return target.type() == ResourceType.NODES
        && request.header("accept").orElse("").contains(NodeTable.ACCEPTED);
  }

  private Reply table(List<Map<String, @Nullable Object>> nodes) {
    return Reply.json(200, NodeTable.of(nodes, Long.toString(store.revision()), Instant.now()));
  }

  private Reply get(Request request, Target target) {
    return store
        .get(target.key())
        .map(KubeObjects::read)
        .map(o -> wantsTable(request, target) ? table(List.of(o)) : Reply.json(200, o))
        .orElseGet(() -> notFound(target));
  }

  private static Reply notFound(Target target) {
    return Reply.failure(
        404, target.type().qualified() + " \"" + target.name() + "\" not found", "NotFound");
  }

  private Reply create(Request request, Target target) {
    if (target.type() == ResourceType.PODS && target.subresource().equals("eviction")) {
      return new Evictions(store).evict(target);
    }
    if (!target.name().isEmpty()) {
      return notFound(target);
    }
    Map<String, @Nullable Object> object = Json.object(request.text());
    KubeObjects.adorn(object, target.type(), target.namespace());
    String name = KubeObjects.text(object, "metadata", "name").orElse("");
    if (name.isEmpty() || (target.type().namespaced() && target.namespace().isEmpty())) {
      return Reply.failure(
          422,
          target.type().kind()
              + " \"\" is invalid: metadata.name: Required value: name or generateName is required",
          "Invalid");
    }
    Optional<String> invalid = signer.invalid(target.type(), object);
    if (invalid.isPresent()) {
      return Reply.failure(
          422, target.type().kind() + " \"" + name + "\" is invalid: " + invalid.get(), "Invalid");
    }
    if (target.type().namespaced()
        && store.get(ResourceType.NAMESPACES.key("", target.namespace())).isEmpty()) {
      return Reply.failure(404, "namespaces \"" + target.namespace() + "\" not found", "NotFound");
    }
    return store
        .create(target.type().key(target.namespace(), name), KubeObjects.write(object))
        .map(entry -> Reply.json(201, KubeObjects.read(entry)))
        .orElseGet(
            () ->
                Reply.failure(
                    409,
                    target.type().qualified() + " \"" + name + "\" already exists",
                    "AlreadyExists"));
  }

  /** The new object for the old one; an IllegalStateException says that the old one is too new. */
  private interface Edit {
    Map<String, @Nullable Object> of(Map<String, @Nullable Object> old);
  }

  private Reply change(Target target, Edit edit) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<Entry> entry = store.get(target.key());
      if (entry.isEmpty()) {
        return notFound(target);
      }
      Map<String, @Nullable Object> old = KubeObjects.read(entry.get());
      Map<String, @Nullable Object> made = edit.of(Patches.copy(old));
      if (isStale(old, made)) {
        break;
      }
      if (target.type() == ResourceType.SECRETS
          && Boolean.TRUE.equals(old.get("immutable"))
          && !Objects.equals(old.get("data"), made.get("data"))) {
        return Reply.failure(
            422,
            "Secret \""
                + target.name()
                + "\" is invalid: data: Forbidden: field is immutable when `immutable` is set",
            "Invalid");
      }
      Optional<Entry> written =
          store.update(target.key(), KubeObjects.write(made), entry.get().revision());
      if (written.isPresent()) {
        return Reply.json(200, KubeObjects.read(written.get()));
      }
    }
    return Reply.failure(
        409,
        "Operation cannot be fulfilled on "
            + target.type().qualified()
            + " \""
            + target.name()
            + "\": the object has been modified; please apply your changes to the latest version"
            + " and try again",
        "Conflict");
  }

  private static boolean isStale(
      Map<String, @Nullable Object> old, Map<String, @Nullable Object> made) {
    Optional<String> asked = KubeObjects.text(made, "metadata", "resourceVersion");
    return asked.isPresent() && !asked.equals(KubeObjects.text(old, "metadata", "resourceVersion"));
  }

  private Map<String, @Nullable Object> updated(
      Request request, Target target, Map<String, @Nullable Object> old) {
    return merged(target, old, Json.object(request.text()));
  }

  private Map<String, @Nullable Object> patched(
      Request request, Target target, Map<String, @Nullable Object> old) {
    String type = request.header("content-type").orElse("");
    return merged(target, old, Patches.apply(old, type, request.text()));
  }

  /** A subresource changes the status only, the object everything but it. */
  private Map<String, @Nullable Object> merged(
      Target target, Map<String, @Nullable Object> old, Map<String, @Nullable Object> made) {
    Map<String, @Nullable Object> result;
    if (target.subresource().isEmpty()) {
      result = made;
      result.put("apiVersion", target.type().apiVersion());
      result.put("kind", target.type().kind());
      if (old.containsKey("status")) {
        result.put("status", old.get("status"));
      }
    } else {
      result = Patches.copy(old);
      result.put("status", made.get("status"));
      KubeObjects.text(made, "metadata", "resourceVersion")
          .ifPresent(v -> KubeObjects.child(result, "metadata").put("resourceVersion", v));
    }
    Map<String, @Nullable Object> metadata = KubeObjects.child(result, "metadata");
    Map<String, @Nullable Object> before = KubeObjects.child(old, "metadata");
    for (String fixed : List.of("uid", "creationTimestamp", "name", "namespace")) {
      if (before.containsKey(fixed)) {
        metadata.put(fixed, before.get(fixed));
      }
    }
    if (target.type() == ResourceType.SIGNING_REQUESTS && target.subresource().equals("approval")) {
      signer.sign(result);
    }
    return result;
  }

  private Reply delete(Target target) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<Entry> entry = store.get(target.key());
      if (entry.isEmpty()) {
        return notFound(target);
      }
      if (store.delete(target.key(), entry.get().revision())) {
        afterwards(target);
        Map<String, @Nullable Object> status = new LinkedHashMap<>();
        status.put("kind", "Status");
        status.put("apiVersion", "v1");
        status.put("metadata", Map.of());
        status.put("status", "Success");
        status.put("details", Map.of("name", target.name(), "kind", target.type().plural()));
        return Reply.json(200, status);
      }
    }
    return Reply.failure(409, "the object has been modified", "Conflict");
  }

  private void afterwards(Target target) {
    switch (target.type()) {
      case NODES -> nodeDeleted.accept(target.name());
      case NAMESPACES -> {
        for (ResourceType type : ResourceType.values()) {
          if (type.namespaced()) {
            store
                .list(type.prefix(target.name()))
                .forEach(e -> store.delete(e.key(), e.revision()));
          }
        }
      }
      case SECRETS,
          CONFIG_MAPS,
          PODS,
          SERVICES,
          DAEMON_SETS,
          BUDGETS,
          LEASES,
          SIGNING_REQUESTS -> {}
    }
  }
}
