package dev.k3form.standin.api;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Nodes as the rows that {@code kubectl get nodes} prints (transcript 03; Kubernetes API concepts,
 * “Receiving resources as Tables”).
 */
final class NodeTable {
  static final String ACCEPTED = "as=Table";
  private static final String ROLE = "node-role.kubernetes.io/";
  private static final List<String> COLUMNS = List.of("Name", "Status", "Roles", "Age", "Version");

  private NodeTable() {}

  /** Returns the table of these nodes. */
  static Map<String, @Nullable Object> of(
      List<Map<String, @Nullable Object>> nodes, String revision, Instant now) {
    List<Object> columns = new ArrayList<>();
    for (String name : COLUMNS) {
      Map<String, @Nullable Object> column = new LinkedHashMap<>();
      column.put("name", name);
      column.put("type", "string");
      column.put("format", name.equals("Name") ? "name" : "");
      column.put("description", name);
      column.put("priority", 0);
      columns.add(column);
    }
    List<Object> rows = new ArrayList<>();
    for (Map<String, @Nullable Object> node : nodes) {
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      row.put("cells", cells(node, now));
      Map<String, @Nullable Object> object = new LinkedHashMap<>();
      object.put("kind", "PartialObjectMetadata");
      object.put("apiVersion", "meta.k8s.io/v1");
      object.put("metadata", node.get("metadata"));
      row.put("object", object);
      rows.add(row);
    }
    Map<String, @Nullable Object> out = new LinkedHashMap<>();
    out.put("kind", "Table");
    out.put("apiVersion", "meta.k8s.io/v1");
    out.put("metadata", Map.of("resourceVersion", revision));
    out.put("columnDefinitions", columns);
    out.put("rows", rows);
    return out;
  }

  private static List<Object> cells(Map<String, @Nullable Object> node, Instant now) {
    String ready = "Unknown";
    if (KubeObjects.child(node, "status").get("conditions") instanceof List<?> conditions) {
      for (Object condition : conditions) {
        if (condition instanceof Map<?, ?> c && "Ready".equals(c.get("type"))) {
          ready = "True".equals(c.get("status")) ? "Ready" : "NotReady";
        }
      }
    }
    boolean cordoned = Boolean.TRUE.equals(KubeObjects.child(node, "spec").get("unschedulable"));
    return List.of(
        KubeObjects.text(node, "metadata", "name").orElse(""),
        ready + (cordoned ? ",SchedulingDisabled" : ""),
        roles(node),
        age(KubeObjects.text(node, "metadata", "creationTimestamp").orElse(""), now),
        KubeObjects.text(node, "status", "nodeInfo", "kubeletVersion").orElse(""));
  }

  private static String roles(Map<String, @Nullable Object> node) {
    TreeSet<String> roles = new TreeSet<>();
    KubeObjects.child(KubeObjects.child(node, "metadata"), "labels").keySet().stream()
        .filter(Objects::nonNull)
        .filter(key -> key.startsWith(ROLE))
        .forEach(key -> roles.add(key.substring(ROLE.length())));
    return roles.isEmpty() ? "<none>" : String.join(",", roles);
  }

  /** As kubectl writes durations: the two largest units while the first is small. */
  static String age(String created, Instant now) {
    if (created.isEmpty()) {
      return "<unknown>";
    }
    Duration age = Duration.between(Instant.parse(created), now);
    long seconds = Math.max(0, age.toSeconds());
    if (seconds < 120) {
      return seconds + "s";
    }
    if (seconds < 600) {
      return seconds / 60 + "m" + (seconds % 60 == 0 ? "" : seconds % 60 + "s");
    }
    if (seconds < 3 * 3600) {
      return seconds / 60 + "m";
    }
    return seconds < 48 * 3600 ? seconds / 3600 + "h" : seconds / 86400 + "d";
  }
}
