package dev.k3form.provider.keepalived;

import static dev.k3form.testkit.WrittenValues.list;
import static dev.k3form.testkit.WrittenValues.named;
import static dev.k3form.testkit.WrittenValues.obj;
import static dev.k3form.testkit.WrittenValues.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.k3form.hosts.Command;
import dev.k3form.hosts.provider.HostConnection;
import dev.k3form.hosts.provider.HostSession;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import dev.k3form.provider.haproxy.HaproxyProvider;
import dev.k3form.spi.Provider;
import dev.k3form.spi.ProviderException;
import dev.k3form.spi.ResourceType;
import dev.k3form.spi.engine.TypeHandle;
import dev.k3form.spi.schema.RecordBinder;
import dev.k3form.testkit.RecordingContext;
import dev.k3form.testkit.RecordingSessionContext;
import dev.k3form.testkit.lab.EchoServer;
import dev.k3form.testkit.lab.LabMachines;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Two real machines with real HAProxy and real keepalived in front of a server on this computer.
 * The tests tell one story, so their order counts.
 */
@Tag("lab")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class LoadBalancerPairLabTest {
  private static final TypeHandle<?, HostSession> HAPROXY = type(new HaproxyProvider());
  private static final TypeHandle<?, HostSession> KEEPALIVED = type(new KeepalivedProvider());
  private static final int PORT = 6443;

  private LabMachines machines;
  private EchoServer server;
  private RecordingSessionContext run;
  private HostSession session;
  private List<HostConnection> pair;
  private String vip;
  private Value.Obj[] balancers;
  private Value.Obj[] routers;

  private static TypeHandle<?, HostSession> type(Provider<?, HostSession> provider) {
    return handle(provider.resourceTypes().getFirst());
  }

  private static <R extends Record> TypeHandle<R, HostSession> handle(
      ResourceType<R, HostSession> type) {
    return TypeHandle.of(type);
  }

  @BeforeAll
  void boot() throws Exception {
    machines = LabMachines.open();
    server = new EchoServer(machines.gateway());
    run = new RecordingSessionContext(Path.of("."));
    session = HostSession.open(run);
    vip = machines.address(220);
    pair = both(() -> machines.boot(11, "lb1"), () -> machines.boot(12, "lb2"));
    balancers = new Value.Obj[2];
    routers = new Value.Obj[2];
    both(() -> install(0), () -> install(1));
  }

  private boolean install(int i) throws Exception {
    balancers[i] = create(HAPROXY, balancer(i));
    routers[i] = create(KEEPALIVED, router(i));
    return true;
  }

  @AfterAll
  void end() throws Exception {
    if (run != null) {
      run.close();
    }
    if (server != null) {
      server.close();
    }
    if (machines != null) {
      machines.close();
    }
  }

  private static <T> List<T> both(Callable<T> one, Callable<T> other) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = threads.submit(one);
      var second = threads.submit(other);
      return List.of(first.get(), second.get());
    }
  }

  private Value.Obj balancer(int i) {
    return obj(
        "host",
        RecordBinder.unbind(pair.get(i)),
        "frontend",
        named("api", obj("bind", list("*:" + PORT), "default_backend", "servers")),
        "backend",
        named("servers", backend()));
  }

  private Value.Obj backend() {
    return obj(
        "default_server",
        obj("inter", seconds(1), "fall", 2, "rise", 1),
        "server",
        named("s1", obj("address", machines.gateway(), "port", server.port(), "check", true)));
  }

  private Value.Obj router(int i) {
    return obj(
        "host",
        RecordBinder.unbind(pair.get(i)),
        "vrrp_script",
        named("haproxy", obj("script", "/usr/bin/systemctl is-active --quiet haproxy")),
        "vrrp_instance",
        named(
            "api",
            obj(
                "virtual_router_id",
                220,
                "priority",
                i == 0 ? 150 : 100,
                "authentication",
                obj("auth_type", "PASS", "auth_pass", Values.secret(Value.str("k3sPair"))),
                "virtual_ipaddress",
                list(vip + "/24"),
                "track_script",
                list("haproxy"))));
  }

  @Test
  @Order(1)
  void theAddressAnswersAndThereIsNothingLeftToDo() throws Exception {
    assertThat(answersWithin(vip, Duration.ofSeconds(10))).isTrue();
    for (int i = 0; i < 2; i++) {
      assertThat(read(HAPROXY, balancers[i])).isEqualTo(balancers[i]);
      assertThat(read(KEEPALIVED, routers[i])).isEqualTo(routers[i]);
      assertThat(plain(plan(KEEPALIVED, router(i), routers[i]).get("content")))
          .isEqualTo(plain(routers[i].get("content")));
      String checked = onHost(i, "keepalived", "-t");
      assertThat(checked).isEmpty();
      assertThat(onHost(i, "stat", "-c", "%a %U", "/etc/keepalived/keepalived.conf"))
          .isEqualTo("600 root\n");
    }
    assertThat(routers[0].get("interfaces").toString()).contains("host0");
    assertThat(routers[0].get("content").toString()).doesNotContain("k3sPair");
    assertThat(onHost(0, "cat", "/etc/keepalived/keepalived.conf")).contains("auth_pass k3sPair");
  }

  @Test
  @Order(2)
  void anEditByHandIsSeenAndMended() throws Exception {
    onHost(0, "sed", "-i", "s/inter 1s/inter 9s/", "/etc/haproxy/haproxy.cfg");
    Value.Obj found = read(HAPROXY, balancers[0]);
    assertThat(text(found.get("content"))).contains("inter 9s");
    Value.Obj planned = plan(HAPROXY, balancer(0), found);
    assertThat(text(planned.get("content"))).contains("inter 1s");
    HAPROXY.update(found, planned, session, RecordingContext.calm());
    assertThat(read(HAPROXY, balancers[0])).isEqualTo(balancers[0]);
  }

  @Test
  @Order(3)
  void aReloadKeepsConnections() throws Exception {
    try (Socket connection = EchoServer.connect(machines.address(11), PORT)) {
      assertThat(EchoServer.echo(connection, "before")).isEqualTo("before");
      Value.Obj changed = balancer(0).with("extra", Value.str("cache small\n    total-max-size 4"));
      balancers[0] = update(HAPROXY, balancers[0], changed);
      assertThat(EchoServer.echo(connection, "after")).isEqualTo("after");
    }
    assertThat(onHost(0, "grep", "-c", "cache small", "/etc/haproxy/haproxy.cfg")).isEqualTo("1\n");
  }

  @Test
  @Order(4)
  void aLineThatHaproxyRejectsChangesNothing() throws Exception {
    String before = onHost(0, "sha256sum", "/etc/haproxy/haproxy.cfg");
    Value.Obj broken =
        balancer(0)
            .with(
                "backend", named("servers", backend().with("extra", Value.str("frobnicate yes"))));
    ProviderException e =
        catchThrowableOfType(ProviderException.class, () -> update(HAPROXY, balancers[0], broken));
    assertThat(e)
        .hasMessageContaining("haproxy refuses the new /etc/haproxy/haproxy.cfg")
        .hasMessageContaining("[ALERT]")
        .hasMessageContaining("unknown keyword 'frobnicate' in 'backend' section")
        .hasMessageContaining("parsing [/etc/haproxy/haproxy.cfg:")
        .hasMessageEndingWith("No file was changed; haproxy runs on as before.");
    assertThat(onHost(0, "sha256sum", "/etc/haproxy/haproxy.cfg")).isEqualTo(before);
    assertThat(answersWithin(machines.address(11), Duration.ofSeconds(10))).isTrue();
  }

  @Test
  @Order(5)
  void aPortThatIsTakenIsNoticedAfterTheReloadAndUndone() throws Exception {
    String before = onHost(0, "sha256sum", "/etc/haproxy/haproxy.cfg");
    Value.Obj clash =
        balancer(0)
            .with(
                "frontend",
                named("api", obj("bind", list("*:" + PORT, "*:22"), "default_backend", "servers")));
    ProviderException e =
        catchThrowableOfType(ProviderException.class, () -> update(HAPROXY, balancers[0], clash));
    assertThat(e)
        .hasMessageContaining("cannot bind socket (Address already in use) for [0.0.0.0:22]")
        .hasMessageEndingWith(
            "The old /etc/haproxy/haproxy.cfg was put back; haproxy serves with it again.");
    assertThat(onHost(0, "sha256sum", "/etc/haproxy/haproxy.cfg")).isEqualTo(before);
    assertThat(answersWithin(machines.address(11), Duration.ofSeconds(10))).isTrue();
    assertThat(read(HAPROXY, balancers[0])).isEqualTo(balancers[0]);
  }

  @Test
  @Order(6)
  void aFileThatKeepalivedGrumblesAboutChangesNothing() throws Exception {
    Value.Obj broken = router(0).with("extra", Value.str("vrrp_frobnicate yes"));
    ProviderException e =
        catchThrowableOfType(ProviderException.class, () -> update(KEEPALIVED, routers[0], broken));
    assertThat(e)
        .hasMessageContaining("keepalived refuses the new /etc/keepalived/keepalived.conf")
        .hasMessageContaining("Unknown keyword 'vrrp_frobnicate'")
        .hasMessageEndingWith("No file was changed; keepalived runs on as before.");
    assertThat(e.getMessage()).doesNotContain("k3sPair");
    assertThat(answersWithin(vip, Duration.ofSeconds(10))).isTrue();
    assertThat(onHost(0, "ip", "-o", "address", "show", "to", vip)).contains(vip);
  }

  @Test
  @Order(7)
  void theOtherMachineTakesTheAddressWhenHaproxyStops() throws Exception {
    onHost(0, "systemctl", "stop", "haproxy");
    Instant stopped = Instant.now();
    assertThat(answersWithin(vip, Duration.ofSeconds(10))).isTrue();
    System.err.println(
        "measured: the address answers again after "
            + Duration.between(stopped, Instant.now()).toMillis()
            + " ms");
    assertThat(onHost(1, "ip", "-o", "address", "show", "to", vip)).contains(vip);
    Value.Obj found = read(HAPROXY, balancers[0]);
    assertThat(found.get("active")).isEqualTo(Values.FALSE);
    balancers[0] = update(HAPROXY, found, balancer(0));
    assertThat(answersWithin(machines.address(11), Duration.ofSeconds(10))).isTrue();
  }

  @Test
  @Order(8)
  void destroyingLeavesNothing() throws Exception {
    both(() -> destroy(0), () -> destroy(1));
    for (int i = 0; i < 2; i++) {
      assertThat(KEEPALIVED.read(routers[i], session, RecordingContext.calm())).isEmpty();
      assertThat(HAPROXY.read(balancers[i], session, RecordingContext.calm())).isEmpty();
      assertThat(onHost(i, "sh", "-c", "dpkg-query -W -f '${db:Status-Abbrev}' haproxy || true"))
          .doesNotStartWith("ii");
      assertThat(onHost(i, "ip", "-o", "address", "show", "to", vip)).isEmpty();
    }
  }

  private boolean destroy(int i) throws ProviderException {
    KEEPALIVED.delete(routers[i], session, RecordingContext.calm());
    HAPROXY.delete(balancers[i], session, RecordingContext.calm());
    return true;
  }

  private Value.Obj create(TypeHandle<?, HostSession> type, Value.Obj config) throws Exception {
    return type.create(
        type.plan(config, Optional.empty()).values(), session, RecordingContext.calm());
  }

  private Value.Obj update(TypeHandle<?, HostSession> type, Value.Obj prior, Value.Obj config)
      throws ProviderException {
    return type.update(prior, plan(type, config, prior), session, RecordingContext.calm());
  }

  private static Value.Obj plan(
      TypeHandle<?, HostSession> type, Value.Obj config, Value.Obj prior) {
    return type.plan(config, Optional.of(prior)).values();
  }

  private Value.Obj read(TypeHandle<?, HostSession> type, Value.Obj prior)
      throws ProviderException {
    return type.read(prior, session, RecordingContext.calm()).orElseThrow();
  }

  private String onHost(int i, String... argv) throws ProviderException {
    return session.on(
        pair.get(i),
        host -> {
          var result = host.run(Command.of(argv));
          return result.stdout();
        });
  }

  private static Value plain(Value value) {
    return Values.revealAll(value);
  }

  private static String text(Value value) {
    return ((Value.Str) value.reveal()).value();
  }

  private static boolean answersWithin(String address, Duration time) throws Exception {
    return EchoServer.answersWithin(address, PORT, time);
  }
}
