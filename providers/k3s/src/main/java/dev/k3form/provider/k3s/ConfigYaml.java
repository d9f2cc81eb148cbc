package dev.k3form.provider.k3s;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Writes {@code config.yaml}: keys are the long names of k3s's flags; a secret never stands in it.
 *
 * <p>Keys that are lists in k3s are always written as lists, since a later file could not append to
 * a scalar.
 */
final class ConfigYaml {
  private static final String HEADER =
      "# Written by k3form: changes made here are shown by the next plan and undone by the next"
          + " apply.\n";
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z/][A-Za-z0-9_./-]*");
  private static final Set<String> RESERVED =
      Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");
  private static final Set<String> BOOLEAN = Set.of("true", "false");

  /** The flags of {@code k3s server} and {@code k3s agent} that may be given more than once. */
  static final Set<String> LISTS =
      Set.of(
          "tls-san",
          "cluster-cidr",
          "service-cidr",
          "cluster-dns",
          "disable",
          "kube-apiserver-arg",
          "etcd-arg",
          "kube-scheduler-arg",
          "kube-controller-manager-arg",
          "kube-cloud-controller-manager-arg",
          "kubelet-arg",
          "kube-proxy-arg",
          "node-label",
          "node-taint",
          "node-ip",
          "node-external-ip",
          "node-internal-dns",
          "node-external-dns");

  private ConfigYaml() {}

  /** Returns the text of a file with these keys, in their order. */
  static String write(Map<String, List<String>> keys) {
    StringBuilder out = new StringBuilder(HEADER);
    SortedMap<String, List<String>> sorted = new TreeMap<>(keys);
    sorted.forEach(
        (key, values) -> {
          if (values.isEmpty()) {
            return;
          }
          if (LISTS.contains(key)) {
            out.append(key).append(":\n");
            values.forEach(v -> out.append("  - ").append(text(v)).append('\n'));
          } else {
            out.append(key).append(": ").append(scalar(values.getLast())).append('\n');
          }
        });
    return out.toString();
  }

  private static String scalar(String value) {
    return BOOLEAN.contains(value) ? value : text(value);
  }

  /** Everything that YAML could take for something else than a string is quoted. */
  private static String text(String value) {
    boolean plain =
        PLAIN.matcher(value).matches() && !RESERVED.contains(value.toLowerCase(Locale.ROOT));
    return plain
        ? value
        : '"'
            + value
                .replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\t", "\\t")
            + '"';
  }
}
