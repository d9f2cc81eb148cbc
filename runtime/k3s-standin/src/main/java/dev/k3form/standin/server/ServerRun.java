package dev.k3form.standin.server;

import com.sun.net.httpserver.HttpServer;
import dev.k3form.standin.Exit;
import dev.k3form.standin.Log;
import dev.k3form.standin.Machine;
import dev.k3form.standin.api.KubeApi;
import dev.k3form.standin.api.KubeObjects;
import dev.k3form.standin.config.Options;
import dev.k3form.standin.config.Token;
import dev.k3form.standin.etcd.EtcdDirectory;
import dev.k3form.standin.etcd.EtcdPorts;
import dev.k3form.standin.etcd.Replica;
import dev.k3form.standin.http.HttpsServers;
import dev.k3form.standin.http.Json;
import dev.k3form.standin.http.Reply;
import dev.k3form.standin.kine.Dsn;
import dev.k3form.standin.kine.KineStore;
import dev.k3form.standin.node.AgentRun;
import dev.k3form.standin.node.ClusterAccess;
import dev.k3form.standin.node.Kubelet;
import dev.k3form.standin.node.NodeFacts;
import dev.k3form.standin.pki.Leaf;
import dev.k3form.standin.pki.TlsContexts;
import dev.k3form.standin.store.Datastore;
import dev.k3form.standin.store.Entry;
import dev.k3form.standin.store.FileStore;
import dev.k3form.standin.store.Member;
import dev.k3form.standin.store.StoreUnavailable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * {@code k3s server}, from its options to its readiness and until it ends. The order of things is
 * that of the transcripts: what a joining server finds out first it finds out first here, too.
 */
public final class ServerRun implements AutoCloseable {

  private static final String FAILED =
      "Error: preparing server: failed to bootstrap cluster data: ";

  private final Machine machine;
  private final Options options;
  private final Log log;
  private final String node;
  private final String host;
  private final CompletableFuture<Exit> end = new CompletableFuture<>();
  private final List<AutoCloseable> open = new CopyOnWriteArrayList<>();
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private @Nullable Replica replica;
  private volatile boolean closed;

  public ServerRun(Machine machine, Options options, Log log) {
    this.machine = machine;
    this.options = options;
    this.log = log;
    this.node = NodeFacts.name(machine, options);
    this.host = NodeFacts.address(options);
  }

  /** Completed when the server ends by itself. */
  public CompletableFuture<Exit> end() {
    return end;
  }

  /** Returns when the server is ready, which may be never. */
  public void start() throws Exit, InterruptedException {
    try {
      begin();
    } catch (IOException | StoreUnavailable e) {
      throw Exit.fatal("Error: preparing server: " + e.getMessage());
    }
  }

  private void begin() throws Exit, InterruptedException, IOException {
    log.info("This is k3form's stand-in for k3s, a test double, and not k3s");
    log.info("Starting k3s " + machine.longVersion());
    Optional<String> server = options.one("server");
    Optional<Token> given = Token.of(options, "token");
    if (server.isPresent() && given.isEmpty()) {
      throw Exit.fatal("Error: --token is required");
    }
    ServerFiles files = ServerFiles.of(machine);
    var directory = new EtcdDirectory(files.db().resolve("etcd"));
    if (directory.bury()) {
      log.info("etcd member was removed from the cluster; its data was moved away");
    }
    boolean resumes = directory.load().isPresent();
    Optional<String> endpoint = resumes ? Optional.empty() : options.one("datastore-endpoint");
    String password = password(files, given);
    Optional<Token> agentToken = Token.of(options, "agent-token");
    var passwords = new Front.Passwords(password, agentToken.map(Token::password).orElse(password));
    if (endpoint.isPresent()) {
      if (!endpoint.get().matches("postgres(?:ql)?://.*")) {
        throw Exit.fatal(
            "Error: preparing server: creating storage endpoint: the stand-in knows PostgreSQL"
                + " only");
      }
      KineStore kine = keep(KineStore.open(Dsn.of(options), log, Duration.ofSeconds(1)));
      serve(kine, sharedCa(kine, files, password), files, passwords);
      return;
    }
    boolean etcd = resumes || server.isPresent() || options.is("cluster-init");
    ClusterCa ca;
    if (server.isPresent() && !resumes) {
      ca = joinedCa(server.get(), given.orElseThrow());
    } else {
      Optional<ClusterCa> old = ClusterCa.load(files.tls());
      ca = old.isPresent() ? old.get() : ClusterCa.create(files.tls());
    }
    if (etcd) {
      etcd(ca, files, passwords, directory, server, resumes);
    } else {
      serve(keep(FileStore.open(files.db().resolve("state.db"))), ca, files, passwords);
    }
  }

  private <T extends AutoCloseable> T keep(T resource) {
    open.add(0, resource);
    return resource;
  }

  private void background(String name, Runnable task) {
    threads.add(Thread.ofVirtual().name(name).start(task));
  }

  private static String password(ServerFiles files, Optional<Token> given) throws IOException {
    if (given.isPresent()) {
      return given.get().password();
    }
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    return files.oldPassword().orElse(HexFormat.of().formatHex(random));
  }

  /** The CA of a cluster on SQL: from the database, or made and put there. */
  private ClusterCa sharedCa(Datastore store, ServerFiles files, String password)
      throws Exit, IOException {
    if (BootstrapKey.otherToken(store, password)) {
      throw Exit.fatal(FAILED + BootstrapKey.OTHER_TOKEN);
    }
    Optional<ClusterCa> stored = BootstrapKey.read(store, password);
    if (stored.isPresent()) {
      return stored.get();
    }
    log.info("Bootstrap key locked for initial create");
    ClusterCa made = ClusterCa.create(files.tls());
    log.info("Saving cluster bootstrap data to datastore");
    return BootstrapKey.write(store, password, made)
        ? made
        : BootstrapKey.read(store, password).orElseThrow(() -> Exit.fatal(FAILED + "lost"));
  }

  /** The CA of the cluster that is joined, once its values are known to be ours. */
  private ClusterCa joinedCa(String server, Token token) throws Exit {
    try {
      ClusterAccess access = ClusterAccess.validate(server, token, ClusterAccess.Speaker.SERVER);
      if (token.caHash().isEmpty()) {
        log.warning(AgentRun.SHORT_TOKEN);
      }
      Reply bootstrap = access.as("server", server).get("/v1-k3s/server-bootstrap");
      if (bootstrap.status() == 401 || bootstrap.status() == 403) {
        log.warning("Skipping cluster configuration validation: not authorized");
        throw Exit.fatal(FAILED + "not authorized");
      }
      if (bootstrap.status() != 200) {
        throw Exit.fatal(FAILED + server + "/v1-k3s/server-bootstrap: " + bootstrap.status());
      }
      compare(access.as("server", server).get("/v1-k3s/server-config"));
      return ClusterCa.fromBootstrap(Json.object(bootstrap.text()));
    } catch (ClusterAccess.Refused | IOException e) {
      throw Exit.fatal(FAILED + e.getMessage());
    }
  }

  private void compare(Reply config) throws Exit {
    List<String> mismatches =
        config.status() == 200
            ? CriticalValues.mismatches(CriticalValues.of(options), Json.object(config.text()))
            : List.of();
    mismatches.forEach(name -> log.warning("critical configuration mismatched: " + name));
    if (!mismatches.isEmpty()) {
      throw Exit.fatal(
          FAILED
              + "failed to validate server configuration: critical configuration value mismatch"
              + " between servers");
    }
  }

  private String port() {
    return options.or("https-listen-port", "6443");
  }

  private Front listen(ClusterCa ca, Front.Passwords passwords, ServingCertificate serving)
      throws IOException {
    var front = new Front(ca, passwords, CriticalValues.of(options), log);
    SSLContext context =
        TlsContexts.server(serving, List.of(ca.authority("client-ca").certificate()));
    String bind = options.or("bind-address", "0.0.0.0");
    HttpServer server =
        HttpsServers.https(
            new InetSocketAddress(InetAddress.ofLiteral(bind), Integer.parseInt(port())),
            context,
            HttpsServers.ClientCertificate.WANTED,
            front::answer);
    keep(() -> server.stop(0));
    return front;
  }

  private ServingCertificate serving(ClusterCa ca, ServerFiles files) {
    List<String> names =
        new ArrayList<>(
            List.of(
                "kubernetes",
                "kubernetes.default",
                "kubernetes.default.svc",
                "kubernetes.default.svc." + options.or("cluster-domain", "cluster.local"),
                "localhost",
                "127.0.0.1",
                "::1",
                "10.43.0.1",
                node,
                host));
    options.one("advertise-address").ifPresent(names::add);
    names.addAll(options.all("tls-san"));
    return new ServingCertificate(
        ca.authority("server-ca"), files.tls().resolve("dynamic-cert.json"), names, log);
  }

  private void etcd(
      ClusterCa ca,
      ServerFiles files,
      Front.Passwords passwords,
      EtcdDirectory directory,
      Optional<String> server,
      boolean resumes)
      throws Exit, InterruptedException, IOException {
    ca.write(files.tls());
    Leaf supervisor = files.certificates(ca, options, node, host);
    Leaf etcdLeaf = files.etcd(ca, node, host);
    ServingCertificate serving = serving(ca, files);
    Front front = listen(ca, passwords, serving);
    SSLContext identity =
        TlsContexts.client(
            List.of(ca.authority("server-ca").certificate()), Optional.of(supervisor));
    var start = new EtcdStart(machine, node, host, host + ":" + port(), directory, identity, log);
    Replica own;
    if (resumes) {
      own = start.resume().orElseThrow();
      front.member(own);
      own.start();
    } else if (server.isPresent()) {
      own = start.join(server.get(), front::member);
    } else {
      own = start.found();
      front.member(own);
      own.start();
    }
    replica = own;
    keep(own);
    keep(EtcdPorts.open(machine, own, ca.authority("etcd/server-ca"), etcdLeaf));
    await(own, directory);
    if (BootstrapKey.otherToken(own, passwords.server())) {
      throw Exit.shutdown("failed to save bootstrap data: " + BootstrapKey.OTHER_TOKEN);
    }
    BootstrapKey.write(own, passwords.server(), ca);
    begun(own, ca, files, passwords, front, serving);
    background("removal", () -> watchRemoval(own, directory));
  }

  /** Waits until this member votes and there is a majority, however long that takes. */
  private void await(Replica own, EtcdDirectory directory) throws Exit, InterruptedException {
    for (int round = 1; !own.healthy() || own.self().learner(); round++) {
      if (own.removed()) {
        directory.markRemoved();
        throw Exit.fatal("the member has been permanently removed from the cluster");
      }
      if (closed) {
        throw Exit.shutdown("closed");
      }
      if (round % 50 == 0) {
        log.info(
            "Failed to test etcd connection: failed to get etcd status: rpc error: code ="
                + " Unavailable desc = connection error: desc = \"transport: authentication"
                + " handshake failed: context deadline exceeded\"");
      }
      Thread.sleep(Duration.ofMillis(100));
    }
  }

  private void watchRemoval(Replica own, EtcdDirectory directory) {
    while (!closed) {
      if (own.removed()) {
        directory.markRemoved();
        end.complete(Exit.shutdown("etcd member has been removed from the cluster"));
        return;
      }
      if (!pause(Duration.ofMillis(200))) {
        return;
      }
    }
  }

  private static boolean pause(Duration time) {
    try {
      Thread.sleep(time);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** A server without etcd. */
  private void serve(Datastore store, ClusterCa ca, ServerFiles files, Front.Passwords passwords)
      throws Exit, IOException {
    ca.write(files.tls());
    files.certificates(ca, options, node, host);
    ServingCertificate serving = serving(ca, files);
    begun(store, ca, files, passwords, listen(ca, passwords, serving), serving);
  }

  /** The datastore answers: the API opens, and then the node registers. */
  private void begun(
      Datastore store,
      ClusterCa ca,
      ServerFiles files,
      Front.Passwords passwords,
      Front front,
      ServingCertificate serving)
      throws Exit, IOException {
    KubeObjects.createNamespaces(store);
    noteAddress(store);
    serving.reconcile(store);
    files.tokens(ca, passwords);
    front.ready(
        new KubeApi(
            store, ca.authority("client-ca"), machine.version(), name -> front.forget(store, name)),
        store);
    log.info("Kube API server is now running");
    log.info("k3s is up and running");
    background("controllers", () -> control(store, serving));
    background("patience", () -> watchStore(store));
    background("node", () -> node(ca, passwords));
  }

  private void noteAddress(Datastore store) {
    String key = Front.ENDPOINTS + node;
    String address = options.or("advertise-address", host) + ":" + port();
    Optional<Entry> noted = store.get(key);
    if (noted.isEmpty()) {
      store.create(key, address);
    } else if (!noted.get().value().equals(address)) {
      store.update(key, address, noted.get().revision());
    }
  }

  private void control(Datastore store, ServingCertificate serving) {
    var nodes =
        new NodeController(
            store,
            machine.timing(),
            node,
            this::votes,
            options.or("cluster-cidr", "10.42.0.0/16"),
            log);
    while (!closed && pause(Duration.ofMillis(700))) {
      try {
        serving.reconcile(store);
        nodes.round();
      } catch (StoreUnavailable e) {
        // How long that lasts is counted elsewhere.
      } catch (UncheckedIOException e) {
        if (!closed) {
          log.error("a file cannot be written: " + e.getMessage());
        }
      }
    }
  }

  private Optional<Boolean> votes(String name) {
    Replica own = replica;
    return own == null
        ? Optional.empty()
        : own.members().stream()
            .filter(member -> member.node().equals(name))
            .findFirst()
            .map(member -> !member.learner());
  }

  private void watchStore(Datastore store) {
    long last = System.nanoTime();
    while (!closed && pause(Duration.ofMillis(250))) {
      if (store.healthy()) {
        last = System.nanoTime();
      } else if (System.nanoTime() - last > machine.timing().patience().toNanos()) {
        end.complete(
            Exit.fatal(
                "the datastore has not answered for "
                    + machine.timing().patience().toSeconds()
                    + " s"));
        return;
      }
    }
  }

  /** The server's own node; it waits as long as it must. */
  private void node(ClusterCa ca, Front.Passwords passwords) {
    Map<String, String> labels = new LinkedHashMap<>();
    Map<String, String> annotations = new LinkedHashMap<>();
    Replica own = replica;
    if (own != null) {
      Member self = own.self();
      labels.put("node-role.kubernetes.io/etcd", "true");
      annotations.put("etcd.k3s.cattle.io/local-snapshots-timestamp", KubeObjects.now());
      annotations.put("etcd.k3s.cattle.io/node-address", host);
      annotations.put("etcd.k3s.cattle.io/node-name", self.name());
    } else {
      labels.put("node-role.kubernetes.io/control-plane", "true");
    }
    String local = ServerFiles.local(options) + ":" + port();
    var access =
        new ClusterAccess(
            "https://" + local,
            new Token(Optional.empty(), passwords.node()),
            ClusterAccess.Speaker.AGENT,
            ca.serverPem());
    Kubelet kubelet =
        keep(
            new Kubelet(
                new NodeFacts(machine, options, labels, annotations),
                access,
                () -> List.of(local),
                log));
    while (!closed) {
      try {
        kubelet.fetchCertificates();
        kubelet.register();
        kubelet.beat();
        return;
      } catch (IOException e) {
        log.info("Waiting to retrieve agent configuration; server is not ready: " + e.getMessage());
      }
      if (!pause(machine.timing().retry())) {
        return;
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    for (AutoCloseable resource : List.copyOf(open)) {
      try {
        resource.close();
      } catch (Exception e) {
        log.error("cannot be closed: " + e);
      }
    }
    threads.forEach(Thread::interrupt);
    for (Thread thread : threads) {
      try {
        thread.join(Duration.ofSeconds(5));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
