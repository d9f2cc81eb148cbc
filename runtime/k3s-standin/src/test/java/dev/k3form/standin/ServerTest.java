package dev.k3form.standin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.standin.api.KubeObjects;
import dev.k3form.standin.http.Client;
import dev.k3form.standin.http.Json;
import dev.k3form.standin.http.Reply;
import dev.k3form.standin.pki.Leaf;
import dev.k3form.standin.pki.Pem;
import dev.k3form.standin.pki.TlsContexts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A first server answers as in transcript 01. */
class ServerTest {

  private static final String FORBIDDEN =
      """
      {
        "kind": "Status",
        "metadata": {},
        "status": "Failure",
        "message": "forbidden",
        "reason": "Forbidden",
        "code": 403
      }\
      """;

  @TempDir private static Path directory;
  private static Lab lab;
  private static Lab.Box s1;

  @BeforeAll
  static void start() throws Exception {
    lab = new Lab(directory);
    s1 = lab.box(11, "s1");
    s1.config(
        "cluster-init: true",
        "token: sekret-1",
        "tls-san: [10.77.0.100, api.lab]",
        "disable: [traefik, servicelb]",
        "no-such-key: 1");
    assertThat(s1.serve()).as(s1.log()).isEmpty();
    Lab.until("s1 is Ready", () -> s1.nodes("True").equals(List.of("s1")));
    Lab.until("s1 has a network", () -> s1.node("s1").toString().contains("podCIDR"));
  }

  @AfterAll
  static void stop() throws Exception {
    lab.close();
  }

  @Test
  void callsItselfAStandInAndWarnsOfUnknownKeys() {
    assertThat(s1.log())
        .contains(
            "level=info msg=\"This is k3form's stand-in for k3s, a test double, and not k3s\"")
        .contains(
            "level=warning msg=\"Unknown flag --no-such-key found in config.yaml, skipping\\n\"");
  }

  @Test
  void answersWithoutCredentials() throws Exception {
    assertThat(s1.anonymous().get("/ping").text()).isEqualTo("pong");
    Reply cacerts = s1.anonymous().get("/cacerts");
    assertThat(cacerts.text()).isEqualTo(Files.readString(s1.tls().resolve("server-ca.crt")));
    assertThat(cacerts.type()).isEqualTo("text/plain");
    for (String path : List.of("/readyz", "/livez", "/healthz", "/version", "/")) {
      Reply reply = s1.anonymous().get(path);
      assertThat(reply.status()).as(path).isEqualTo(401);
      assertThat(reply.body()).as(path).hasSize(157);
    }
    for (String path : List.of("readyz", "config", "apiservers", "server-bootstrap")) {
      Reply reply = s1.anonymous().get("/v1-k3s/" + path);
      assertThat(reply.status()).as(path).isEqualTo(403);
      assertThat(reply.text().strip()).as(path).isEqualTo(FORBIDDEN);
    }
    Reply missing = s1.anonymous().get("/static/");
    assertThat(missing.status()).isEqualTo(404);
    assertThat(missing.text()).isEqualTo("404 page not found\n");
  }

  @Test
  void supervisorKnowsItsTwoUsers() throws Exception {
    assertThat(status("node", "sekret-1", "readyz")).isEqualTo(200);
    assertThat(status("node", "sekret-1", "config")).isEqualTo(200);
    assertThat(status("node", "sekret-1", "server-bootstrap")).isEqualTo(403);
    assertThat(status("server", "sekret-1", "readyz")).isEqualTo(403);
    assertThat(status("server", "sekret-1", "config")).isEqualTo(403);
    assertThat(status("server", "sekret-1", "server-bootstrap")).isEqualTo(200);
    for (String user : List.of("node", "server")) {
      for (String path : List.of("readyz", "config", "server-bootstrap")) {
        assertThat(status(user, "wrong", path)).isEqualTo(401);
      }
    }
    assertThat(s1.anonymous().basic("node", "wrong").get("/v1-k3s/readyz").body()).hasSize(137);
    assertThat(s1.anonymous().basic("node", "wrong").get("/cacerts").status()).isEqualTo(200);
    assertThat(s1.anonymous().basic("node", "sekret-1").get("/readyz").status()).isEqualTo(401);
    String config = s1.anonymous().basic("node", "sekret-1").get("/v1-k3s/config").text();
    assertThat(config)
        .startsWith(
            "{\"ClusterDNSs\":[\"10.43.0.10\"],\"ClusterIPRanges\":[{\"IP\":\"10.42.0.0\","
                + "\"Mask\":\"//8AAA==\"}],\"ClusterDNS\":\"10.43.0.10\","
                + "\"ClusterDomain\":\"cluster.local\",\"ClusterIPRange\":{\"IP\":\"10.42.0.0\","
                + "\"Mask\":\"//8AAA==\"},\"DisableCCM\":false,\"DisableHelmController\":false,"
                + "\"DisableNPC\":false");
    assertThat(s1.admin("GET", "/v1-k3s/readyz", "").status()).isEqualTo(403);
    Path agent = s1.path("/var/lib/rancher/k3s/agent");
    Leaf kubelet =
        Leaf.parse(
            Files.readString(agent.resolve("client-kubelet.crt")),
            Files.readString(agent.resolve("client-kubelet.key")));
    assertThat(s1.as(kubelet, "GET", "/v1-k3s/readyz", "").status()).isEqualTo(200);
  }

  private static int status(String user, String password, String path) throws IOException {
    return s1.anonymous().basic(user, password).get("/v1-k3s/" + path).status();
  }

  @Test
  void healthWithAClientCertificate() throws Exception {
    Reply ready = s1.admin("GET", "/readyz", "");
    assertThat(ready.status()).isEqualTo(200);
    assertThat(ready.text()).isEqualTo("ok");
    assertThat(s1.admin("GET", "/readyz?verbose", "").text().lines())
        .hasSize(36)
        .startsWith("[+]ping ok", "[+]log ok", "[+]etcd ok", "[+]etcd-readiness ok")
        .endsWith("[+]shutdown ok", "readyz check passed");
    assertThat(s1.admin("GET", "/nowhere", "").status()).isEqualTo(404);
  }

  @Test
  void filesAndModes() throws Exception {
    Path server = s1.path("/var/lib/rancher/k3s/server");
    String hash = Pem.digest("SHA-256", Files.readAllBytes(s1.tls().resolve("server-ca.crt")));
    String token = "K10" + hash + "::server:sekret-1";
    for (String name : List.of("token", "node-token", "agent-token")) {
      assertThat(Files.readString(server.resolve(name)).strip()).isEqualTo(token);
      assertThat(mode(server.resolve(name))).isEqualTo("rw-------");
    }
    assertThat(Files.isSymbolicLink(server.resolve("node-token"))).isTrue();
    assertThat(mode(s1.path("/etc/rancher/k3s/k3s.yaml"))).isEqualTo("rw-------");
    assertThat(mode(s1.path("/etc/rancher/node/password"))).isEqualTo("rw-------");
    assertThat(mode(s1.tls())).isEqualTo("rwx------");
    assertThat(mode(s1.tls().resolve("client-admin.key"))).isEqualTo("rw-------");
    assertThat(mode(s1.tls().resolve("client-admin.crt"))).isEqualTo("rw-r--r--");
    assertThat(mode(s1.tls().resolve("dynamic-cert.json"))).isEqualTo("rw-------");
    assertThat(Files.readString(s1.tls().resolve("client-admin.key")))
        .startsWith("-----BEGIN EC PRIVATE KEY-----");
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void nodeAsObserved() throws Exception {
    Map<String, Object> node = s1.node("s1");
    Map<?, ?> metadata = (Map<?, ?>) node.get("metadata");
    Map<?, ?> annotations = (Map<?, ?>) metadata.get("annotations");
    assertThat(annotations.get("k3s.io/node-args"))
        .asString()
        .startsWith(
            "[\"server\",\"--cluster-init\",\"true\",\"--token\",\"********\",\"--tls-san\","
                + "\"10.77.0.100\",\"--tls-san\",\"api.lab\",\"--disable\",\"traefik\","
                + "\"--disable\",\"servicelb\",\"--no-such-key\",\"1\"")
        .doesNotContain("sekret");
    assertThat(annotations.get("k3s.io/node-env")).isEqualTo("{}");
    assertThat(annotations.get("etcd.k3s.cattle.io/node-name"))
        .asString()
        .matches("s1-[0-9a-f]{8}");
    Lab.until(
        "roles",
        () ->
            ((Map<?, ?>) ((Map<?, ?>) s1.node("s1").get("metadata")).get("labels"))
                .containsKey("node-role.kubernetes.io/control-plane"));
    Map<?, ?> status = (Map<?, ?>) node.get("status");
    assertThat(((Map<?, ?>) status.get("nodeInfo")).get("kubeletVersion"))
        .isEqualTo("v1.34.1+k3s1");
    assertThat(KubeObjects.text(node, "spec", "podCIDR")).contains("10.42.0.0/24");
    assertThat(status.get("addresses").toString()).contains("InternalIP", "Hostname");
    Map<String, Object> secret =
        Json.object(
            s1.admin("GET", "/api/v1/namespaces/kube-system/secrets/s1.node-password.k3s", "")
                .text());
    assertThat(secret).containsEntry("immutable", true);
    assertThat(secret).containsEntry("type", "k3s.cattle.io/node-password");
    assertThat(KubeObjects.data(secret, "hash").orElseThrow()).matches("\\$1:[0-9a-f]{16}:.*");
  }

  @Test
  void servingCertificateIsInItsSecret() throws Exception {
    Map<String, Object> secret =
        Json.object(
            s1.admin("GET", "/api/v1/namespaces/kube-system/secrets/k3s-serving", "").text());
    Map<?, ?> annotations = (Map<?, ?>) ((Map<?, ?>) secret.get("metadata")).get("annotations");
    assertThat(annotations.containsKey("listener.cattle.io/cn-__1-f16284")).isTrue();
    assertThat(annotations.get("listener.cattle.io/cn-api.lab")).isEqualTo("api.lab");
    assertThat(annotations.get("listener.cattle.io/fingerprint")).asString().startsWith("SHA1=");
    assertThat(
            Pem.certificates(KubeObjects.data(secret, "tls.crt").orElseThrow())
                .getFirst()
                .getSubjectX500Principal()
                .getName())
        .isEqualTo("CN=k3s,O=k3s");
  }

  @Test
  void etcdGateway() throws Exception {
    assertThat(s1.members()).containsExactly("s1");
    assertThat(s1.etcd("/health", "")).containsEntry("health", "true");
    assertThat(s1.etcd("/v3/maintenance/status", "{}"))
        .containsKeys("header", "version", "leader", "raftIndex", "storageVersion");
    assertThat(s1.etcd("/v3/cluster/member/remove", "{\"ID\": \"1\"}"))
        .containsEntry("message", "etcdserver: member not found");
  }

  @Test
  void objectsAreCreatedChangedAndDeleted() throws Exception {
    String secrets = "/api/v1/namespaces/default/secrets";
    String made = "{\"metadata\":{\"name\":\"a\"},\"stringData\":{\"k\":\"v\"}}";
    assertThat(s1.admin("POST", secrets, made).status()).isEqualTo(201);
    assertThat(s1.admin("POST", secrets, made).status()).isEqualTo(409);
    Map<String, Object> read = Json.object(s1.admin("GET", secrets + "/a", "").text());
    assertThat(KubeObjects.data(read, "k")).contains("v");
    assertThat(s1.admin("PUT", secrets + "/a", Json.print(read)).status()).isEqualTo(200);
    assertThat(s1.admin("PUT", secrets + "/a", Json.print(read)).status()).isEqualTo(409);
    assertThat(s1.admin("DELETE", secrets + "/a", "").status()).isEqualTo(200);
    assertThat(s1.admin("GET", secrets + "/a", "").status()).isEqualTo(404);
    assertThat(s1.admin("POST", "/api/v1/namespaces/none/secrets", made).status()).isEqualTo(404);
    assertThat(s1.items("/api/v1/namespaces")).hasSize(4);
    assertThat(s1.items("/api/v1/pods?fieldSelector=spec.nodeName%3Ds1")).isEmpty();
  }

  @Test
  void podsAreEvictedAsTheirBudgetAllows() throws Exception {
    String pods = "/api/v1/namespaces/kube-public/pods";
    for (String name : List.of("held", "free")) {
      String pod =
          "{\"metadata\":{\"name\":\"%s\",\"labels\":{\"app\":\"%s\"}},\"spec\":{\"nodeName\":\"s1\"}}"
              .formatted(name, name);
      assertThat(s1.admin("POST", pods, pod).status()).isEqualTo(201);
    }
    String budgets = "/apis/policy/v1/namespaces/kube-public/poddisruptionbudgets";
    String budget =
        "{\"metadata\":{\"name\":\"b\"},\"spec\":{\"selector\":{\"matchLabels\":{\"app\":\"held\"}}}}";
    assertThat(s1.admin("POST", budgets, budget).status()).isEqualTo(201);
    Reply held = s1.admin("POST", pods + "/held/eviction", "{}");
    assertThat(held.status()).isEqualTo(429);
    assertThat(held.text()).contains("would violate the pod's disruption budget");
    assertThat(s1.admin("POST", pods + "/free/eviction", "{}").status()).isEqualTo(201);
    assertThat(s1.admin("POST", pods + "/free/eviction", "{}").status()).isEqualTo(404);
    Map<String, Object> read = Json.object(s1.admin("GET", budgets + "/b", "").text());
    KubeObjects.child(read, "status").put("disruptionsAllowed", 1);
    assertThat(s1.admin("PUT", budgets + "/b/status", Json.print(read)).status()).isEqualTo(200);
    assertThat(s1.admin("POST", pods + "/held/eviction", "{}").status()).isEqualTo(201);
    assertThat(s1.items("/api/v1/pods?fieldSelector=spec.nodeName%3Ds1")).isEmpty();
  }

  @Test
  void tellsWhatThereIsToAskFor() throws Exception {
    assertThat(Json.object(s1.admin("GET", "/api", "").text()))
        .containsEntry("versions", List.of("v1"));
    assertThat(s1.admin("GET", "/apis", "").text())
        .contains("APIGroupList", "\"policy/v1\"", "\"apps/v1\"");
    Map<String, Object> core = Json.object(s1.admin("GET", "/api/v1", "").text());
    assertThat(core).containsEntry("kind", "APIResourceList");
    assertThat(core.get("resources").toString())
        .contains("name=nodes", "shortNames=[no]", "name=pods")
        .doesNotContain("daemonsets");
    assertThat(s1.admin("GET", "/apis/apps/v1", "").text()).contains("daemonsets");
    assertThat(s1.admin("GET", "/apis/apps", "").text()).contains("\"APIGroup\"");
    assertThat(s1.admin("GET", "/apis/none/v1", "").status()).isEqualTo(404);
  }

  /** Transcript 12: a certificate that may ask for health, and nothing else. */
  @Test
  void lowPrivilegeCertificateThroughTheApi() throws Exception {
    var generator = java.security.KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    var pair = generator.generateKeyPair();
    var request =
        new org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder(
                new org.bouncycastle.asn1.x500.X500Name("CN=k3form-lb"), pair.getPublic())
            .build(
                new org.bouncycastle.operator.jcajce.JcaContentSignerBuilder("SHA256withECDSA")
                    .build(pair.getPrivate()));
    String text =
        Base64.getEncoder().encodeToString(Pem.print(request).getBytes(StandardCharsets.UTF_8));
    String requests = "/apis/certificates.k8s.io/v1/certificatesigningrequests";
    Reply made =
        s1.admin(
            "POST",
            requests,
            "{\"metadata\":{\"name\":\"lb\"},\"spec\":{\"request\":\""
                + text
                + "\",\"signerName\":\"kubernetes.io/kube-apiserver-client\","
                + "\"usages\":[\"client auth\"]}}");
    assertThat(made.status()).isEqualTo(201);
    Map<String, Object> object = Json.object(made.text());
    assertThat(KubeObjects.text(object, "status", "certificate")).isEmpty();
    KubeObjects.child(object, "status")
        .put("conditions", List.of(Map.of("type", "Approved", "status", "True")));
    Reply approved = s1.admin("PUT", requests + "/lb/approval", Json.print(object));
    assertThat(approved.status()).isEqualTo(200);
    String certificate =
        new String(
            Base64.getDecoder()
                .decode(
                    KubeObjects.text(Json.object(approved.text()), "status", "certificate")
                        .orElseThrow()),
            StandardCharsets.UTF_8);
    var leaf = Pem.certificates(certificate).getFirst();
    var own = new Leaf(leaf, leaf, pair.getPrivate());
    for (String path : List.of("/readyz", "/livez", "/version")) {
      assertThat(s1.as(own, "GET", path, "").status()).isEqualTo(200);
    }
    Reply refused = s1.as(own, "GET", "/api/v1/nodes", "");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text())
        .contains("nodes is forbidden: User \\\"k3form-lb\\\" cannot list resource \\\"nodes\\\"");
  }

  @Test
  void strangersCertificateIsNobodys() throws Exception {
    Leaf stranger =
        dev.k3form.standin.pki.Authority.create("other")
            .issue(
                "system:admin",
                List.of("system:masters"),
                List.of(),
                dev.k3form.standin.pki.Authority.Usage.CLIENT);
    assertThat(s1.as(stranger, "GET", "/readyz", "").status()).isEqualTo(401);
  }

  @Test
  void grpcPortRefusesWhatIsNotGrpc() throws Exception {
    var context =
        TlsContexts.client(
            Pem.certificates(Files.readString(s1.tls().resolve("etcd/server-ca.crt"))),
            Optional.of(
                Leaf.parse(
                    Files.readString(s1.tls().resolve("etcd/client.crt")),
                    Files.readString(s1.tls().resolve("etcd/client.key")))));
    assertThat(Client.to(lab.grpcUrl(11), context).get("/health").status()).isEqualTo(415);
  }
}
