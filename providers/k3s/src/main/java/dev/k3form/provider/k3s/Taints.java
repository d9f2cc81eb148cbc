package dev.k3form.provider.k3s;

import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Taints as k3s's flag writes them, {@code key=value:effect} or {@code key:effect}. */
final class Taints {
  private static final Pattern FORM =
      Pattern.compile("[^=:\\s]+(=[^=:\\s]*)?:(NoSchedule|PreferNoSchedule|NoExecute)");

  private Taints() {}

  static boolean isTaint(String text) {
    return FORM.matcher(text).matches();
  }

  /** Kubernetes and cordoning taint nodes too; those are none of ours. */
  static List<String> ofUsers(List<String> taints) {
    return taints.stream()
        .filter(
            t ->
                !t.startsWith("node.kubernetes.io/")
                    && !t.startsWith("node.cloudprovider.kubernetes.io/"))
        .toList();
  }

  static ObjectNode toJson(ObjectNode target, String taint) {
    int colon = taint.lastIndexOf(':');
    String left = taint.substring(0, colon);
    int equals = left.indexOf('=');
    target.put("key", equals < 0 ? left : left.substring(0, equals));
    if (equals >= 0 && equals + 1 < left.length()) {
      target.put("value", left.substring(equals + 1));
    }
    return target.put("effect", taint.substring(colon + 1));
  }

  static String fromJson(JsonNode taint) {
    String value = taint.path("value").asString("");
    return taint.path("key").asString("")
        + (value.isEmpty() ? "" : "=" + value)
        + ":"
        + taint.path("effect").asString("");
  }
}
