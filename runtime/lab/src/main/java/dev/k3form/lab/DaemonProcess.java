package dev.k3form.lab;

import dev.k3form.lab.nspawn.ProcessId;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The daemon as a process of this computer: a JVM of its own on the class path of the one that
 * starts it, in a session of its own, so that it outlives the command. It writes its id when it
 * serves.
 */
final class DaemonProcess {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final LabDirectory directory;

  DaemonProcess(LabDirectory directory) {
    this.directory = directory;
  }

  Optional<ProcessId> running() {
    return ProcessId.read(directory.daemonPid()).filter(ProcessId::alive);
  }

  void start() throws IOException {
    Files.deleteIfExists(directory.daemonPid());
    if (!Files.exists(directory.daemonLog())) {
      LabDirectory.writeSecret(directory.daemonLog(), "");
    }
    Path log = directory.daemonLog();
    long before = Files.size(log);
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    "setsid",
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    absoluteClassPath(),
                    "dev.k3form.lab.LabDaemon",
                    directory.path().toString()))
            .directory(Path.of("/").toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    // A process that stays must not carry around what the caller's environment happens to hold.
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    builder.environment().put("LANG", "C.UTF-8");
    Process process = builder.start();
    Instant limit = Instant.now().plus(PATIENCE);
    while (running().isEmpty()) {
      if (!process.isAlive() || Instant.now().isAfter(limit)) {
        process.destroyForcibly();
        String said = Files.readString(log);
        throw new IOException(
            "the lab's endpoint does not start: "
                + said.substring((int) Math.min(before, said.length())).strip());
      }
      pause();
    }
  }

  private static String absoluteClassPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Ends the daemon if it runs, at once; nothing that it holds is lost by that. */
  void end() throws IOException {
    Optional<ProcessId> daemon = running();
    if (daemon.isPresent()) {
      daemon.get().signal(ProcessId.Signal.TERM);
      Instant limit = Instant.now().plus(Duration.ofSeconds(5));
      while (daemon.get().alive()) {
        if (Instant.now().isAfter(limit)) {
          daemon.get().kill();
        }
        pause();
      }
    }
    Files.deleteIfExists(directory.daemonPid());
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(30);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
