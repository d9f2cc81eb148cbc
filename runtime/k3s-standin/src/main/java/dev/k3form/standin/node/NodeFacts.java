package dev.k3form.standin.node;

import dev.k3form.standin.Machine;
import dev.k3form.standin.api.KubeObjects;
import dev.k3form.standin.config.Options;
import dev.k3form.standin.http.Json;
import dev.k3form.standin.pki.Pem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A node as its options and its machine make it (transcripts 01 and 03).
 *
 * @param extraLabels labels beside those that are configured
 * @param extraAnnotations annotations beside those of every node
 */
public record NodeFacts(
    Machine machine,
    Options options,
    Map<String, String> extraLabels,
    Map<String, String> extraAnnotations) {

  public static String name(Machine machine, Options options) {
    return options.or("node-name", machine.hostname()).toLowerCase(Locale.ROOT);
  }

  public static String address(Options options) {
    List<String> given = options.all("node-ip");
    return given.isEmpty() ? Network.address().orElse("127.0.0.1") : given.getFirst();
  }

  String name() {
    return name(machine, options);
  }

  private Map<String, @Nullable Object> labels() {
    Map<String, @Nullable Object> labels = new LinkedHashMap<>();
    labels.put("beta.kubernetes.io/arch", architecture());
    labels.put("beta.kubernetes.io/instance-type", "k3s");
    labels.put("beta.kubernetes.io/os", "linux");
    labels.put("kubernetes.io/arch", architecture());
    labels.put("kubernetes.io/hostname", name());
    labels.put("kubernetes.io/os", "linux");
    labels.put("node.kubernetes.io/instance-type", "k3s");
    labels.putAll(extraLabels);
    for (String label : options.all("node-label")) {
      String[] sides = label.split("=", 2);
      labels.put(sides[0], sides.length == 2 ? sides[1] : "");
    }
    return labels;
  }

  private static String architecture() {
    String arch = System.getProperty("os.arch", "amd64");
    return arch.equals("aarch64") ? "arm64" : arch;
  }

  private Map<String, @Nullable Object> annotations() {
    String address = address(options);
    String arguments = Json.print(options.shown());
    Map<String, @Nullable Object> annotations = new LinkedHashMap<>();
    annotations.put("alpha.kubernetes.io/provided-node-ip", address);
    annotations.putAll(extraAnnotations);
    annotations.put(
        "flannel.alpha.coreos.com/backend-type", options.or("flannel-backend", "vxlan"));
    annotations.put("flannel.alpha.coreos.com/kube-subnet-manager", "true");
    annotations.put("flannel.alpha.coreos.com/public-ip", address);
    annotations.put("k3s.io/hostname", name());
    annotations.put("k3s.io/internal-ip", address);
    annotations.put("k3s.io/node-args", arguments);
    annotations.put(
        "k3s.io/node-config-hash",
        Pem.digest("SHA-256", arguments.getBytes(StandardCharsets.UTF_8)).toUpperCase(Locale.ROOT));
    annotations.put("k3s.io/node-env", Json.print(options.shownEnvironment()));
    annotations.put("node.alpha.kubernetes.io/ttl", "0");
    annotations.put("volumes.kubernetes.io/controller-managed-attach-detach", "true");
    return annotations;
  }

  private List<@Nullable Object> taints() {
    List<@Nullable Object> taints = new ArrayList<>();
    for (String taint : options.all("node-taint")) {
      int colon = taint.lastIndexOf(':');
      String[] sides = taint.substring(0, colon < 0 ? taint.length() : colon).split("=", 2);
      Map<String, @Nullable Object> made = new LinkedHashMap<>();
      made.put("effect", colon < 0 ? "NoSchedule" : taint.substring(colon + 1));
      made.put("key", sides[0]);
      if (sides.length == 2 && !sides[1].isEmpty()) {
        made.put("value", sides[1]);
      }
      taints.add(made);
    }
    return taints;
  }

  /** The Node as it is registered, taints and all. */
  Map<String, @Nullable Object> made() {
    Map<String, @Nullable Object> node = new LinkedHashMap<>();
    node.put("kind", "Node");
    node.put("apiVersion", "v1");
    Map<String, @Nullable Object> metadata = KubeObjects.child(node, "metadata");
    metadata.put("name", name());
    metadata.put("labels", labels());
    metadata.put("annotations", annotations());
    Map<String, @Nullable Object> spec = KubeObjects.child(node, "spec");
    spec.put("providerID", "k3s://" + name());
    if (!taints().isEmpty()) {
      spec.put("taints", taints());
    }
    node.put("status", status(List.of()));
    return node;
  }

  /** The Node as it is after a restart: labels are added and changed, never taken; taints stay. */
  Map<String, @Nullable Object> renewed(Map<String, @Nullable Object> old) {
    Map<String, @Nullable Object> metadata = KubeObjects.child(old, "metadata");
    KubeObjects.child(metadata, "labels").putAll(labels());
    KubeObjects.child(metadata, "annotations").putAll(annotations());
    return old;
  }

  /** The status of a node that lives; conditions of other makers are kept. */
  Map<String, @Nullable Object> status(List<?> oldConditions) {
    Map<String, @Nullable Object> status = new LinkedHashMap<>();
    String address = address(options);
    List<@Nullable Object> addresses = new ArrayList<>();
    addresses.add(addressOf(address, "InternalIP"));
    options.all("node-external-ip").forEach(ip -> addresses.add(addressOf(ip, "ExternalIP")));
    addresses.add(addressOf(name(), "Hostname"));
    status.put("addresses", addresses);
    status.put("allocatable", capacity());
    status.put("capacity", capacity());
    status.put("conditions", Conditions.ready(oldConditions));
    Map<String, @Nullable Object> endpoint = new LinkedHashMap<>();
    endpoint.put("kubeletEndpoint", new LinkedHashMap<>(Map.of("Port", 10250)));
    status.put("daemonEndpoints", endpoint);
    status.put("nodeInfo", info());
    return status;
  }

  private static Map<String, @Nullable Object> addressOf(String address, String type) {
    Map<String, @Nullable Object> made = new LinkedHashMap<>();
    made.put("address", address);
    made.put("type", type);
    return made;
  }

  private static Map<String, @Nullable Object> capacity() {
    Map<String, @Nullable Object> capacity = new LinkedHashMap<>();
    capacity.put("cpu", Integer.toString(Runtime.getRuntime().availableProcessors()));
    capacity.put("ephemeral-storage", "0");
    capacity.put("hugepages-1Gi", "0");
    capacity.put("hugepages-2Mi", "0");
    capacity.put(
        "memory",
        first(Path.of("/proc/meminfo"), "MemTotal:\\s+(\\d+) kB").map(kb -> kb + "Ki").orElse("0"));
    capacity.put("pods", "110");
    return capacity;
  }

  private Map<String, @Nullable Object> info() {
    String machineId = first(machine.path("/etc/machine-id"), "(\\w+)").orElse("");
    Map<String, @Nullable Object> info = new LinkedHashMap<>();
    info.put("architecture", architecture());
    info.put("bootID", first(Path.of("/proc/sys/kernel/random/boot_id"), "(\\S+)").orElse(""));
    info.put("containerRuntimeVersion", "stand-in://0");
    info.put("kernelVersion", System.getProperty("os.version", ""));
    info.put("kubeProxyVersion", "");
    info.put("kubeletVersion", machine.version());
    info.put("machineID", machineId);
    info.put("operatingSystem", "linux");
    info.put(
        "osImage",
        first(machine.path("/etc/os-release"), "PRETTY_NAME=\"?([^\"]*)\"?").orElse("Linux"));
    info.put("systemUUID", machineId);
    return info;
  }

  private static Optional<String> first(Path file, String pattern) {
    try {
      var matcher = Pattern.compile(pattern).matcher(Files.readString(file));
      return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
