package dev.k3form.standin.etcd;

import com.sun.net.httpserver.HttpServer;
import dev.k3form.standin.Machine;
import dev.k3form.standin.http.HttpsServers;
import dev.k3form.standin.http.HttpsServers.ClientCertificate;
import dev.k3form.standin.http.Json;
import dev.k3form.standin.http.Reply;
import dev.k3form.standin.http.Request;
import dev.k3form.standin.pki.Authority;
import dev.k3form.standin.pki.Leaf;
import dev.k3form.standin.pki.TlsContexts;
import dev.k3form.standin.store.Change;
import dev.k3form.standin.store.Member;
import dev.k3form.standin.store.Refusal;
import dev.k3form.standin.store.StoreUnavailable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * etcd's local ports: the JSON gateway for the holder of a client certificate, the gRPC port that
 * refuses everything else, and metrics in the clear (reference k3s.md §0, transcript 05).
 */
public final class EtcdPorts implements AutoCloseable {

  private static final String VERSION = "3.6.5";

  private final Replica replica;
  private final List<HttpServer> servers = new ArrayList<>();

  private EtcdPorts(Replica replica) {
    this.replica = replica;
  }

  /** Opens the ports. */
  public static EtcdPorts open(Machine machine, Replica replica, Authority authority, Leaf leaf)
      throws IOException {
    var ports = new EtcdPorts(replica);
    SSLContext context = TlsContexts.server(() -> leaf, List.of(authority.certificate()));
    InetAddress loopback = InetAddress.ofLiteral(machine.loopback());
    Function<Request, Reply> gateway =
        request -> verified(request, authority.certificate(), ports::gateway);
    ports.servers.add(
        HttpsServers.https(
            new InetSocketAddress(loopback, machine.ports().gateway()),
            context,
            ClientCertificate.NEEDED,
            gateway));
    ports.servers.add(
        HttpsServers.https(
            new InetSocketAddress(loopback, machine.ports().grpc()),
            context,
            ClientCertificate.NEEDED,
            request -> verified(request, authority.certificate(), EtcdPorts::grpc)));
    ports.servers.add(
        HttpsServers.http(
            new InetSocketAddress(loopback, machine.ports().metrics()), ports::metrics));
    return ports;
  }

  private static Reply verified(
      Request request, X509Certificate authority, Function<Request, Reply> handler) {
    return TlsContexts.trusted(request.certificates(), List.of(authority))
        ? handler.apply(request)
        : Reply.text(401, Reply.PLAIN, "");
  }

  private static Reply grpc(Request request) {
    String type = request.header("content-type").orElse("");
    return Reply.text(415, "application/grpc", "")
        .with(
            Map.of(
                "Grpc-Status",
                "3",
                "Grpc-Message",
                "invalid gRPC request content-type \"" + type + "\""));
  }

  private Reply metrics(Request request) {
    if (!request.path().equals("/metrics")) {
      return Reply.notFound();
    }
    boolean leads = replica.leader().filter(m -> m.id().equals(replica.selfId())).isPresent();
    return Reply.text(
        200,
        Reply.PLAIN,
        "etcd_server_has_leader "
            + (replica.leader().isPresent() ? 1 : 0)
            + "\netcd_server_is_leader "
            + (leads ? 1 : 0)
            + "\netcd_server_is_learner "
            + (replica.self().learner() ? 1 : 0)
            + "\n");
  }

  private Reply gateway(Request request) {
    try {
      return switch (request.path()) {
        case "/health" ->
            replica.healthy()
                ? Reply.json(200, ordered("health", "true", "reason", ""))
                : Reply.json(503, ordered("health", "false", "reason", "RAFT NO LEADER"));
        case "/version" ->
            Reply.json(
                200, ordered("etcdserver", VERSION, "etcdcluster", "3.6.0", "storage", "3.6.0"));
        case "/v3/cluster/member/list" -> members();
        case "/v3/cluster/member/remove" -> remove(request);
        case "/v3/maintenance/status" -> Reply.json(200, status());
        default -> Reply.notFound();
      };
    } catch (StoreUnavailable e) {
      return error(503, 14, String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      return error(400, 3, String.valueOf(e.getMessage()));
    }
  }

  private static Map<String, @Nullable Object> ordered(String... pairs) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return map;
  }

  /** A failure as the gateway translates it from gRPC. */
  private static Reply error(int status, int code, String message) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("code", code);
    body.put("message", message);
    return Reply.json(status, body);
  }

  private Map<String, @Nullable Object> header() {
    return ordered(
        "cluster_id", replica.clusterId(), "member_id", replica.selfId(), "raft_term", "2");
  }

  private Reply members() {
    List<Member> members = replica.agreedMembers();
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("header", header());
    body.put("members", members.stream().map(EtcdPorts::member).toList());
    return Reply.json(200, body);
  }

  /** As the gateway shows it: what has its type's zero value is left out. */
  private static Map<String, @Nullable Object> member(Member member) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("ID", member.id());
    if (member.started()) {
      json.put("name", member.name());
    }
    json.put("peerURLs", List.of("https://" + member.host() + ":2380"));
    if (member.started()) {
      json.put("clientURLs", List.of("https://" + member.host() + ":2379"));
    }
    if (member.learner()) {
      json.put("isLearner", true);
    }
    return json;
  }

  private Reply remove(Request request) {
    String id = String.valueOf(Json.object(request.text()).get("ID"));
    Refusal refusal = replica.change(new Change.RemoveMember(id));
    return refusal == Refusal.NONE ? members() : error(404, 5, "etcdserver: member not found");
  }

  private Map<String, @Nullable Object> status() {
    Map<String, @Nullable Object> header = header();
    header.put("revision", Long.toString(replica.revision()));
    Map<String, @Nullable Object> status = new LinkedHashMap<>();
    status.put("header", header);
    status.put("version", VERSION);
    Optional<Member> leader = replica.leader();
    String index = Long.toString(replica.revision());
    status.put("dbSize", "3334144");
    leader.ifPresent(m -> status.put("leader", m.id()));
    status.put("raftIndex", index);
    status.put("raftTerm", "2");
    status.put("raftAppliedIndex", index);
    if (leader.isEmpty()) {
      status.put("errors", List.of("etcdserver: no leader"));
    }
    status.put("dbSizeInUse", "1814528");
    if (replica.self().learner()) {
      status.put("isLearner", true);
    }
    status.put("storageVersion", "3.6.0");
    status.put("downgradeInfo", Map.of());
    return status;
  }

  @Override
  public void close() {
    servers.forEach(server -> server.stop(0));
  }
}
