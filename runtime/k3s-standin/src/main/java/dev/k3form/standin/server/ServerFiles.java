package dev.k3form.standin.server;

import dev.k3form.standin.Machine;
import dev.k3form.standin.SecretFiles;
import dev.k3form.standin.config.Options;
import dev.k3form.standin.config.Token;
import dev.k3form.standin.node.Kubeconfig;
import dev.k3form.standin.pki.Authority;
import dev.k3form.standin.pki.Authority.Usage;
import dev.k3form.standin.pki.Leaf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/** The files of a server, where k3s has them and with its modes (transcript 01). */
record ServerFiles(Machine machine, Path server) {

  private static final String MASTERS = "system:masters";

  static ServerFiles of(Machine machine) {
    Path server = machine.path("/var/lib/rancher/k3s/server");
    SecretFiles.directory(server.resolve("..").normalize(), "rwxr-xr-x");
    for (String directory : List.of("", "cred", "db", "etc", "manifests", "tls")) {
      SecretFiles.directory(server.resolve(directory), "rwx------");
    }
    return new ServerFiles(machine, server);
  }

  Path tls() {
    return server.resolve("tls");
  }

  Path db() {
    return server.resolve("db");
  }

  /** The password in the token of an earlier start. */
  Optional<String> oldPassword() throws IOException {
    Path token = server.resolve("token");
    return Files.exists(token)
        ? Optional.of(Token.parse(Files.readString(token)).password())
        : Optional.empty();
  }

  void tokens(ClusterCa ca, Front.Passwords passwords) throws IOException {
    Path token = server.resolve("token");
    SecretFiles.secret(token, Token.full(ca.serverHash(), "server", passwords.server()) + "\n");
    Path agent = server.resolve("agent-token");
    Files.deleteIfExists(agent);
    if (passwords.node().equals(passwords.server())) {
      Files.createSymbolicLink(agent, token);
    } else {
      SecretFiles.secret(agent, Token.full(ca.serverHash(), "node", passwords.node()) + "\n");
    }
    Path node = server.resolve("node-token");
    Files.deleteIfExists(node);
    Files.createSymbolicLink(node, token);
    SecretFiles.secret(
        server.resolve("cred/passwd"),
        passwords.node()
            + ",node,node,k3s:agent\n"
            + passwords.server()
            + ",server,server,k3s:server\n");
  }

  /** Certificates and kubeconfigs; returns the supervisor's, which other servers know it by. */
  Leaf certificates(ClusterCa ca, Options options, String node, String host) throws IOException {
    Authority client = ca.authority("client-ca");
    Leaf admin = leaf("client-admin", client, "system:admin", List.of(MASTERS), Usage.CLIENT);
    Leaf supervisor =
        leaf("client-supervisor", client, Front.SUPERVISOR, List.of(MASTERS), Usage.CLIENT);
    leaf("client-kube-apiserver", client, "system:apiserver", List.of(MASTERS), Usage.CLIENT);
    leaf("client-scheduler", client, "system:kube-scheduler", List.of(), Usage.CLIENT);
    leaf("client-controller", client, "system:kube-controller-manager", List.of(), Usage.CLIENT);
    leaf(
        "serving-kube-apiserver",
        ca.authority("server-ca"),
        "kube-apiserver",
        List.of(),
        Usage.SERVER);
    String port = options.or("https-listen-port", "6443");
    String local = "https://" + local(options) + ":" + port;
    String config = Kubeconfig.embedded(local, ca.serverPem(), admin);
    SecretFiles.secret(server.resolve("cred/admin.kubeconfig"), config);
    Path kubeconfig =
        options
            .one("write-kubeconfig")
            .map(Path::of)
            .orElseGet(() -> machine.path("/etc/rancher/k3s/k3s.yaml"));
    SecretFiles.directory(kubeconfig.resolveSibling("").toAbsolutePath(), "rwxr-xr-x");
    SecretFiles.write(kubeconfig, config, mode(options.or("write-kubeconfig-mode", "600")));
    return supervisor;
  }

  /** The address at which this server reaches itself. */
  static String local(Options options) {
    String bind = options.or("bind-address", "127.0.0.1");
    return bind.equals("0.0.0.0") || bind.equals("::") ? "127.0.0.1" : bind;
  }

  /** What etcd's ports show. */
  Leaf etcd(ClusterCa ca, String node, String host) {
    Authority authority = ca.authority("etcd/server-ca");
    leaf("etcd/client", authority, "etcd-client", List.of(), Usage.CLIENT);
    Authority peer = ca.authority("etcd/peer-ca");
    List<String> names = List.of(node, "localhost", "127.0.0.1", machine.loopback(), host);
    write("etcd/peer-server-client", peer.issue("etcd-peer", List.of(), names, Usage.BOTH));
    Leaf serving = authority.issue("etcd-server", List.of(), names, Usage.BOTH);
    write("etcd/server-client", serving);
    return serving;
  }

  private Leaf leaf(
      String name, Authority authority, String subject, List<String> groups, Usage usage) {
    Leaf leaf = authority.issue(subject, groups, List.of(), usage);
    write(name, leaf);
    return leaf;
  }

  private void write(String name, Leaf leaf) {
    SecretFiles.write(tls().resolve(name + ".crt"), leaf.chainPem(), "rw-r--r--");
    SecretFiles.secret(tls().resolve(name + ".key"), leaf.keyPem());
  }

  /** Octal digits as permissions. */
  private static String mode(String octal) {
    int bits = Integer.parseInt(octal, 8);
    var text = new StringBuilder();
    for (int i = 8; i >= 0; i--) {
      text.append((bits >> i & 1) == 0 ? '-' : "rwx".charAt((8 - i) % 3));
    }
    return PosixFilePermissions.toString(PosixFilePermissions.fromString(text.toString()));
  }
}
