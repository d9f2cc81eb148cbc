package dev.k3form.standin.api;

import dev.k3form.standin.http.Reply;
import dev.k3form.standin.http.Request;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What there is to ask for, as {@code kubectl} looks it up first: {@code /api}, {@code /apis} and
 * the resources of each group (Kubernetes API concepts, “API discovery”; the unaggregated form).
 */
final class Discovery {
  private static final List<String> VERBS =
      List.of("create", "delete", "get", "list", "patch", "update");

  private Discovery() {}

  /** Answers a path of discovery; empty for any other. */
  static Optional<Reply> answer(Request request) {
    if (!request.method().equals("GET")) {
      return Optional.empty();
    }
    String path = request.path().replaceFirst("/$", "");
    return switch (path) {
      case "/api" -> Optional.of(Reply.json(200, versions()));
      case "/apis" -> Optional.of(Reply.json(200, groups()));
      default -> ofGroup(path);
    };
  }

  private static Optional<Reply> ofGroup(String path) {
    for (String version : groupVersions()) {
      boolean core = version.equals("v1");
      if (path.equals(core ? "/api/v1" : "/apis/" + version)) {
        return Optional.of(Reply.json(200, resources(version)));
      }
      if (!core && path.equals("/apis/" + group(version))) {
        Map<String, @Nullable Object> one = described(version);
        one.put("kind", "APIGroup");
        one.put("apiVersion", "v1");
        return Optional.of(Reply.json(200, one));
      }
    }
    return Optional.empty();
  }

  private static SortedSet<String> groupVersions() {
    SortedSet<String> out = new TreeSet<>();
    Arrays.stream(ResourceType.values()).forEach(type -> out.add(type.apiVersion()));
    return out;
  }

  private static String group(String groupVersion) {
    return groupVersion.substring(0, Math.max(0, groupVersion.indexOf('/')));
  }

  private static Map<String, @Nullable Object> versions() {
    Map<String, @Nullable Object> out = new LinkedHashMap<>();
    out.put("kind", "APIVersions");
    out.put("versions", List.of("v1"));
    out.put("serverAddressByClientCIDRs", List.of());
    return out;
  }

  private static Map<String, @Nullable Object> groups() {
    Map<String, @Nullable Object> out = new LinkedHashMap<>();
    out.put("kind", "APIGroupList");
    out.put("apiVersion", "v1");
    out.put(
        "groups",
        groupVersions().stream().filter(v -> !v.equals("v1")).map(Discovery::described).toList());
    return out;
  }

  private static Map<String, @Nullable Object> described(String groupVersion) {
    Map<String, @Nullable Object> version = new LinkedHashMap<>();
    version.put("groupVersion", groupVersion);
    version.put("version", groupVersion.substring(groupVersion.indexOf('/') + 1));
    Map<String, @Nullable Object> out = new LinkedHashMap<>();
    out.put("name", group(groupVersion));
    out.put("versions", List.of(version));
    out.put("preferredVersion", version);
    return out;
  }

  private static Map<String, @Nullable Object> resources(String groupVersion) {
    List<Object> resources = new ArrayList<>();
    for (ResourceType type : ResourceType.values()) {
      if (type.apiVersion().equals(groupVersion)) {
        Map<String, @Nullable Object> one = new LinkedHashMap<>();
        one.put("name", type.plural());
        one.put("singularName", type.kind().toLowerCase(Locale.ROOT));
        one.put("namespaced", type.namespaced());
        one.put("kind", type.kind());
        one.put("verbs", VERBS);
        if (!type.shortNames().isEmpty()) {
          one.put("shortNames", type.shortNames());
        }
        resources.add(one);
      }
    }
    Map<String, @Nullable Object> out = new LinkedHashMap<>();
    out.put("kind", "APIResourceList");
    out.put("apiVersion", "v1");
    out.put("groupVersion", groupVersion);
    out.put("resources", resources);
    return out;
  }
}
