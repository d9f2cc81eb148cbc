package dev.k3form.provider.k3s;

import dev.k3form.hosts.Command;
import dev.k3form.hosts.Host;
import dev.k3form.spi.OperationContext;
import dev.k3form.spi.ProviderException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * When a server counts as ready: its apiserver and supervisor say so, its node is Ready, it has a
 * vote in etcd, and its certificate carries every name of {@code tls_san}.
 */
final class Readiness {
  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final Duration SAN_LIMIT = Duration.ofSeconds(40);
  private static final Duration POLL = Duration.ofMillis(700);
  private static final Duration ROTATE_LIMIT = Duration.ofMinutes(2);

  private Readiness() {}

  /** Waits for it and returns the server. */
  static LiveServer await(Host host, Server server, OperationContext context)
      throws ProviderException {
    long begun = System.nanoTime();
    String missing = "its certificates";
    while (System.nanoTime() - begun < LIMIT.toNanos()) {
      Optional<LiveServer> live = LiveServer.on(host);
      if (live.isPresent()) {
        missing = missing(live.get(), server);
        if (missing.isEmpty()) {
          return live.get();
        }
      }
      context.progress("waiting for " + missing);
      context.pause(POLL);
    }
    throw new ProviderException(
        ProviderException.Kind.TRANSIENT,
        server.name()
            + " is not ready after "
            + LIMIT.toMinutes()
            + " minutes: it still waits for "
            + missing,
        null,
        "",
        List.of("Look at `journalctl -u k3s` on " + host.spec().address() + "."));
  }

  private static String missing(LiveServer live, Server server) {
    try {
      Endpoint.Answer api = live.kube(KubeClient::readyz);
      if (!api.ok()) {
        return "the apiserver (" + api.status() + ")";
      }
      if (!live.supervisorReady(server.cluster())) {
        return "the supervisor";
      }
      Optional<KubeClient.Node> node = live.kube(k -> k.node(server.name()));
      if (node.isEmpty() || !node.get().ready()) {
        return "its node to be Ready";
      }
      if (server.cluster().hasEtcd() && !hasVote(live, server)) {
        return "its vote in etcd";
      }
      return "";
    } catch (IOException _) {
      return "the apiserver";
    }
  }

  private static boolean hasVote(LiveServer live, Server server) throws IOException {
    List<EtcdClient.Member> members = live.etcd(EtcdClient::members).orElse(List.of());
    String address = String.valueOf(server.nodeIp());
    return members.stream().anyMatch(m -> m.isOf(server.name(), address) && !m.learner());
  }

  /** Returns the names of tls_san that the server's certificate does not carry. */
  static List<String> missingNames(LiveServer live, Server server) throws ProviderException {
    List<String> wanted = server.cluster().settings().getOrDefault("tls-san", List.of());
    if (wanted.isEmpty()) {
      return List.of();
    }
    try {
      Set<String> shown = live.servingNames();
      return wanted.stream().filter(name -> !shown.contains(name)).toList();
    } catch (IOException e) {
      throw ProviderException.transientFailure(
          "the certificate of " + server.name() + " cannot be looked at: " + e.getMessage(), e);
    }
  }

  /** Waits until the certificate carries every name. */
  static void awaitNames(LiveServer live, Server server, OperationContext context)
      throws ProviderException {
    List<String> missing = untilNamed(live, server, context);
    if (!missing.isEmpty()) {
      throw new ProviderException(
          "the certificate of " + server.name() + " lacks " + String.join(", ", missing),
          "Run `k3s certificate rotate` on that machine while k3s is stopped.");
    }
  }

  /**
   * Brings the names into the certificate where a restart did not: stop, rotate, start, as k3s's
   * own documentation advises.
   */
  static LiveServer mendNames(
      Host host, Machine machine, LiveServer live, Server server, OperationContext context)
      throws ProviderException {
    if (untilNamed(live, server, context).isEmpty()) {
      return live;
    }
    context.progress("rotating the serving certificate");
    machine.stop();
    host.run(Command.of(Paths.BINARY, "certificate", "rotate").withTimeout(ROTATE_LIMIT));
    machine.start(LIMIT, context);
    LiveServer again = await(host, server, context);
    awaitNames(again, server, context);
    return again;
  }

  private static List<String> untilNamed(LiveServer live, Server server, OperationContext context)
      throws ProviderException {
    long begun = System.nanoTime();
    List<String> missing = missingNames(live, server);
    while (!missing.isEmpty() && System.nanoTime() - begun < SAN_LIMIT.toNanos()) {
      context.progress("waiting for the certificate to carry " + String.join(", ", missing));
      context.pause(POLL);
      missing = missingNames(live, server);
    }
    return missing;
  }
}
