package dev.k3form.standin.server;

import dev.k3form.standin.Exit;
import dev.k3form.standin.Log;
import dev.k3form.standin.Machine;
import dev.k3form.standin.etcd.EtcdDirectory;
import dev.k3form.standin.etcd.Replica;
import dev.k3form.standin.etcd.Transport;
import dev.k3form.standin.http.Client;
import dev.k3form.standin.http.Json;
import dev.k3form.standin.http.Reply;
import dev.k3form.standin.store.Change;
import dev.k3form.standin.store.Member;
import dev.k3form.standin.store.State;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Starts this server's member of etcd: the old one from its data, the first one of a new cluster,
 * or one that joins. A joiner is added unstarted, starts as a learner, and is up when it is
 * promoted.
 *
 * @param address host and port at which other servers reach this one
 * @param identity who this server is towards the others
 */
record EtcdStart(
    Machine machine,
    String node,
    String host,
    String address,
    EtcdDirectory directory,
    SSLContext identity,
    Log log) {

  private static final Duration PEER_TIMEOUT = Duration.ofMillis(1500);

  private Reply call(Member member, String path, String body) throws IOException {
    return post("https://" + member.address(), path, body, PEER_TIMEOUT);
  }

  private Reply post(String base, String path, String body, Duration timeout) throws IOException {
    return Client.nameless(base, identity)
        .timeout(timeout)
        .send(body.isEmpty() ? "GET" : "POST", Transport.BASE + path, body);
  }

  private static String number() {
    return Long.toUnsignedString(new SecureRandom().nextLong());
  }

  private static String eightDigits() {
    return HexFormat.of().toHexDigits(new SecureRandom().nextInt());
  }

  private Replica replica(String id, State state) {
    return new Replica(id, state, directory.state(), this::call, machine.timing());
  }

  /** Takes up the data of an earlier start. */
  Optional<Replica> resume() throws IOException {
    return directory.load().map(known -> replica(known.id(), known.state()));
  }

  /** Founds a cluster of one. */
  Replica found() {
    String id = number();
    String name = node + "-" + eightDigits();
    var state = new State(number());
    state.apply(new Change.AddMember(new Member(id, name, node, host, address, false)));
    directory.prepare(id, name);
    return replica(id, state);
  }

  /** Becomes a member of the cluster that a server is in. */
  Replica join(String server, Consumer<Replica> made) throws Exit, InterruptedException {
    String id = number();
    var member = new Member(id, "", node, host, address, true);
    String clusterId = ask(server, member);
    String name = node + "-" + eightDigits();
    log.info("Adding member " + name + "=https://" + host + ":2380 to etcd cluster");
    directory.prepare(id, name);
    Replica replica = replica(id, new State(clusterId));
    made.accept(replica);
    replica.start();
    Thread.sleep(Duration.ofMillis(300));
    begin(server, new Change.StartMember(id, name));
    return replica;
  }

  private String ask(String server, Member member) throws Exit, InterruptedException {
    String body = Json.print(new Change.AddMember(member).toJson());
    while (true) {
      String why;
      try {
        Reply reply = post(server, "join", body, Duration.ofSeconds(8));
        Map<String, @Nullable Object> answer = Json.object(reply.text());
        if (reply.status() == 200) {
          return String.valueOf(answer.get("clusterId"));
        }
        String refusal = String.valueOf(answer.get("refusal"));
        if (refusal.equals("DUPLICATE_NODE_NAME")) {
          throw Exit.shutdown(
              "etcd cluster join failed: duplicate node name found, please use a unique name for"
                  + " this node");
        }
        why =
            refusal.equals("TOO_MANY_LEARNERS")
                ? "etcdserver: too many learner members in cluster"
                : String.valueOf(answer.get("message"));
      } catch (SocketTimeoutException e) {
        why = "context deadline exceeded";
      } catch (IOException e) {
        why = String.valueOf(e.getMessage());
      }
      log.info("Waiting for other members to finish joining etcd cluster: " + why);
      Thread.sleep(Duration.ofSeconds(1));
    }
  }

  private void begin(String server, Change start) throws Exit, InterruptedException {
    String body = Json.print(start.toJson());
    for (int attempt = 0; attempt < 60; attempt++) {
      try {
        if (post(server, "change", body, Duration.ofSeconds(8)).status() == 200) {
          return;
        }
      } catch (IOException e) {
        // The server may be changing leaders.
      }
      Thread.sleep(Duration.ofMillis(500));
    }
    throw Exit.shutdown("etcd cluster join failed: context deadline exceeded");
  }
}
