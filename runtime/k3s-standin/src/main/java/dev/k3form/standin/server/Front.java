package dev.k3form.standin.server;

import dev.k3form.standin.Log;
import dev.k3form.standin.api.Identity;
import dev.k3form.standin.api.KubeApi;
import dev.k3form.standin.api.KubeObjects;
import dev.k3form.standin.etcd.Replica;
import dev.k3form.standin.etcd.Transport;
import dev.k3form.standin.http.Json;
import dev.k3form.standin.http.Reply;
import dev.k3form.standin.http.Request;
import dev.k3form.standin.pki.Authority;
import dev.k3form.standin.pki.Leaf;
import dev.k3form.standin.store.Change;
import dev.k3form.standin.store.Datastore;
import dev.k3form.standin.store.Entry;
import dev.k3form.standin.store.Member;
import dev.k3form.standin.store.Refusal;
import dev.k3form.standin.store.StoreUnavailable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Port 6443: what needs no credentials, the supervisor with its users {@code node} and {@code
 * server}, and the Kubernetes API with client certificates (reference k3s.md §0, transcript 01).
 */
final class Front {

  static final String SUPERVISOR = "system:k3s-supervisor";

  /** Where servers note how they are reached. */
  static final String ENDPOINTS = "/standin/apiservers/";

  private static final String NODE = "node";
  private static final String SERVER = "server";

  private final ClusterCa ca;
  private final Passwords passwords;
  private final Map<String, @Nullable Object> config;
  private final Authority clientAuthority;
  private final Authority serverAuthority;
  private final Log log;
  private volatile @Nullable KubeApi api;
  private volatile @Nullable Datastore store;
  private volatile @Nullable Replica replica;

  /** The passwords of the two users; the text form keeps them to itself. */
  record Passwords(String server, String node) {
    @Override
    public String toString() {
      return "Passwords[]";
    }
  }

  Front(ClusterCa ca, Passwords passwords, Map<String, @Nullable Object> config, Log log) {
    this.ca = ca;
    this.passwords = passwords;
    this.config = config;
    this.clientAuthority = ca.authority("client-ca");
    this.serverAuthority = ca.authority("server-ca");
    this.log = log;
  }

  /** From now on other members may speak to this one. */
  void member(Replica own) {
    this.replica = own;
  }

  /** From now on the API answers. */
  void ready(KubeApi kubeApi, Datastore datastore) {
    this.store = datastore;
    this.api = kubeApi;
  }

  Reply answer(Request request) {
    String path = request.path();
    if (path.equals("/ping")) {
      return Reply.text(200, Reply.PLAIN, "pong");
    }
    if (path.equals("/cacerts")) {
      return Reply.text(200, "text/plain", ca.serverPem());
    }
    if (path.startsWith("/static/")) {
      return Reply.notFound();
    }
    Optional<Identity> identity = Identity.of(request, clientAuthority.certificate());
    if (path.startsWith(Transport.BASE)) {
      return between(request, identity);
    }
    if (path.startsWith("/v1-k3s/")) {
      return supervisor(request, identity);
    }
    KubeApi ready = api;
    if (ready == null) {
      return Reply.refusal(503, "apiserver not ready", "ServiceUnavailable");
    }
    return identity
        .map(who -> ready.answer(request, who))
        .orElseGet(() -> Reply.failure(401, "Unauthorized", "Unauthorized"));
  }

  private static Reply forbidden() {
    return Reply.refusal(403, "forbidden", "Forbidden");
  }

  private static Reply unauthorized() {
    return Reply.refusal(401, "not authorized", "Unauthorized");
  }

  /** What members of etcd say to each other. */
  private Reply between(Request request, Optional<Identity> identity) {
    Replica own = replica;
    if (identity.filter(who -> who.user().equals(SUPERVISOR) && who.master()).isEmpty()) {
      return forbidden();
    }
    if (own == null) {
      return Reply.refusal(503, "etcd not ready", "ServiceUnavailable");
    }
    String name = request.path().substring(Transport.BASE.length());
    return name.equals("join") || name.equals("change")
        ? change(own, request)
        : own.answer(name, request.text());
  }

  /** A change that a server asks for which is not yet a member. */
  private static Reply change(Replica own, Request request) {
    try {
      Refusal refusal = own.change(Change.fromJson(Json.object(request.text())));
      return Reply.json(
          refusal == Refusal.NONE ? 200 : 409,
          Map.of("refusal", refusal.name(), "clusterId", own.clusterId()));
    } catch (StoreUnavailable e) {
      return Reply.refusal(503, String.valueOf(e.getMessage()), "ServiceUnavailable");
    }
  }

  private Reply supervisor(Request request, Optional<Identity> identity) {
    String name = request.path().substring("/v1-k3s/".length());
    String wanted = name.matches("server-bootstrap|server-config") ? SERVER : NODE;
    Optional<Request.Credentials> credentials = request.basic();
    if (credentials.isPresent()) {
      if (!right(credentials.get())) {
        return unauthorized();
      }
      if (!credentials.get().user().equals(wanted)) {
        return forbidden();
      }
    } else if (!wanted.equals(NODE) || identity.filter(Identity::isNode).isEmpty()) {
      return forbidden();
    }
    if (api == null && !name.matches("config|server-config|server-bootstrap")) {
      log.error("Sending HTTP/1.1 503 response to " + request.peer() + ": runtime core not ready");
      return Reply.refusal(503, "runtime core not ready", "ServiceUnavailable");
    }
    return permitted(name, request);
  }

  private boolean right(Request.Credentials credentials) {
    return switch (credentials.user()) {
      case SERVER -> same(credentials.password(), passwords.server());
      case NODE -> same(credentials.password(), passwords.node());
      default -> false;
    };
  }

  private static boolean same(String a, String b) {
    return MessageDigest.isEqual(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }

  private Reply permitted(String name, Request request) {
    return switch (name) {
      case "readyz" -> Reply.text(200, Reply.PLAIN, "ok");
      // The second is the stand-in's own: a joining server compares its values with these.
      case "config", "server-config" -> Reply.json(200, config);
      case "server-bootstrap" -> Reply.json(200, ca.toBootstrap());
      case "apiservers" -> Reply.json(200, addresses());
      case "client-ca.crt" -> Reply.text(200, "text/plain", ca.clientPem());
      case "server-ca.crt" -> Reply.text(200, "text/plain", ca.serverPem());
      case "serving-kubelet.crt", "client-kubelet.crt" -> certificate(name, request);
      default -> Reply.notFound();
    };
  }

  private List<String> addresses() {
    Datastore open = store;
    try {
      return open == null
          ? List.of()
          : open.list(ENDPOINTS).stream().map(Entry::value).sorted().toList();
    } catch (StoreUnavailable e) {
      return List.of();
    }
  }

  /** A node's certificate with its key, for who knows the node's password. */
  private Reply certificate(String name, Request request) {
    String node = request.header("k3s-node-name").orElse("");
    String password = request.header("k3s-node-password").orElse("");
    Datastore open = store;
    if (node.isEmpty() || password.isEmpty() || open == null) {
      return Reply.refusal(400, "node name not set", "BadRequest");
    }
    try {
      if (!NodePasswords.verify(open, node, password)) {
        String why = "unable to verify password for node " + node + ": hash does not match";
        log.error("Sending HTTP/1.1 403 response to " + request.peer() + ": " + why);
        return Reply.refusal(403, why, "Forbidden");
      }
    } catch (StoreUnavailable e) {
      return Reply.refusal(503, String.valueOf(e.getMessage()), "ServiceUnavailable");
    }
    Leaf leaf =
        name.startsWith("client")
            ? clientAuthority.issue(
                "system:node:" + node, List.of("system:nodes"), List.of(), Authority.Usage.CLIENT)
            : serverAuthority.issue(
                node,
                List.of(),
                List.of(
                    node,
                    "localhost",
                    "127.0.0.1",
                    request.header("k3s-node-ip").orElse("127.0.0.1")),
                Authority.Usage.SERVER);
    return Reply.text(200, "text/plain", leaf.chainPem() + leaf.keyPem());
  }

  /** Takes what belongs to a Node that was deleted. */
  void forget(Datastore open, String node) {
    for (String key :
        List.of(
            KubeObjects.secretKey("kube-system", NodePasswords.secretName(node)),
            ENDPOINTS + node)) {
      open.get(key).ifPresent(entry -> open.delete(key, entry.revision()));
    }
    Replica own = replica;
    if (own != null) {
      own.members().stream()
          .filter(member -> member.node().equals(node))
          .map(Member::id)
          .forEach(id -> own.change(new Change.RemoveMember(id)));
    }
  }
}
