package dev.k3form.standin.api;

import dev.k3form.standin.api.ResourceType.Target;
import dev.k3form.standin.http.Reply;
import dev.k3form.standin.store.Datastore;
import dev.k3form.standin.store.Entry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Pods that are asked to go (Kubernetes, “API-initiated Eviction”). No controller counts pods here,
 * so a budget lets go as many as its {@code status.disruptionsAllowed} says; without a status,
 * none.
 */
final class Evictions {
  private final Datastore store;

  Evictions(Datastore store) {
    this.store = store;
  }

  Reply evict(Target target) {
    Optional<Entry> pod = store.get(target.key());
    if (pod.isEmpty()) {
      return Reply.failure(404, "pods \"" + target.name() + "\" not found", "NotFound");
    }
    Map<String, @Nullable Object> object = KubeObjects.read(pod.get());
    for (Entry entry : store.list(ResourceType.BUDGETS.prefix(target.namespace()))) {
      Map<String, @Nullable Object> budget = KubeObjects.read(entry);
      if (selects(budget, object) && !takeOne(entry, budget)) {
        return Reply.failure(
            429,
            "Cannot evict pod as it would violate the pod's disruption budget.",
            "TooManyRequests");
      }
    }
    store.delete(target.key(), pod.get().revision());
    Map<String, @Nullable Object> status = new LinkedHashMap<>();
    status.put("kind", "Status");
    status.put("apiVersion", "v1");
    status.put("metadata", Map.of());
    status.put("status", "Success");
    status.put("code", 201);
    return Reply.json(201, status);
  }

  private static boolean selects(
      Map<String, @Nullable Object> budget, Map<String, @Nullable Object> pod) {
    Object wanted =
        KubeObjects.child(KubeObjects.child(budget, "spec"), "selector").get("matchLabels");
    if (!(wanted instanceof Map<?, ?> labels)) {
      return false;
    }
    return labels.entrySet().stream()
        .allMatch(
            e ->
                KubeObjects.text(pod, "metadata", "labels", String.valueOf(e.getKey()))
                    .equals(Optional.of(String.valueOf(e.getValue()))));
  }

  private boolean takeOne(Entry entry, Map<String, @Nullable Object> budget) {
    Map<String, @Nullable Object> status = KubeObjects.child(budget, "status");
    long allowed = status.get("disruptionsAllowed") instanceof Number n ? n.longValue() : 0;
    if (allowed < 1) {
      return false;
    }
    status.put("disruptionsAllowed", allowed - 1);
    return store.update(entry.key(), KubeObjects.write(budget), entry.revision()).isPresent();
  }
}
