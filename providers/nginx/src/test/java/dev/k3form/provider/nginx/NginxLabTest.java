package dev.k3form.provider.nginx;

import static dev.k3form.testkit.WrittenValues.blocks;
import static dev.k3form.testkit.WrittenValues.list;
import static dev.k3form.testkit.WrittenValues.named;
import static dev.k3form.testkit.WrittenValues.obj;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.k3form.hosts.Command;
import dev.k3form.hosts.provider.HostConnection;
import dev.k3form.hosts.provider.HostSession;
import dev.k3form.model.value.Value;
import dev.k3form.spi.ProviderException;
import dev.k3form.spi.engine.TypeHandle;
import dev.k3form.spi.schema.RecordBinder;
import dev.k3form.testkit.RecordingContext;
import dev.k3form.testkit.RecordingSessionContext;
import dev.k3form.testkit.lab.EchoServer;
import dev.k3form.testkit.lab.LabMachines;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Real nginx on a real machine, in front of a server on this computer. The tests tell one story, so
 * their order counts.
 */
@Tag("lab")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class NginxLabTest {
  private static final TypeHandle<NginxStream, HostSession> TYPE =
      TypeHandle.of(new NginxStreamType());
  private static final int PORT = 6443;

  private LabMachines machines;
  private EchoServer server;
  private RecordingSessionContext run;
  private HostSession session;
  private HostConnection machine;
  private Value.Obj state;

  @BeforeAll
  void boot() throws Exception {
    machines = LabMachines.open();
    server = new EchoServer(machines.gateway());
    run = new RecordingSessionContext(Path.of("."));
    session = HostSession.open(run);
    machine = machines.boot(31, "nginx1");
    state =
        TYPE.create(
            TYPE.plan(config(), Optional.empty()).values(), session, RecordingContext.calm());
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

  private Value.Obj config() {
    return Configs.complete(
        obj(
            "host",
            RecordBinder.unbind(machine),
            "upstream",
            named(
                "echo",
                obj(
                    "balance",
                    "least_conn",
                    "server",
                    blocks(obj("address", machines.gateway(), "port", server.port())))),
            "server",
            named("api", obj("listen", list(String.valueOf(PORT)), "proxy_pass", "echo"))));
  }

  @Test
  @Order(1)
  void itBalancesAndThereIsNothingLeftToDo() throws Exception {
    assertThat(answers()).isTrue();
    assertThat(read()).contains(state);
    assertThat(TYPE.plan(config(), Optional.of(state)).values()).isEqualTo(state);
  }

  @Test
  @Order(2)
  void aReloadKeepsConnections() throws Exception {
    try (Socket connection = EchoServer.connect(machine.address(), PORT)) {
      assertThat(EchoServer.echo(connection, "before")).isEqualTo("before");
      Value.Obj changed = config().with("extra", Value.str("preread_timeout 20s;"));
      state = update(changed);
      assertThat(EchoServer.echo(connection, "after")).isEqualTo("after");
      assertThat(read()).contains(state);
    }
  }

  @Test
  @Order(3)
  void anEditByHandIsSeenAndMended() throws Exception {
    onMachine("sed", "-i", "s/least_conn/random/", StreamService.FILE);
    onMachine(
        "sed",
        "-i",
        "s/worker_shutdown_timeout 1h/worker_shutdown_timeout 9h/",
        "/etc/nginx/nginx.conf");
    Value.Obj found = read().orElseThrow();
    assertThat(found.get("content").toString()).contains("random;");
    assertThat(found.get("include").toString()).contains("9h");
    state =
        TYPE.update(
            found,
            TYPE.plan(config(), Optional.of(found)).values(),
            session,
            RecordingContext.calm());
    assertThat(read()).contains(state);
  }

  @Test
  @Order(4)
  void aLineThatNginxRejectsIsTakenBack() throws Exception {
    ProviderException e =
        catchThrowableOfType(
            ProviderException.class,
            () -> update(config().with("extra", Value.str("frobnicate yes;"))));
    assertThat(e)
        .hasMessageContaining("nginx refuses the new /etc/nginx/stream.d/k3form.conf")
        .hasMessageContaining("unknown directive \"frobnicate\" in " + StreamService.FILE + ":");
    assertThat(read()).contains(state);
    assertThat(answers()).isTrue();
  }

  @Test
  @Order(5)
  void aPortThatIsTakenIsNoticedAfterTheReloadAndUndone() throws Exception {
    Value.Obj clash =
        config()
            .with(
                "server", named("api", obj("listen", list("" + PORT, "22"), "proxy_pass", "echo")));
    ProviderException e =
        catchThrowableOfType(ProviderException.class, () -> update(Configs.complete(clash)));
    assertThat(e)
        .hasMessageContaining("bind() to 0.0.0.0:22 failed (98: Address already in use)")
        .hasMessageEndingWith("was put back; nginx serves with it again.");
    assertThat(read()).contains(state);
    assertThat(answers()).isTrue();
  }

  @Test
  @Order(6)
  void destroyingLeavesNothing() throws Exception {
    TYPE.delete(state, session, RecordingContext.calm());
    assertThat(read()).isEmpty();
    assertThat(onMachine("sh", "-c", "grep -c k3form /etc/nginx/nginx.conf || true"))
        .isEqualTo("0\n");
    assertThat(onMachine("sh", "-c", "dpkg-query -W -f '${db:Status-Abbrev}' nginx || true"))
        .doesNotStartWith("ii");
  }

  private boolean answers() throws Exception {
    return EchoServer.answersWithin(machine.address(), PORT, Duration.ofSeconds(10));
  }

  private Value.Obj update(Value.Obj config) throws ProviderException {
    return TYPE.update(
        state, TYPE.plan(config, Optional.of(state)).values(), session, RecordingContext.calm());
  }

  private Optional<Value.Obj> read() throws ProviderException {
    return TYPE.read(state, session, RecordingContext.calm());
  }

  private String onMachine(String... argv) throws ProviderException {
    return session.on(machine, host -> host.run(Command.of(argv)).stdout());
  }
}
