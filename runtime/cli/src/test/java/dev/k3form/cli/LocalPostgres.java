package dev.k3form.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A real PostgreSQL of the Debian package, in a temporary directory, on a loopback port. */
final class LocalPostgres implements AutoCloseable {
  static final String PASSWORD = "correct horse of the tests";

  private final Path bin;
  private final Path directory;
  private final int port;

  private LocalPostgres(Path bin, Path directory, int port) {
    this.bin = bin;
    this.directory = directory;
    this.port = port;
  }

  /** Starts a server, or skips the test and says so. */
  static LocalPostgres start() throws IOException, InterruptedException {
    Path versions = Path.of("/usr/lib/postgresql");
    Path bin = versions;
    if (Files.isDirectory(versions)) {
      try (Stream<Path> all = Files.list(versions)) {
        bin = all.max(Comparator.naturalOrder()).orElse(versions).resolve("bin");
      }
    }
    if (!Files.isExecutable(bin.resolve("initdb"))) {
      System.err.println("SKIPPED: there is no PostgreSQL server (apt-get install postgresql)");
      Assumptions.abort("there is no PostgreSQL server");
    }
    Programs.need("runuser", "chown");
    Assumptions.assumeTrue(System.getProperty("user.name").equals("root"), "this is not root");
    Path directory = Files.createTempDirectory(Path.of("/tmp"), "k3form-cli-postgres-");
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    LocalPostgres server = new LocalPostgres(bin, directory, port);
    Path password = Files.writeString(directory.resolve("password"), PASSWORD + "\n");
    Programs.run(directory, "chown", "-R", "postgres", directory.toString());
    server.run(
        "initdb",
        "-D",
        server.data(),
        "-U",
        "k3form",
        "--auth=scram-sha-256",
        "--pwfile=" + password,
        "--no-sync",
        "--locale=C.UTF-8");
    server.control("start");
    return server;
  }

  private String data() {
    return directory.resolve("data").toString();
  }

  String url() {
    return "postgresql://127.0.0.1:" + port + "/postgres";
  }

  void control(String action) throws IOException, InterruptedException {
    String options = "-c listen_addresses=127.0.0.1 -c fsync=off -p " + port + " -k " + directory;
    String log = directory.resolve("log").toString();
    run("pg_ctl", "-D", data(), "-w", "-m", "immediate", "-o", options, "-l", log, action);
  }

  /** The output goes to a file: a server that is left running would keep a pipe open. */
  private void run(String program, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("runuser", "-u", "postgres", "--"));
    command.add(bin.resolve(program).toString());
    command.addAll(List.of(arguments));
    Path output = directory.resolve(program + ".out");
    int exit =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start()
            .waitFor();
    if (exit != 0) {
      throw new AssertionError(program + " failed:\n" + Files.readString(output));
    }
  }

  /** Prints all that the database holds. */
  String dump() throws IOException, InterruptedException {
    return Programs.run(
        directory,
        Map.of("PGPASSWORD", PASSWORD),
        bin.resolve("pg_dump").toString(),
        "-h",
        "127.0.0.1",
        "-p",
        String.valueOf(port),
        "-U",
        "k3form",
        "postgres");
  }

  @Override
  public void close() throws IOException {
    try {
      control("stop");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the server was stopped", e);
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
