package dev.k3form.provider.linux;

import static dev.k3form.testkit.WrittenValues.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.k3form.hosts.Command;
import dev.k3form.hosts.provider.HostConnection;
import dev.k3form.hosts.provider.HostSession;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import dev.k3form.spi.ProviderException;
import dev.k3form.spi.ResourceType;
import dev.k3form.spi.engine.TypeHandle;
import dev.k3form.spi.schema.RecordBinder;
import dev.k3form.testkit.RecordingContext;
import dev.k3form.testkit.RecordingSessionContext;
import dev.k3form.testkit.host.HostSubject;
import dev.k3form.testkit.lab.LabMachines;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The types on a real machine, by a user who needs sudo. */
@Tag("lab")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LinuxLabTest {
  private static final String ANOTHER_KEY =
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ1kmcsWoR5qZ0xZRAvYpgJpr3pHpyyf3H4JCBjOJeYw";
  private static final TypeHandle<LinuxFile, HostSession> FILE = handle(new LinuxFileType());
  private static final TypeHandle<LinuxService, HostSession> SERVICE =
      handle(new LinuxServiceType());

  private LabMachines machines;
  private RecordingSessionContext run;
  private HostSession session;
  private HostConnection machine;

  private static <R extends Record> TypeHandle<R, HostSession> handle(
      ResourceType<R, HostSession> type) {
    return TypeHandle.of(type);
  }

  @BeforeAll
  void boot() throws Exception {
    machines = LabMachines.open();
    run = new RecordingSessionContext(Path.of("."));
    session = HostSession.open(run);
    machine = machines.boot(21, "linux1");
  }

  @AfterAll
  void end() throws Exception {
    if (run != null) {
      run.close();
    }
    if (machines != null) {
      machines.close();
    }
  }

  @Test
  void aMachineTellsWhatItIs() throws Exception {
    TypeHandle<LinuxHost, HostSession> type = handle(new LinuxHostType());
    Value.Obj state = create(type, RecordBinder.unbind(machine));
    assertThat(state.get("hostname")).isEqualTo(Value.str("linux1"));
    assertThat(state.get("os")).isEqualTo(Value.str("debian"));
    assertThat(state.get("ssh")).isEqualTo(RecordBinder.unbind(machine));
    assertThat(read(type, state)).contains(state);
  }

  @Test
  void aWrongHostKeyIsNamedWithBothFingerprints() {
    ProviderException e =
        catchThrowableOfType(
            ProviderException.class,
            () ->
                create(
                    handle(new LinuxHostType()),
                    RecordBinder.unbind(machine.withHostKey(ANOTHER_KEY))));
    assertThat(e.kind()).isEqualTo(ProviderException.Kind.PERMANENT);
    assertThat(e.argument()).isEqualTo("host");
    assertThat(e.getMessage())
        .startsWith("debian@" + machine.address() + ": cannot verify the host key")
        .containsPattern("(?s)SHA256:.*SHA256:");
    assertThat(e.help()).hasSize(1);
  }

  @Test
  void aMachineThatIsNotThereIsSaidToBe() {
    ProviderException e =
        catchThrowableOfType(
            ProviderException.class,
            () -> create(handle(new LinuxHostType()), RecordBinder.unbind(machine.withPort(4))));
    assertThat(e.kind()).isEqualTo(ProviderException.Kind.UNREACHABLE);
    assertThat(e.getMessage()).startsWith("debian@" + machine.address() + ":4: cannot connect");
    assertThat(e.help()).isNotEmpty();
  }

  @Test
  void aUnitIsWrittenStartedRestartedAndTakenAway() throws Exception {
    Value.Obj config = config("path", "/etc/systemd/system/sleeper.service", "content", unit(1));
    Value.Obj file = create(FILE, config);
    Value.Obj wanted =
        config("name", "sleeper", "enabled", true, "state", "running")
            .with("restart_on", new Value.ListOf(Type.STRING, List.of(file.get("content"))));
    Value.Obj service = create(SERVICE, wanted);
    assertThat(read(SERVICE, service)).contains(service);
    String first = onMachine("systemctl", "show", "-p", "MainPID", "--value", "sleeper");

    Value.Obj changed = config.with("content", Value.str(unit(2)));
    file = update(FILE, file, changed);
    service =
        update(
            SERVICE,
            service,
            wanted.with("restart_on", new Value.ListOf(Type.STRING, List.of(file.get("content")))));
    String second = onMachine("systemctl", "show", "-p", "MainPID", "--value", "sleeper");
    assertThat(second).isNotEqualTo(first);
    assertThat(onMachine("cat", "/proc/" + second.strip() + "/cmdline")).contains("1002");

    SERVICE.delete(service, session, RecordingContext.calm());
    FILE.delete(file, session, RecordingContext.calm());
    assertThat(onMachine("sh", "-c", "systemctl list-unit-files --no-legend 'sleeper*' || true"))
        .isEmpty();
    assertThat(onMachine("sh", "-c", "pgrep -f 'sleep 100[12]' || true")).isEmpty();
    assertThat(read(FILE, file)).isEmpty();
  }

  @Test
  void aUnitThatDoesNotStartIsQuotedAndTheOldFileIsPutBack() throws Exception {
    Value.Obj config = config("path", "/etc/systemd/system/fragile.service", "content", unit(1));
    Value.Obj file = create(FILE, config);
    Value.Obj service = create(SERVICE, config("name", "fragile"));
    ProviderException e =
        catchThrowableOfType(
            ProviderException.class,
            () ->
                update(
                    FILE,
                    file,
                    config
                        .with("restart", list("fragile"))
                        .with("content", Value.str("[Service]\nExecStart=/nonexistent\n"))));
    assertThat(e).hasMessageContaining("Failed to locate executable /nonexistent");
    assertThat(e.help().toString()).contains("put back");
    assertThat(onMachine("systemctl", "is-active", "fragile")).isEqualTo("active\n");
    assertThat(read(FILE, file)).contains(file);
    assertThat(read(SERVICE, service)).contains(service);
  }

  @Test
  void aSecretFileIsForItsOwnerAndItsDriftIsSecret() throws Exception {
    Value.Obj config =
        config("path", "/etc/k3form-test/token", "sensitive_content", "hush-hush-hush\n");
    Value.Obj state = create(FILE, config);
    assertThat(onMachine("stat", "-c", "%a %U:%G", "/etc/k3form-test/token"))
        .isEqualTo("600 root:root\n");
    onMachine("sh", "-c", "echo leaked-value > /etc/k3form-test/token");
    Value.Obj found = read(FILE, state).orElseThrow();
    assertThat(found.get("sensitive_content")).isInstanceOf(Value.Secret.class);
    assertThat(Values.revealAll(found)).isNotEqualTo(Values.revealAll(state));
    assertThat(found.toString()).doesNotContain("leaked-value");
    assertThat(update(FILE, found, config)).isEqualTo(state);
  }

  @Test
  void aCheckerKeepsABadFileOut() throws Exception {
    Value.Obj config =
        config("path", "/etc/sudoers.d/k3form-test", "content", "# nothing\n", "mode", "0440")
            .with("validate", list("visudo", "-cf", "%s"));
    Value.Obj state = create(FILE, config);
    ProviderException e =
        catchThrowableOfType(
            ProviderException.class,
            () -> update(FILE, state, config.with("content", Value.str("root ALL=(ALL\n"))));
    assertThat(e).hasMessageContaining("visudo").hasMessageContaining("syntax error");
    assertThat(read(FILE, state)).contains(state);
  }

  @Test
  void packagesComeAndGo() throws Exception {
    TypeHandle<LinuxPackage, HostSession> type = handle(new LinuxPackageType());
    Value.Obj config = config().with("names", list("tree", "procps"));
    Value.Obj state = create(type, config);
    assertThat(state.get("added")).isEqualTo(list("tree"));
    assertThat(onMachine("tree", "--version")).startsWith("tree v");
    assertThat(read(type, state)).contains(state);
    type.delete(state, session, RecordingContext.calm());
    assertThat(onMachine("sh", "-c", "command -v tree || true; command -v ps"))
        .isEqualTo("/usr/bin/ps\n");
  }

  @Test
  void hostNamesAreResolvedAlsoWhenManyAreWrittenAtOnce() throws Exception {
    TypeHandle<LinuxHostsEntry, HostSession> type = handle(new LinuxHostsEntryType());
    String before = onMachine("cat", "/etc/hosts");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var made = new ArrayList<Future<Value.Obj>>();
      for (int i = 1; i <= 5; i++) {
        Value.Obj config =
            config("address", "192.0.2." + i)
                .with("names", list("node" + i + ".k3s.example.org", "node" + i));
        made.add(threads.submit(() -> create(type, config)));
      }
      for (var one : made) {
        assertThat(read(type, one.get())).contains(one.get());
      }
      assertThat(onMachine("getent", "hosts", "node4")).startsWith("192.0.2.4 ");
      for (var one : made) {
        type.delete(one.get(), session, RecordingContext.calm());
      }
    }
    assertThat(onMachine("cat", "/etc/hosts")).isEqualTo(before);
  }

  @Test
  void aDirectoryStaysWhereSomethingIsInIt() throws Exception {
    TypeHandle<LinuxDirectory, HostSession> type = handle(new LinuxDirectoryType());
    Value.Obj state = create(type, config("path", "/srv/k3form-test", "mode", "0750"));
    assertThat(onMachine("stat", "-c", "%a", "/srv/k3form-test")).isEqualTo("750\n");
    onMachine("touch", "/srv/k3form-test/precious");
    type.delete(state, session, RecordingContext.calm());
    assertThat(read(type, state)).contains(state);
    onMachine("rm", "/srv/k3form-test/precious");
    type.delete(state, session, RecordingContext.calm());
    assertThat(read(type, state)).isEmpty();
  }

  private static String unit(int n) {
    return "[Service]\nExecStart=/usr/bin/sleep "
        + (1000 + n)
        + "\n[Install]\nWantedBy=multi-user.target\n";
  }

  private Value.Obj config(Object... namesAndValues) {
    return HostSubject.config(namesAndValues).with("host", RecordBinder.unbind(machine));
  }

  private <R extends Record> Value.Obj create(TypeHandle<R, HostSession> type, Value.Obj config)
      throws ProviderException {
    return type.create(
        type.plan(config, Optional.empty()).values(), session, RecordingContext.calm());
  }

  private <R extends Record> Value.Obj update(
      TypeHandle<R, HostSession> type, Value.Obj prior, Value.Obj config) throws ProviderException {
    return type.update(
        prior, type.plan(config, Optional.of(prior)).values(), session, RecordingContext.calm());
  }

  private <R extends Record> Optional<Value.Obj> read(
      TypeHandle<R, HostSession> type, Value.Obj prior) throws ProviderException {
    return type.read(prior, session, RecordingContext.calm());
  }

  private String onMachine(String... argv) throws ProviderException {
    return session.on(machine, host -> host.run(Command.of(argv)).stdout());
  }
}
