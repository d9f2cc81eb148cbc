package dev.k3form.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading: one round trip, odd names, and callers that share it. */
class InspectionTest {
  @TempDir Path directory;
  private MinaServer server;
  private Hosts hosts;
  private Host host;

  @BeforeEach
  void start() {
    server = new MinaServer(directory);
    hosts = new Hosts(Settings.defaults(), server.nobody());
    host = hosts.connect(server.spec());
  }

  @AfterEach
  void stop() {
    hosts.close();
    server.close();
  }

  @Test
  void tellsEveryKindOfPath() throws Exception {
    List<String> names =
        List.of("plain", "two words", "it's", "a\"b", "$HOME `x`", "new\nline", "-n", "*", "\\");
    var inspection = Inspection.none();
    for (String name : names) {
      Path file = Files.writeString(directory.resolve(name), "content of " + name);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
      inspection = inspection.content(file.toString(), 100);
    }
    Path big = Files.write(directory.resolve("big"), new byte[200]);
    Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("to no where"));
    inspection =
        inspection
            .content(big.toString(), 100)
            .path(link.toString())
            .path(directory.toString())
            .path(directory + "/missing")
            .path(directory + "/plain/below-a-file")
            .path("/dev/null");
    Observation seen = host.inspect(inspection);
    for (String name : names) {
      var content = Content.of("content of " + name);
      assertThat(seen.path(directory.resolve(name).toString()))
          .isInstanceOfSatisfying(
              PathState.RegularFile.class,
              file -> {
                assertThat(file.content()).contains(content);
                assertThat(file.sha256()).isEqualTo(content.sha256());
                assertThat(file.size()).isEqualTo(content.size());
                assertThat(file.attributes().mode()).isEqualTo("0640");
                assertThat(file.attributes().owner()).isEqualTo(System.getProperty("user.name"));
              });
    }
    assertThat(((PathState.RegularFile) seen.path(big.toString())).content()).isEmpty();
    assertThat(((PathState.SymbolicLink) seen.path(link.toString())).target())
        .isEqualTo("to no where");
    assertThat(seen.path(directory.toString())).isInstanceOf(PathState.Directory.class);
    assertThat(seen.path(directory + "/missing")).isEqualTo(new PathState.Missing());
    assertThat(seen.path(directory + "/plain/below-a-file")).isEqualTo(new PathState.Missing());
    assertThat(((PathState.Special) seen.path("/dev/null")).type()).contains("character special");
    assertThat(host.roundTrips()).isEqualTo(1);
  }

  @Test
  void tellsUnitsPackagesAndCommands() throws Exception {
    var systemd = new FakeSystemd(server, directory.resolve("units"));
    systemd.unit("haproxy", "active", "enabled");
    server.program(
        "dpkg-query",
        """
        for name; do :; done
        case $name in
          haproxy) echo 'ii  2.6.12-1+deb12u2' ;;
          removed) echo 'rc  1.0' ;;
          *) echo "no packages found matching $name" >&2; exit 1 ;;
        esac
        """);
    Observation seen =
        host.inspect(
            Inspection.none()
                .unit("haproxy")
                .pkg("haproxy")
                .pkg("removed")
                .pkg("none")
                .command("sh", "-c", "echo out; echo err >&2; exit 4")
                .command("no-such-program"));
    assertThat(seen.unit("haproxy"))
        .isEqualTo(new UnitState("loaded", "active", "x", "enabled", false));
    assertThat(seen.pkg("haproxy").version()).contains("2.6.12-1+deb12u2");
    assertThat(seen.pkg("removed").installed()).isFalse();
    assertThat(seen.pkg("none").installed()).isFalse();
    Result result = seen.command("sh", "-c", "echo out; echo err >&2; exit 4");
    assertThat(result).isEqualTo(new Result(4, Content.of("out\n"), Content.of("err\n")));
    assertThat(seen.command("no-such-program").exit()).isEqualTo(127);
  }

  @Test
  void callersAtTheSameTimeShareARoundTripAndGetOnlyTheirOwn() throws Exception {
    int callers = 40;
    for (int i = 0; i < callers; i++) {
      Files.writeString(directory.resolve("f" + i), "content " + i);
    }
    var together = new CountDownLatch(callers);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = threads.submit(() -> host.inspect(Inspection.none().command("sleep", "2")));
      while (server.runs() == 0) {
        Thread.sleep(10);
      }
      var answers =
          IntStream.range(0, callers)
              .mapToObj(
                  i ->
                      threads.submit(
                          () -> {
                            together.countDown();
                            together.await();
                            return host.inspect(
                                Inspection.none()
                                    .content(directory + "/f" + i, i % 2 == 0 ? 100 : 0)
                                    .path(directory + "/f0"));
                          }))
              .toList();
      assertThat(first.get().command("sleep", "2").exit()).isZero();
      for (int i = 0; i < callers; i++) {
        Observation mine = answers.get(i).get();
        assertThat(mine.paths().keySet()).containsOnly(directory + "/f" + i, directory + "/f0");
        var file = (PathState.RegularFile) mine.path(directory + "/f" + i);
        assertThat(file.sha256()).isEqualTo(Content.of("content " + i).sha256());
        assertThat(file.content())
            .isEqualTo(i % 2 == 0 ? Optional.of(Content.of("content " + i)) : Optional.empty());
      }
    }
    // All forty came while the first one was under way.
    assertThat(host.roundTrips()).isEqualTo(2);
  }

  @Test
  void aCallSeesWhatWasThereWhenItBegan() throws Exception {
    Path file = directory.resolve("changing");
    for (int i = 0; i < 5; i++) {
      Files.writeString(file, "version " + i);
      var seen =
          (PathState.RegularFile)
              host.inspect(Inspection.none().path(file.toString())).path(file.toString());
      assertThat(seen.sha256()).isEqualTo(Content.of("version " + i).sha256());
    }
    assertThat(host.roundTrips()).isEqualTo(5);
  }
}
