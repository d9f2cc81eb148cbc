package dev.k3form.standin;

import dev.k3form.standin.config.Options;
import dev.k3form.standin.config.Role;
import dev.k3form.standin.http.Client;
import dev.k3form.standin.http.Json;
import dev.k3form.standin.http.Reply;
import dev.k3form.standin.node.AgentRun;
import dev.k3form.standin.pki.Leaf;
import dev.k3form.standin.pki.Pem;
import dev.k3form.standin.pki.TlsContexts;
import dev.k3form.standin.server.ServerRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Machines in directories, each on a loopback address of its own, all on the same ports. */
final class Lab implements AutoCloseable {

  static final Timing QUICK =
      new Timing(
          Duration.ofMillis(400),
          Duration.ofSeconds(3),
          Duration.ofMillis(300),
          Duration.ofMillis(500),
          Duration.ofMillis(150),
          Duration.ofMillis(1500),
          Duration.ofSeconds(4));

  private final Path directory;
  private final Timing timing;
  private final int port;
  private final Machine.Ports ports;
  private final List<Runnable> open = new ArrayList<>();

  Lab(Path directory) throws IOException {
    this(directory, QUICK);
  }

  Lab(Path directory, Timing timing) throws IOException {
    this.directory = directory;
    this.timing = timing;
    this.port = free();
    this.ports = new Machine.Ports(free(), free(), free());
  }

  private static int free() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  int port() {
    return port;
  }

  String grpcUrl(int number) {
    return "https://127.0.77." + number + ":" + ports.grpc();
  }

  /** A machine: number 11 is at 127.0.77.11. */
  Box box(int number, String name) {
    return new Box(number, name);
  }

  final class Box {

    private final String address;
    private final Machine machine;
    private ByteArrayOutputStream written = new ByteArrayOutputStream();
    private @Nullable ServerRun server;
    private @Nullable AgentRun agent;

    Box(int number, String name) {
      this.address = "127.0.77." + number;
      this.machine =
          new Machine(
              directory.resolve(name), name, address, ports, "v1.34.1+k3s1", Map.of(), timing);
    }

    String url() {
      return "https://" + address + ":" + port;
    }

    Path path(String absolute) {
      return machine.path(absolute);
    }

    Path tls() {
      return path("/var/lib/rancher/k3s/server/tls");
    }

    Box config(String... lines) throws IOException {
      Path file = path("/etc/rancher/k3s/config.yaml");
      Files.createDirectories(file.getParent());
      Files.writeString(
          file,
          String.join("\n", lines) + "\nnode-ip: " + address + "\nbind-address: " + address + "\n");
      return this;
    }

    String log() {
      return written.toString(StandardCharsets.UTF_8);
    }

    private Log newLog() {
      written = new ByteArrayOutputStream();
      return new Log(new PrintStream(written, true, StandardCharsets.UTF_8));
    }

    /** Starts the server and waits until it is ready or ends. */
    Optional<Exit> serve(String... arguments) throws Exception {
      try {
        return serving(arguments).get(60, TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        throw new AssertionError("neither ready nor ended: " + log(), e);
      }
    }

    CompletableFuture<Optional<Exit>> serving(String... arguments) {
      Log log = newLog();
      var result = new CompletableFuture<Optional<Exit>>();
      Thread.startVirtualThread(
          () -> {
            try {
              var options =
                  Options.read(
                      Role.SERVER,
                      machine,
                      Stream.concat(
                              Stream.of(arguments), Stream.of("--https-listen-port", "" + port))
                          .toList(),
                      log);
              var run = new ServerRun(machine, options, log);
              server = run;
              open.addFirst(run::close);
              run.start();
              result.complete(Optional.empty());
            } catch (Exit e) {
              e.tell(log);
              stop();
              result.complete(Optional.of(e));
            } catch (Throwable e) {
              result.completeExceptionally(e);
            }
          });
      return result;
    }

    CompletableFuture<Optional<Exit>> agent() {
      Log log = newLog();
      var result = new CompletableFuture<Optional<Exit>>();
      Thread.startVirtualThread(
          () -> {
            try {
              var run =
                  new AgentRun(machine, Options.read(Role.AGENT, machine, List.of(), log), log);
              agent = run;
              open.addFirst(run::close);
              run.start();
              result.complete(Optional.empty());
            } catch (Exit e) {
              e.tell(log);
              result.complete(Optional.of(e));
            } catch (Throwable e) {
              result.completeExceptionally(e);
            }
          });
      return result;
    }

    CompletableFuture<Exit> end() {
      return server.end();
    }

    void stop() {
      if (server != null) {
        server.close();
      }
      if (agent != null) {
        agent.close();
      }
    }

    void wipe() throws IOException {
      try (var paths = Files.walk(machine.root())) {
        for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }

    private Leaf leaf(String name) throws IOException {
      return Leaf.parse(
          Files.readString(tls().resolve(name + ".crt")),
          Files.readString(tls().resolve(name + ".key")));
    }

    Reply admin(String method, String path, String body) throws IOException {
      return as(leaf("client-admin"), method, path, body);
    }

    Reply as(Leaf leaf, String method, String path, String body) throws IOException {
      var context =
          TlsContexts.client(
              Pem.certificates(Files.readString(tls().resolve("server-ca.crt"))),
              Optional.of(leaf));
      return Client.to(url(), context).send(method, path, body);
    }

    Client anonymous() {
      return Client.anybody(url(), TlsContexts.trustingAll());
    }

    /** etcd's JSON gateway. */
    Map<String, @Nullable Object> etcd(String path, String body) throws IOException {
      var context =
          TlsContexts.client(
              Pem.certificates(Files.readString(tls().resolve("etcd/server-ca.crt"))),
              Optional.of(leaf("etcd/client")));
      return Json.object(
          Client.to("https://" + address + ":" + ports.gateway(), context)
              .send(body.isEmpty() ? "GET" : "POST", path, body)
              .text());
    }

    /** Names of the members, a learner's with a star. */
    List<String> members() throws IOException {
      List<String> names = new ArrayList<>();
      Map<String, @Nullable Object> answer = etcd("/v3/cluster/member/list", "{}");
      if (!(answer.get("members") instanceof List<?> members)) {
        throw new IOException("no members: " + answer);
      }
      for (Object member : members) {
        Map<?, ?> map = (Map<?, ?>) member;
        names.add(
            String.valueOf(map.get("name")).replaceFirst("-[0-9a-f]{8}$", "")
                + (map.containsKey("isLearner") ? "*" : ""));
      }
      return names;
    }

    /** Names of the Nodes whose Ready condition has a status. */
    List<String> nodes(String status) throws IOException {
      List<String> names = new ArrayList<>();
      for (Map<?, ?> node : items("/api/v1/nodes")) {
        boolean has =
            ((List<?>) ((Map<?, ?>) node.get("status")).get("conditions"))
                .stream()
                    .map(c -> (Map<?, ?>) c)
                    .anyMatch(c -> c.get("type").equals("Ready") && c.get("status").equals(status));
        if (has) {
          names.add(String.valueOf(((Map<?, ?>) node.get("metadata")).get("name")));
        }
      }
      return names;
    }

    List<Map<?, ?>> items(String path) throws IOException {
      List<Map<?, ?>> items = new ArrayList<>();
      Reply reply = admin("GET", path, "");
      if (reply.status() == 200) {
        ((List<?>) Json.object(reply.text()).get("items")).forEach(i -> items.add((Map<?, ?>) i));
      }
      return items;
    }

    Map<String, @Nullable Object> node(String node) throws IOException {
      return Json.object(admin("GET", "/api/v1/nodes/" + node, "").text());
    }
  }

  /** Waits until something holds. */
  static void until(String what, Callable<Boolean> condition) throws Exception {
    long limit = System.nanoTime() + Duration.ofSeconds(40).toNanos();
    while (!holds(condition)) {
      if (System.nanoTime() > limit) {
        throw new AssertionError("never: " + what);
      }
      Thread.sleep(100);
    }
  }

  private static boolean holds(Callable<Boolean> condition) throws Exception {
    try {
      return condition.call();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    List.copyOf(open).forEach(Runnable::run);
  }
}
