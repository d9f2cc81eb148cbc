package dev.k3form.standin.node;

import dev.k3form.standin.Exit;
import dev.k3form.standin.Log;
import dev.k3form.standin.Machine;
import dev.k3form.standin.SecretFiles;
import dev.k3form.standin.config.Options;
import dev.k3form.standin.config.Token;
import dev.k3form.standin.http.Json;
import dev.k3form.standin.http.Reply;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code k3s agent}: tries for ever to get into its cluster, then registers its node and goes on
 * saying that it lives. The words of the log are those of transcript 03.
 */
public final class AgentRun implements AutoCloseable {

  private static final String BALANCER = "k3s-agent-load-balancer";

  private final Machine machine;
  private final Options options;
  private final Log log;
  private final Path balancer;
  private volatile List<String> servers = List.of();
  private volatile boolean closed;
  private @Nullable Kubelet kubelet;

  public AgentRun(Machine machine, Options options, Log log) {
    this.machine = machine;
    this.options = options;
    this.log = log;
    this.balancer = machine.path("/var/lib/rancher/k3s/agent/etc").resolve(BALANCER + ".json");
  }

  /** Returns when the node is registered, which may be never. */
  public void start() throws Exit, InterruptedException {
    Token token =
        Token.of(options, "token").orElseThrow(() -> Exit.fatal("Error: --token is required"));
    String url = options.one("server").orElseThrow(() -> Exit.fatal("Error: --server is required"));
    log.info("This is k3form's stand-in for k3s, a test double, and not k3s");
    log.info("Starting k3s agent " + machine.longVersion());
    String first = url.replaceFirst("^https?://", "").replaceFirst("/.*", "");
    if (!first.matches(".*:\\d+")) {
      first = first + (url.startsWith("http://") ? ":80" : ":443");
    }
    servers = known(first);
    log.info("Updated load balancer " + BALANCER + " default server: " + first);
    log.info(
        "Running load balancer " + BALANCER + " 127.0.0.1:6444 -> [] [default: " + first + "]");
    ClusterAccess access = enter(url, token);
    if (token.caHash().isEmpty()) {
      log.warning(SHORT_TOKEN);
    }
    Kubelet made =
        new Kubelet(
            new NodeFacts(machine, options, Map.of(), Map.of()), access, () -> servers, log);
    kubelet = made;
    configure(access, made);
    log.info("k3s agent is up and running");
    made.beat();
    Thread.ofVirtual().name("servers").start(() -> follow(access));
  }

  /** What both servers and agents say to a token without a hash. */
  public static final String SHORT_TOKEN =
      "Cluster CA certificate is not trusted by the host CA bundle, but the token does not include"
          + " a CA hash. Use the full token from the server's node-token file to enable Cluster CA"
          + " validation.";

  private ClusterAccess enter(String url, Token token) throws Exit, InterruptedException {
    while (!closed) {
      List<String> tried = new ArrayList<>(List.of(url));
      servers.stream()
          .map(server -> "https://" + server)
          .filter(server -> !server.equals(url))
          .forEach(tried::add);
      String why = "";
      for (String candidate : url.startsWith("https://") ? tried : List.of(url)) {
        try {
          return ClusterAccess.validate(candidate, token, ClusterAccess.Speaker.AGENT);
        } catch (ClusterAccess.Refused e) {
          why = why.isEmpty() ? String.valueOf(e.getMessage()) : why;
        }
      }
      log.error("Failed to validate connection to cluster at " + url + ": " + why);
      Thread.sleep(machine.timing().retry());
    }
    throw Exit.shutdown("closed");
  }

  private void configure(ClusterAccess access, Kubelet made) throws InterruptedException {
    while (!closed) {
      try {
        retrieve(access);
        made.fetchCertificates();
        made.register();
        return;
      } catch (IOException e) {
        log.info("Waiting to retrieve agent configuration; server is not ready: " + e.getMessage());
      }
      Thread.sleep(machine.timing().retry());
    }
  }

  private void retrieve(ClusterAccess access) throws IOException {
    String failed = "failed to retrieve configuration from server: ";
    Reply reply;
    try {
      reply = access.as("node", access.url()).get("/v1-k3s/config");
    } catch (IOException e) {
      throw new IOException(failed + e.getMessage(), e);
    }
    switch (reply.status()) {
      case 200 -> updateServers(access);
      case 401 -> throw new IOException(failed + "not authorized");
      default ->
          throw new IOException(failed + "https://127.0.0.1:6444/v1-k3s/config: " + reply.status());
    }
  }

  /** The servers of an earlier start, which the default one leads. */
  private List<String> known(String first) {
    List<String> all = new ArrayList<>(List.of(first));
    try {
      if (Files.exists(balancer)
          && Json.object(Files.readString(balancer)).get("ServerAddresses") instanceof List<?> l) {
        l.stream().map(String::valueOf).filter(s -> !all.contains(s)).forEach(all::add);
      }
    } catch (IOException | IllegalArgumentException e) {
      log.warning("the list of servers cannot be read: " + e.getMessage());
    }
    return List.copyOf(all);
  }

  private void updateServers(ClusterAccess access) throws IOException {
    Reply reply = null;
    for (String server : servers) {
      try {
        reply = access.as("node", "https://" + server).get("/v1-k3s/apiservers");
        if (reply.status() == 200) {
          break;
        }
      } catch (IOException e) {
        // The next server may answer.
      }
    }
    if (reply == null
        || reply.status() != 200
        || !(Json.parse(reply.text()) instanceof List<?> l)) {
      return;
    }
    List<String> addresses = l.stream().map(String::valueOf).toList();
    List<String> all = new ArrayList<>(List.of(authority(access.url())));
    addresses.stream().filter(a -> !all.contains(a)).forEach(all::add);
    if (!all.equals(servers) || !Files.exists(balancer)) {
      servers = List.copyOf(all);
      Map<String, @Nullable Object> json = new LinkedHashMap<>();
      json.put("ServerURL", access.url());
      json.put("ServerAddresses", addresses);
      SecretFiles.directory(balancer.resolveSibling("").toAbsolutePath(), "rwxr-xr-x");
      SecretFiles.write(balancer, Json.pretty(json), "rw-r--r--");
    }
  }

  private static String authority(String url) {
    String authority = URI.create(url).getAuthority();
    return authority.matches(".*:\\d+") ? authority : authority + ":443";
  }

  private void follow(ClusterAccess access) {
    while (!closed) {
      try {
        Thread.sleep(Duration.ofSeconds(10));
        updateServers(access);
      } catch (IOException e) {
        log.error("servers cannot be listed: " + e.getMessage());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    if (kubelet != null) {
      kubelet.close();
    }
  }
}
