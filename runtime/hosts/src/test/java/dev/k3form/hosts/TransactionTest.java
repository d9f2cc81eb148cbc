package dev.k3form.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.k3form.hosts.TransactionResult.FileChange;
import dev.k3form.hosts.TransactionResult.UnitChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transactions as the shell of this computer runs them, on files in a temporary directory. */
class TransactionTest {
  /** A checker's parent is a subshell; the script itself is the parent of that. */
  private static final String[] KILL_THE_SCRIPT = {
    "sh", "-c", "kill -9 $(cut -d' ' -f4 /proc/$PPID/stat)"
  };

  @TempDir Path directory;
  private MinaServer server;
  private Hosts hosts;
  private Host host;
  private Path etc;
  private Path conf;
  private FakeSystemd systemd;

  @BeforeEach
  void start() throws IOException {
    server = new MinaServer(directory);
    systemd = new FakeSystemd(server, directory.resolve("units"));
    etc = Files.createDirectories(directory.resolve("etc"));
    conf = etc.resolve("service.conf");
    hosts =
        new Hosts(
            Settings.defaults().withStateDirectory(directory.resolve("state").toString()),
            server.nobody());
    host = hosts.connect(server.spec());
  }

  @AfterEach
  void stop() {
    hosts.close();
    server.close();
  }

  private Attributes mine(String mode) {
    try {
      return new Attributes(
          mode,
          Files.getOwner(directory).getName(),
          Files.readAttributes(directory, PosixFileAttributes.class).group().getName());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private TransactionBuilder put(String text) {
    return Transaction.named("service").put(conf.toString(), Content.of(text), mine("0640"));
  }

  private List<String> entries() throws IOException {
    try (Stream<Path> files = Files.list(etc)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private boolean pending() {
    return Files.exists(directory.resolve("state/transactions/service"));
  }

  private TransactionFailure failure(Transaction transaction) {
    return catchThrowableOfType(
            HostException.TransactionFailed.class, () -> host.apply(transaction))
        .failure();
  }

  @Test
  void createsUpdatesAndLeavesAloneInOneRoundTripEach() throws IOException {
    assertThat(host.apply(put("one\n").build()).files()).containsValue(FileChange.CREATED);
    assertThat(conf).hasContent("one\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(conf)))
        .isEqualTo("rw-r-----");
    assertThat(host.apply(put("two\n").build()).files()).containsValue(FileChange.UPDATED);
    assertThat(conf).hasContent("two\n");
    TransactionResult again = host.apply(put("two\n").build());
    assertThat(again.changed()).isFalse();
    Files.setPosixFilePermissions(conf, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(host.apply(put("two\n").build()).files()).containsValue(FileChange.ATTRIBUTES);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(conf)))
        .isEqualTo("rw-r-----");
    assertThat(host.roundTrips()).isEqualTo(4);
    assertThat(entries()).containsExactly("service.conf");
    assertThat(pending()).isFalse();
  }

  @Test
  void putsFilesWithOddNamesAndBinaryContent() {
    byte[] bytes = new byte[300_000];
    new Random(7).nextBytes(bytes);
    String odd = etc + "/a dir/it's \"$HOME\" `x`\n*.conf";
    TransactionResult result =
        host.apply(
            Transaction.named("odd")
                .put(odd, Content.of(bytes), mine("0600"))
                .put(etc + "/empty", Content.empty(), mine("0644"))
                .link(etc + "/a link", "it's \"there\"")
                .directory(etc + "/d", mine("0700"))
                .build());
    assertThat(result.files()).hasSize(4).containsValue(FileChange.CREATED);
    Observation seen =
        host.inspect(
            Inspection.none()
                .content(odd, 1 << 20)
                .path(etc + "/empty")
                .path(etc + "/a link")
                .path(etc + "/d"));
    assertThat(((PathState.RegularFile) seen.path(odd)).content()).contains(Content.of(bytes));
    assertThat(seen.path(etc + "/a link"))
        .isInstanceOfSatisfying(
            PathState.SymbolicLink.class,
            link -> assertThat(link.target()).isEqualTo("it's \"there\""));
    assertThat(seen.path(etc + "/d")).isEqualTo(new PathState.Directory(mine("0700")));
  }

  @Test
  void removesFilesLinksAndEmptyDirectories() throws IOException {
    Files.writeString(conf, "x");
    Files.createDirectories(etc.resolve("d"));
    Files.writeString(etc.resolve("d/inside"), "x");
    Files.createDirectories(etc.resolve("full"));
    Files.writeString(etc.resolve("full/other"), "x");
    TransactionResult result =
        host.apply(
            Transaction.named("service")
                .remove(conf.toString())
                .remove(etc + "/d/inside")
                .remove(etc + "/d")
                .remove(etc + "/full")
                .remove(etc + "/never-there")
                .build());
    assertThat(result.files())
        .containsEntry(conf.toString(), FileChange.REMOVED)
        .containsEntry(etc + "/d", FileChange.REMOVED)
        .containsEntry(etc + "/full", FileChange.UNCHANGED)
        .containsEntry(etc + "/never-there", FileChange.UNCHANGED);
    assertThat(entries()).containsExactly("full");
  }

  @Test
  void aCheckerThatRefusesLeavesEverythingUntouchedAndIsQuoted() throws IOException {
    Files.writeString(conf, "old\n");
    server.program(
        "check",
        "printf '\\033[31m'; grep -n bad \"$1\" | sed \"s|^|$1:|\"; ! grep -q bad \"$1\"\n");
    systemd.unit("service", "active", "enabled");
    Transaction bad =
        put("fine\nbad\n")
            .validate("check", Transaction.staged(conf.toString()))
            .put(etc + "/sub/other", Content.of("x"), mine("0644"))
            .unit(UnitGoal.of("service").running().reloadOnChange())
            .build();
    TransactionFailure failure = failure(bad);
    assertThat(failure.step()).isEqualTo(TransactionFailure.Step.VALIDATE);
    assertThat(failure.words()).isEqualTo(conf + ":2:bad");
    assertThat(failure.aftermath().state()).isEqualTo(TransactionFailure.Aftermath.State.UNTOUCHED);
    assertThat(conf).hasContent("old\n");
    assertThat(entries()).containsExactly("service.conf");
    assertThat(systemd.calls()).isEmpty();
    assertThat(pending()).isFalse();
  }

  @Test
  void reloadsOnlyWhatChangedAndRestartsWhatCannotReload() {
    systemd.unit("service", "inactive", "disabled");
    UnitGoal goal = UnitGoal.of("service").enabled().running().reloadOnChange();
    assertThat(host.apply(put("one\n").unit(goal).build()).units().get("service"))
        .containsExactly(UnitChange.ENABLED, UnitChange.STARTED);
    assertThat(host.apply(put("one\n").unit(goal).build()).changed()).isFalse();
    assertThat(host.apply(put("two\n").unit(goal).build()).units().get("service"))
        .containsExactly(UnitChange.RELOADED);
    systemd.cannotReload("service");
    assertThat(host.apply(put("three\n").unit(goal).build()).units().get("service"))
        .containsExactly(UnitChange.RESTARTED);
    assertThat(
            host.apply(
                    Transaction.named("service")
                        .unit(UnitGoal.of("service").disabled().stopped())
                        .build())
                .units()
                .get("service"))
        .containsExactly(UnitChange.DISABLED, UnitChange.STOPPED);
  }

  @Test
  void aFailedHealthCheckPutsFilesAndUnitsBack() throws IOException {
    Files.writeString(conf, "old\n");
    Files.setPosixFilePermissions(conf, PosixFilePermissions.fromString("rw-r--r--"));
    Files.writeString(etc.resolve("gone"), "still here\n");
    systemd.unit("service", "active", "enabled");
    systemd.unit("helper", "inactive", "disabled");
    Transaction sick =
        put("new\n")
            .put(etc + "/sub/created", Content.of("x"), mine("0644"))
            .remove(etc + "/gone")
            .unit(UnitGoal.of("service").running().reloadOnChange())
            .unit(UnitGoal.of("helper").enabled().running())
            .health(Duration.ofSeconds(1), "sh", "-c", "echo no answer on 6443; exit 1")
            .build();
    TransactionFailure failure = failure(sick);
    assertThat(failure.step()).isEqualTo(TransactionFailure.Step.HEALTH);
    assertThat(failure.words()).isEqualTo("no answer on 6443");
    assertThat(failure.aftermath().state()).isEqualTo(TransactionFailure.Aftermath.State.PUT_BACK);
    assertThat(conf).hasContent("old\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(conf)))
        .isEqualTo("rw-r--r--");
    assertThat(entries()).containsExactly("gone", "service.conf");
    assertThat(systemd.calls())
        .containsExactly(
            "reload service",
            "enable helper",
            "start helper",
            "reload service",
            "stop helper",
            "disable helper");
    assertThat(pending()).isFalse();
  }

  @Test
  void aUnitThatFailsIsReportedWithItsWordsAndPutBack() throws IOException {
    Files.writeString(conf, "old\n");
    systemd.unit("service", "active", "enabled");
    systemd.failsWhileFileContains("service", conf, "new");
    TransactionFailure failure =
        failure(put("new\n").unit(UnitGoal.of("service").restartOnChange()).build());
    assertThat(failure.step()).isEqualTo(TransactionFailure.Step.UNITS);
    assertThat(failure.subject()).isEqualTo("service");
    assertThat(failure.words()).contains("service failed");
    assertThat(failure.aftermath().state()).isEqualTo(TransactionFailure.Aftermath.State.PUT_BACK);
    assertThat(conf).hasContent("old\n");
    assertThat(systemd.state("service")).isEqualTo("active");
  }

  @Test
  void whatCannotBePutBackIsSaid() throws IOException {
    Files.writeString(conf, "old\n");
    systemd.unit("service", "active", "enabled");
    systemd.failsWhileFileContains("service", conf, "");
    TransactionFailure failure =
        failure(put("new\n").unit(UnitGoal.of("service").restartOnChange()).build());
    assertThat(failure.aftermath().state())
        .isEqualTo(TransactionFailure.Aftermath.State.PUT_BACK_INCOMPLETE);
    assertThat(failure.aftermath().detail()).contains("service does not take the old files");
    assertThat(conf).hasContent("old\n");
    assertThat(pending()).isTrue();
  }

  @Test
  void aCheckerInPlaceSeesTheFinalPathsAndCanStillRefuse() throws IOException {
    Files.writeString(conf, "old\n");
    assertThat(
            host.apply(put("good\n").validateInPlace("grep", "good", conf.toString()).build())
                .changed())
        .isTrue();
    TransactionFailure failure =
        failure(put("evil\n").validateInPlace("grep", "good", conf.toString()).build());
    assertThat(failure.step()).isEqualTo(TransactionFailure.Step.VALIDATE_IN_PLACE);
    assertThat(conf).hasContent("good\n");
  }

  @Test
  void aScriptKilledAfterTheSwapIsUndoneByTheNextTransaction() throws IOException {
    Files.writeString(conf, "old\n");
    systemd.unit("service", "active", "enabled");
    UnitGoal goal = UnitGoal.of("service").running().reloadOnChange();
    Transaction killed =
        put("new\n")
            .put(etc + "/sub/created", Content.of("x"), mine("0644"))
            .validateInPlace(KILL_THE_SCRIPT)
            .unit(goal)
            .build();
    var lost = catchThrowableOfType(HostException.class, () -> host.apply(killed));
    assertThat(lost).isInstanceOf(HostException.OutcomeUnknown.class);
    assertThat(conf).hasContent("new\n");
    assertThat(pending()).isTrue();

    TransactionResult next =
        host.apply(
            put("new\n")
                .put(etc + "/sub/created", Content.of("x"), mine("0644"))
                .unit(goal)
                .build());
    assertThat(next.recovered()).isTrue();
    assertThat(next.files())
        .containsEntry(conf.toString(), FileChange.UPDATED)
        .containsEntry(etc + "/sub/created", FileChange.CREATED);
    assertThat(next.units().get("service")).containsExactly(UnitChange.RELOADED);
    assertThat(entries()).containsExactly("service.conf", "sub");
    assertThat(pending()).isFalse();
  }

  @Test
  void aScriptKilledBeforeTheSwapLeavesTheOldFile() throws IOException {
    Files.writeString(conf, "old\n");
    var lost =
        catchThrowableOfType(
            HostException.class, () -> host.apply(put("new\n").validate(KILL_THE_SCRIPT).build()));
    assertThat(lost).isInstanceOf(HostException.OutcomeUnknown.class);
    assertThat(conf).hasContent("old\n");
    assertThat(host.apply(put("old\n").build()).files()).containsValue(FileChange.ATTRIBUTES);
    assertThat(entries()).containsExactly("service.conf");
  }

  @Test
  void afterAnInterruptionThatIsNotUndoneTheMarkStays() throws IOException {
    Files.writeString(conf, "old\n");
    assertThatThrownBy(() -> host.apply(put("new\n").validateInPlace(KILL_THE_SCRIPT).build()))
        .isInstanceOf(HostException.OutcomeUnknown.class);
    assertThat(failure(put("other\n").validate("false").build()).aftermath().state())
        .isEqualTo(TransactionFailure.Aftermath.State.UNTOUCHED);
    assertThat(conf).hasContent("old\n");
    assertThat(pending()).isTrue();
    host.apply(put("old\n").build());
    assertThat(pending()).isFalse();
  }

  @Test
  void aConnectionLostMidwayLetsTheHostFinish() throws Exception {
    Files.writeString(conf, "old\n");
    Path started = directory.resolve("started");
    Transaction slow = put("new\n").validate("sh", "-c", "touch " + started + "; sleep 1").build();
    var thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    while (!Files.exists(started)) {
                      Thread.sleep(10);
                    }
                    server.dropConnections();
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                });
    var lost = catchThrowableOfType(HostException.class, () -> host.apply(slow));
    thread.join();
    assertThat(lost).isInstanceOf(HostException.OutcomeUnknown.class);
    assertThat(conf).hasContent("old\n");
    // The next transaction waits for the lock, so it sees what became of the first.
    assertThat(host.apply(put("new\n").build()).changed()).isFalse();
    assertThat(conf).hasContent("new\n");
  }

  @Test
  void anUploadThatIsCutOffTouchesNothing() throws IOException {
    Files.writeString(conf, "old\n");
    Command whole = new TransactionScript(put("new\n").build(), directory + "/state").command();
    Command cut = whole.withStdin(Content.of("ne"));
    assertThat(host.exec(cut).stdout()).contains("aftermath UNTOUCHED");
    assertThat(conf).hasContent("old\n");
    var script = (Command.Program.Script) whole.program();
    for (int keep : List.of(100, script.text().length() / 2, script.text().length() - 6)) {
      Result result =
          host.exec(Command.script("cut", script.text().substring(0, keep)).withStdin("new\n"));
      assertThat(result.stdout()).isEmpty();
    }
    assertThat(conf).hasContent("old\n");
    assertThat(entries()).containsExactly("service.conf");
  }

  @Test
  void twoTransactionsAtOnceRunOneAfterTheOther() throws Exception {
    Path log = directory.resolve("log");
    var threads =
        Stream.of("a", "b", "c")
            .map(
                name ->
                    Thread.ofVirtual()
                        .start(
                            () ->
                                host.apply(
                                    Transaction.named(name)
                                        .put(etc + "/" + name, Content.of(name), mine("0644"))
                                        .validate(
                                            "sh",
                                            "-c",
                                            "echo in >>" + log + "; sleep 0.2; echo out >>" + log)
                                        .build())))
            .toList();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(Files.readAllLines(log)).containsExactly("in", "out", "in", "out", "in", "out");
    assertThat(entries()).containsExactly("a", "b", "c");
  }

  @Test
  void aTargetThatIsADirectoryIsRefused() throws IOException {
    Files.createDirectories(conf);
    TransactionFailure failure = failure(put("x").build());
    assertThat(failure.step()).isEqualTo(TransactionFailure.Step.STAGE);
    assertThat(failure.summary()).contains("service.conf").contains("is a directory");
    assertThat(conf).isDirectory();
  }

  @Test
  void secretsAreNeitherInArgumentsNorInWhatIsLeft() throws IOException {
    Path seen = directory.resolve("seen");
    String secret = "hunter2-" + System.nanoTime();
    server.program("check", "tr '\\0' ' ' </proc/$PPID/cmdline >" + seen + "; false\n");
    TransactionFailure failure =
        failure(put(secret).validate("check", Transaction.staged(conf.toString())).build());
    assertThat(Files.readString(seen)).contains("sh -c").doesNotContain(secret);
    assertThat(failure.toString()).doesNotContain(secret);
    try (Stream<Path> left = Files.walk(directory)) {
      assertThat(left.filter(Files::isRegularFile))
          .noneMatch(
              file -> {
                try {
                  return Content.of(Files.readAllBytes(file)).utf8().contains(secret);
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              });
    }
  }
}
