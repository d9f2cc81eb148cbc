package dev.k3form.standin.api;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The resources that are stored, and under which keys the real API server stores them. */
enum ResourceType {
  NODES("", "v1", "nodes", "Node", false, "/registry/minions/"),
  NAMESPACES("", "v1", "namespaces", "Namespace", false, "/registry/namespaces/"),
  SECRETS("", "v1", "secrets", "Secret", true, "/registry/secrets/"),
  CONFIG_MAPS("", "v1", "configmaps", "ConfigMap", true, "/registry/configmaps/"),
  PODS("", "v1", "pods", "Pod", true, "/registry/pods/"),
  SERVICES("", "v1", "services", "Service", true, "/registry/services/specs/"),
  DAEMON_SETS("apps", "v1", "daemonsets", "DaemonSet", true, "/registry/daemonsets/"),
  BUDGETS(
      "policy",
      "v1",
      "poddisruptionbudgets",
      "PodDisruptionBudget",
      true,
      "/registry/poddisruptionbudgets/"),
  LEASES("coordination.k8s.io", "v1", "leases", "Lease", true, "/registry/leases/"),
  SIGNING_REQUESTS(
      "certificates.k8s.io",
      "v1",
      "certificatesigningrequests",
      "CertificateSigningRequest",
      false,
      "/registry/certificatesigningrequests/");

  private final String group;
  private final String version;
  private final String plural;
  private final String kind;
  private final boolean namespaced;
  private final String prefix;

  ResourceType(
      String group, String version, String plural, String kind, boolean namespaced, String prefix) {
    this.group = group;
    this.version = version;
    this.plural = plural;
    this.kind = kind;
    this.namespaced = namespaced;
    this.prefix = prefix;
  }

  /** The abbreviations that {@code kubectl} takes. */
  List<String> shortNames() {
    return switch (this) {
      case NODES -> List.of("no");
      case NAMESPACES -> List.of("ns");
      case CONFIG_MAPS -> List.of("cm");
      case PODS -> List.of("po");
      case SERVICES -> List.of("svc");
      case DAEMON_SETS -> List.of("ds");
      case BUDGETS -> List.of("pdb");
      case SIGNING_REQUESTS -> List.of("csr");
      case SECRETS, LEASES -> List.of();
    };
  }

  String plural() {
    return plural;
  }

  String group() {
    return group;
  }

  String kind() {
    return kind;
  }

  String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /** {@code nodes}, or {@code leases.coordination.k8s.io}, as messages name it. */
  String qualified() {
    return group.isEmpty() ? plural : plural + "." + group;
  }

  boolean namespaced() {
    return namespaced;
  }

  /** The prefix of all keys, of one namespace or of all. */
  String prefix(String namespace) {
    return namespace.isEmpty() ? prefix : prefix + namespace + "/";
  }

  String key(String namespace, String name) {
    return prefix(namespace) + name;
  }

  private static Optional<ResourceType> find(String group, String version, String plural) {
    return Arrays.stream(values())
        .filter(t -> t.group.equals(group) && t.version.equals(version) && t.plural.equals(plural))
        .findFirst();
  }

  /**
   * What a path names.
   *
   * @param namespace empty for all, or where there is none
   * @param name empty for a collection
   * @param subresource empty for the object itself
   */
  record Target(ResourceType type, String namespace, String name, String subresource) {

    String key() {
      return type.key(namespace, name);
    }

    /** Reads {@code /api/v1/…} and {@code /apis/GROUP/VERSION/…}. */
    static Optional<Target> of(String path) {
      List<String> parts = Arrays.stream(path.split("/")).filter(p -> !p.isEmpty()).toList();
      if (parts.size() >= 3 && parts.get(0).equals("api")) {
        return of("", parts.get(1), parts.subList(2, parts.size()));
      }
      if (parts.size() >= 4 && parts.get(0).equals("apis")) {
        return of(parts.get(1), parts.get(2), parts.subList(3, parts.size()));
      }
      return Optional.empty();
    }

    private static Optional<Target> of(String group, String version, List<String> rest) {
      boolean inNamespace = rest.size() >= 3 && rest.get(0).equals("namespaces");
      Optional<ResourceType> namespaced =
          inNamespace ? find(group, version, rest.get(2)) : Optional.empty();
      if (namespaced.isPresent()) {
        return Optional.of(new Target(namespaced.get(), rest.get(1), part(rest, 3), part(rest, 4)));
      }
      return find(group, version, rest.getFirst())
          .filter(type -> rest.size() <= 3 && (!type.namespaced || rest.size() == 1))
          .map(type -> new Target(type, "", part(rest, 1), part(rest, 2)));
    }

    private static String part(List<String> parts, int index) {
      return index < parts.size() ? parts.get(index) : "";
    }
  }
}
