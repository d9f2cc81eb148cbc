package dev.k3form.examples;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The Kubernetes API as its administrator sees it: through the address in the kubeconfig, with the
 * certificates in it, verified. Started by {@code examples/api} as a program it shows the nodes, or
 * asks ten times a second whether the API answers.
 */
final class ClusterApi {
  private static final char[] NO_PASSWORD = {};
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(500);

  private final String server;
  private final SSLContext tls;

  private ClusterApi(String server, SSLContext tls) {
    this.server = server;
    this.tls = tls;
  }

  /** A node, and what it says of itself. */
  record Node(String name, boolean ready, String roles, String address, String version) {}

  static ClusterApi of(String kubeconfig) throws GeneralSecurityException, IOException {
    KeyStore trust = empty();
    int number = 0;
    for (Certificate c : certificates(data(kubeconfig, "certificate-authority-data"))) {
      trust.setCertificateEntry("ca-" + number++, c);
    }
    KeyStore own = empty();
    own.setKeyEntry(
        "admin",
        key(data(kubeconfig, "client-key-data")),
        NO_PASSWORD,
        certificates(data(kubeconfig, "client-certificate-data")).toArray(Certificate[]::new));
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(own, NO_PASSWORD);
    TrustManagerFactory trusted = TrustManagerFactory.getInstance("PKIX");
    trusted.init(trust);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(keys.getKeyManagers(), trusted.getTrustManagers(), null);
    return new ClusterApi(field(kubeconfig, "server"), tls);
  }

  String server() {
    return server;
  }

  List<Node> nodes() throws IOException {
    Answer response = get("/api/v1/nodes");
    if (response.status() != 200) {
      throw new IOException("the API answers " + response.status());
    }
    List<Node> out = new ArrayList<>();
    for (JsonNode item : JsonMapper.shared().readTree(response.body()).path("items")) {
      out.add(node(item));
    }
    return out;
  }

  /** What came back. */
  record Answer(int status, String body) {}

  /** Asks on a connection of its own, which is cheap enough to be done ten times a second. */
  Answer get(String path) throws IOException {
    return send("GET", path, "");
  }

  Answer post(String path, String json) throws IOException {
    return send("POST", path, json);
  }

  private Answer send(String method, String path, String body) throws IOException {
    URI uri = URI.create(server);
    try (Socket plain = new Socket()) {
      plain.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), (int) PATIENCE.toMillis());
      plain.setSoTimeout((int) PATIENCE.toMillis());
      SSLSocket socket =
          (SSLSocket)
              tls.getSocketFactory().createSocket(plain, uri.getHost(), uri.getPort(), true);
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      byte[] content = body.getBytes(StandardCharsets.UTF_8);
      String head =
          "%s %s HTTP/1.0\r\nHost: %s\r\nAccept: application/json, */*\r\n"
              .formatted(method, path, uri.getHost());
      String about =
          "Content-Type: application/json\r\nContent-Length: %d\r\n".formatted(content.length);
      OutputStream out = socket.getOutputStream();
      out.write(
          (head + (body.isEmpty() ? "" : about) + "\r\n").getBytes(StandardCharsets.US_ASCII));
      out.write(content);
      String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      String[] parts = all.split("\r\n\r\n", 2);
      Matcher status = Pattern.compile("HTTP/1\\.[01] (\\d+) ").matcher(parts[0]);
      if (parts.length < 2 || !status.lookingAt()) {
        throw new IOException("the connection ended without an answer");
      }
      return new Answer(Integer.parseInt(status.group(1)), parts[1]);
    }
  }

  /** Waits until there are that many nodes and all are Ready. */
  List<Node> awaitReady(int count, Duration limit) throws InterruptedException {
    long begun = System.nanoTime();
    String last = "";
    while (System.nanoTime() - begun < limit.toNanos()) {
      try {
        List<Node> nodes = nodes();
        if (nodes.size() == count && nodes.stream().allMatch(Node::ready)) {
          return nodes;
        }
        last = nodes.toString();
      } catch (IOException e) {
        last = String.valueOf(e.getMessage());
      }
      Thread.sleep(POLL);
    }
    throw new AssertionError("no " + count + " nodes that are Ready: " + last);
  }

  private static Node node(JsonNode item) {
    List<String> roles = new ArrayList<>();
    item.path("metadata").path("labels").properties().stream()
        .map(e -> e.getKey())
        .filter(key -> key.startsWith("node-role.kubernetes.io/"))
        .forEach(key -> roles.add(key.substring(key.indexOf('/') + 1)));
    boolean ready = false;
    for (JsonNode c : item.path("status").path("conditions")) {
      ready |=
          c.path("type").asString("").equals("Ready")
              && c.path("status").asString("").equals("True");
    }
    String address = "";
    for (JsonNode a : item.path("status").path("addresses")) {
      address =
          a.path("type").asString("").equals("InternalIP")
              ? a.path("address").asString("")
              : address;
    }
    return new Node(
        item.path("metadata").path("name").asString(""),
        ready,
        roles.isEmpty() ? "-" : String.join(",", roles),
        address,
        item.path("status").path("nodeInfo").path("kubeletVersion").asString(""));
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    return store;
  }

  private static Collection<? extends Certificate> certificates(byte[] pem)
      throws GeneralSecurityException {
    return CertificateFactory.getInstance("X.509")
        .generateCertificates(new java.io.ByteArrayInputStream(pem));
  }

  private static PrivateKey key(byte[] pem) throws IOException {
    try (PEMParser parser =
        new PEMParser(new StringReader(new String(pem, StandardCharsets.UTF_8)))) {
      JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
      return switch (parser.readObject()) {
        case PEMKeyPair pair -> converter.getPrivateKey(pair.getPrivateKeyInfo());
        case PrivateKeyInfo info -> converter.getPrivateKey(info);
        case Object other -> throw new IOException("no private key but " + other.getClass());
      };
    }
  }

  private static byte[] data(String kubeconfig, String name) {
    return Base64.getDecoder().decode(field(kubeconfig, name));
  }

  private static String field(String kubeconfig, String name) {
    Matcher m = Pattern.compile("(?m)^\\s*" + name + ":\\s*(\\S+)\\s*$").matcher(kubeconfig);
    if (!m.find()) {
      throw new IllegalArgumentException("the kubeconfig has no " + name);
    }
    return m.group(1);
  }

  /**
   * {@code nodes KUBECONFIG COUNT} waits for that many Ready nodes and shows them; {@code probe
   * KUBECONFIG SECONDS} asks ten times a second and counts.
   */
  public static void main(String[] arguments) throws Exception {
    ClusterApi api = of(Files.readString(Path.of(arguments[1])));
    int number = Integer.parseInt(arguments[2]);
    if (arguments[0].equals("probe")) {
      Prober prober = new Prober(api);
      prober.start();
      Thread.sleep(Duration.ofSeconds(number));
      Prober.Count count = prober.stop();
      System.out.println(api.server() + ": " + count);
      System.exit(count.failed() == 0 ? 0 : 1);
    }
    System.out.println(api.server() + " says:");
    for (Node n : api.awaitReady(number, Duration.ofMinutes(2))) {
      System.out.printf(
          "  %-12s %-9s %-20s %-15s %s%n",
          n.name(), n.ready() ? "Ready" : "NotReady", n.roles(), n.address(), n.version());
    }
  }
}
