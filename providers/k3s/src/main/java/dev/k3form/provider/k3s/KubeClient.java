package dev.k3form.provider.k3s;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The little of the Kubernetes API that nodes need to come and go (docs/adr/0032). */
final class KubeClient {
  private static final String NODES = "/api/v1/nodes";
  private static final JsonMapper JSON = new JsonMapper();

  private final Endpoint api;

  KubeClient(Endpoint api) {
    this.api = api;
  }

  /** A node as far as it matters here. */
  record Node(
      String name,
      boolean ready,
      boolean controlPlane,
      String internalIp,
      Map<String, String> labels,
      List<String> taints) {}

  /** A pod and whether draining moves it. */
  record Pod(String namespace, String name, boolean movable) {}

  Endpoint.Answer readyz() throws IOException {
    return api.get("/readyz");
  }

  List<Node> nodes() throws IOException {
    List<Node> out = new ArrayList<>();
    need(api.get(NODES), "list nodes").json().path("items").forEach(n -> out.add(node(n)));
    return out;
  }

  Optional<Node> node(String name) throws IOException {
    Endpoint.Answer answer = api.get(NODES + "/" + name);
    return answer.status() == 404
        ? Optional.empty()
        : Optional.of(node(need(answer, "read node " + name).json()));
  }

  void deleteNode(String name) throws IOException {
    gone(api.delete(NODES + "/" + name), "delete node " + name);
  }

  void deleteNodePassword(String name) throws IOException {
    gone(
        api.delete("/api/v1/namespaces/kube-system/secrets/" + name + ".node-password.k3s"),
        "delete the password secret of node " + name);
  }

  void cordon(String name) throws IOException {
    need(api.patch(NODES + "/" + name, "{\"spec\":{\"unschedulable\":true}}"), "cordon " + name);
  }

  /** Sets labels; a null value takes one away. */
  void setLabels(String name, Map<String, Optional<String>> labels) throws IOException {
    ObjectNode body = JSON.createObjectNode();
    ObjectNode target = body.putObject("metadata").putObject("labels");
    labels.forEach(
        (key, value) -> value.ifPresentOrElse(v -> target.put(key, v), () -> target.putNull(key)));
    need(api.patch(NODES + "/" + name, body.toString()), "label node " + name);
  }

  void setTaints(String name, List<String> taints) throws IOException {
    ObjectNode body = JSON.createObjectNode();
    ArrayNode target = body.putObject("spec").putArray("taints");
    for (String taint : taints) {
      target.add(Taints.toJson(JSON.createObjectNode(), taint));
    }
    need(api.patch(NODES + "/" + name, body.toString()), "taint node " + name);
  }

  List<Pod> podsOn(String node) throws IOException {
    Endpoint.Answer answer = api.get("/api/v1/pods?fieldSelector=spec.nodeName%3D" + node);
    if (answer.status() == 404) {
      return List.of();
    }
    List<Pod> out = new ArrayList<>();
    need(answer, "list pods").json().path("items").forEach(p -> out.add(pod(p)));
    return out;
  }

  /** Asks for a pod to go; false if a disruption budget does not let it go now. */
  boolean evict(Pod pod) throws IOException {
    ObjectNode body = JSON.createObjectNode();
    body.put("apiVersion", "policy/v1").put("kind", "Eviction");
    body.putObject("metadata").put("name", pod.name()).put("namespace", pod.namespace());
    Endpoint.Answer answer =
        api.post(
            "/api/v1/namespaces/" + pod.namespace() + "/pods/" + pod.name() + "/eviction",
            body.toString());
    if (answer.status() == 429) {
      return false;
    }
    gone(answer, "evict pod " + pod.namespace() + "/" + pod.name());
    return true;
  }

  private static Pod pod(JsonNode p) {
    JsonNode meta = p.path("metadata");
    boolean fixed = meta.path("annotations").has("kubernetes.io/config.mirror");
    for (JsonNode owner : meta.path("ownerReferences")) {
      fixed |= owner.path("kind").asString("").equals("DaemonSet");
    }
    String phase = p.path("status").path("phase").asString("");
    fixed |= phase.equals("Succeeded") || phase.equals("Failed");
    return new Pod(meta.path("namespace").asString(""), meta.path("name").asString(""), !fixed);
  }

  private static Node node(JsonNode n) {
    Map<String, String> labels = new TreeMap<>();
    n.path("metadata")
        .path("labels")
        .properties()
        .forEach(e -> labels.put(e.getKey(), e.getValue().asString("")));
    boolean ready = false;
    for (JsonNode c : n.path("status").path("conditions")) {
      ready |=
          c.path("type").asString("").equals("Ready")
              && c.path("status").asString("").equals("True");
    }
    String ip = "";
    for (JsonNode a : n.path("status").path("addresses")) {
      if (a.path("type").asString("").equals("InternalIP") && ip.isEmpty()) {
        ip = a.path("address").asString("");
      }
    }
    List<String> taints = new ArrayList<>();
    n.path("spec").path("taints").forEach(t -> taints.add(Taints.fromJson(t)));
    return new Node(
        n.path("metadata").path("name").asString(""),
        ready,
        labels.containsKey("node-role.kubernetes.io/control-plane")
            || labels.containsKey("node-role.kubernetes.io/etcd"),
        ip,
        labels,
        taints);
  }

  private static void gone(Endpoint.Answer answer, String what) throws IOException {
    if (answer.status() != 404) {
      need(answer, what);
    }
  }

  private static Endpoint.Answer need(Endpoint.Answer answer, String what) throws IOException {
    if (!answer.ok()) {
      throw new IOException("the API does not " + what + ": " + answer.said());
    }
    return answer;
  }
}
