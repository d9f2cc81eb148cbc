package dev.k3form.standin.node;

import dev.k3form.standin.Log;
import dev.k3form.standin.Machine;
import dev.k3form.standin.SecretFiles;
import dev.k3form.standin.api.KubeObjects;
import dev.k3form.standin.http.Client;
import dev.k3form.standin.http.Json;
import dev.k3form.standin.http.Reply;
import dev.k3form.standin.pki.Leaf;
import dev.k3form.standin.pki.Pem;
import dev.k3form.standin.pki.TlsContexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The part of a node that registers it and says that it lives: certificates for the node's
 * password, the Node, and a Lease that is renewed. A Node that is deleted meanwhile is not made
 * again until the next start.
 */
public final class Kubelet implements AutoCloseable {

  private static final String LEASES =
      "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases";

  private final NodeFacts facts;
  private final ClusterAccess access;
  private final Supplier<List<String>> servers;
  private final Log log;
  private final Machine machine;
  private volatile boolean closed;
  private volatile @Nullable SSLContext identity;
  private volatile String current = "";

  /**
   * @param servers the addresses of servers, the preferred one first; asked each time
   */
  public Kubelet(NodeFacts facts, ClusterAccess access, Supplier<List<String>> servers, Log log) {
    this.facts = facts;
    this.access = access;
    this.servers = servers;
    this.log = log;
    this.machine = facts.machine();
  }

  /** A request that tries one server after the other, the last good one first. */
  private interface Call {
    Reply with(String base) throws IOException;
  }

  private Reply anywhere(Call call) throws IOException {
    IOException last = new IOException("no servers are known");
    List<String> all = new ArrayList<>(servers.get());
    if (all.remove(current)) {
      all.addFirst(current);
    }
    for (String server : all) {
      try {
        Reply reply = call.with("https://" + server);
        if (reply.status() != 503) {
          current = server;
          return reply;
        }
        last = new IOException(server + " answered 503");
      } catch (IOException e) {
        last = e;
      }
    }
    throw last;
  }

  private Path agent(String file) {
    return machine.path("/var/lib/rancher/k3s/agent").resolve(file);
  }

  /** Gets the node's certificates; the message of a failure is what the log is to say. */
  public void fetchCertificates() throws IOException {
    SecretFiles.directory(agent(""), "rwx------");
    for (String authority : List.of("server-ca.crt", "client-ca.crt")) {
      Reply reply = anywhere(base -> access.as("node", base).get("/v1-k3s/" + authority));
      check(reply, authority);
      SecretFiles.secret(agent(authority), reply.text());
    }
    store("serving-kubelet");
    Leaf own = store("client-kubelet");
    identity = TlsContexts.client(Pem.certificates(access.authority()), Optional.of(own));
    SecretFiles.secret(
        agent("kubelet.kubeconfig"),
        Kubeconfig.files(
            "https://127.0.0.1:6444",
            agent("server-ca.crt"),
            agent("client-kubelet.crt"),
            agent("client-kubelet.key")));
  }

  private Leaf store(String name) throws IOException {
    String password = password();
    Reply reply =
        anywhere(
            base ->
                access
                    .as("node", base)
                    .header("k3s-Node-Name", facts.name())
                    .header("k3s-Node-Password", password)
                    .header("k3s-Node-IP", NodeFacts.address(facts.options()))
                    .get("/v1-k3s/" + name + ".crt"));
    check(reply, name + ".crt");
    String text = reply.text();
    int key = text.indexOf("-----BEGIN EC PRIVATE KEY");
    SecretFiles.secret(agent(name + ".crt"), text.substring(0, key));
    SecretFiles.secret(agent(name + ".key"), text.substring(key));
    return Leaf.parse(text.substring(0, key), text.substring(key));
  }

  private void check(Reply reply, String file) throws IOException {
    if (reply.status() == 403) {
      throw new IOException(
          agent(file)
              + ": Node password rejected, duplicate hostname or contents of"
              + " '/etc/rancher/node/password' may not match server node-passwd entry, try"
              + " enabling a unique node name with the --with-node-id flag");
    }
    if (reply.status() != 200) {
      throw new IOException(agent(file) + ": " + said(reply));
    }
  }

  private static String said(Reply reply) {
    return reply.status() == 401
        ? "not authorized"
        : "https://127.0.0.1:6444: " + reply.status() + " " + reply.text().strip();
  }

  /** The password that this machine has for its name; made when there is none. */
  private String password() throws IOException {
    Path file = machine.path("/etc/rancher/node/password");
    if (!Files.exists(file)) {
      byte[] random = new byte[16];
      new SecureRandom().nextBytes(random);
      SecretFiles.directory(file.resolveSibling(""), "rwxr-xr-x");
      SecretFiles.secret(file, HexFormat.of().formatHex(random) + "\n");
    }
    return Files.readString(file).strip();
  }

  private Reply api(String method, String path, @Nullable Object body) throws IOException {
    SSLContext own = identity;
    if (own == null) {
      throw new IOException("the node has no certificate yet");
    }
    String text = body == null ? "" : Json.print(body);
    return anywhere(base -> Client.nameless(base, own).send(method, path, text));
  }

  /** Makes or renews the Node. */
  public void register() throws IOException {
    String path = "/api/v1/nodes/" + facts.name();
    for (int attempt = 0; attempt < 10; attempt++) {
      Reply found = api("GET", path, null);
      Reply written =
          found.status() == 404
              ? api("POST", "/api/v1/nodes", facts.made())
              : api("PUT", path, facts.renewed(Json.object(found.text())));
      if (written.status() < 300) {
        renewLease();
        postStatus();
        return;
      }
      if (written.status() != 409) {
        throw new IOException("Unable to register node with API server: " + written.text());
      }
    }
    throw new IOException("Unable to register node with API server: it changes all the time");
  }

  /** Posts the status; a Node that is gone is left so. */
  private void postStatus() throws IOException {
    String path = "/api/v1/nodes/" + facts.name();
    Reply found = api("GET", path, null);
    if (found.status() == 200) {
      Map<String, @Nullable Object> node = Json.object(found.text());
      Object old = KubeObjects.child(node, "status").get("conditions");
      node.put("status", facts.status(old instanceof List<?> list ? list : List.of()));
      api("PUT", path + "/status", node);
    }
  }

  private void renewLease() throws IOException {
    Map<String, @Nullable Object> lease = new LinkedHashMap<>();
    KubeObjects.child(lease, "metadata").put("name", facts.name());
    Map<String, @Nullable Object> spec = KubeObjects.child(lease, "spec");
    spec.put("holderIdentity", facts.name());
    spec.put("leaseDurationSeconds", 40);
    spec.put("renewTime", Instant.now().toString());
    if (api("PUT", LEASES + "/" + facts.name(), lease).status() == 404) {
      api("POST", LEASES, lease);
    }
  }

  /** Goes on saying that the node lives, until it is closed. */
  public void beat() {
    Thread.ofVirtual()
        .name("heartbeat")
        .start(
            () -> {
              while (!closed) {
                try {
                  Thread.sleep(machine.timing().heartbeat());
                  renewLease();
                  readyAgain();
                } catch (IOException e) {
                  log.error("Error updating node status, will retry: " + e.getMessage());
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                  return;
                }
              }
            });
  }

  /** A node that was thought dead says that it is not. */
  private void readyAgain() throws IOException {
    Reply found = api("GET", "/api/v1/nodes/" + facts.name(), null);
    if (found.status() == 200) {
      Map<String, @Nullable Object> node = Json.object(found.text());
      Object conditions = KubeObjects.child(node, "status").get("conditions");
      if (!Conditions.status(conditions instanceof List<?> l ? l : List.of(), "Ready")
          .equals("True")) {
        postStatus();
      }
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
