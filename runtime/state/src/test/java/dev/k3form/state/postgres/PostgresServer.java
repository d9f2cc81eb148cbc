package dev.k3form.state.postgres;

import dev.k3form.state.Tools;
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
final class PostgresServer {
  private static final String PASSWORD = "of the tests";

  private final Path bin;
  private final Path directory;
  private final int port;
  private final boolean root;

  private PostgresServer(Path bin, Path directory, int port, boolean root) {
    this.bin = bin;
    this.directory = directory;
    this.port = port;
    this.root = root;
  }

  /** Starts a server, or skips the tests and says so. */
  static PostgresServer start() throws IOException, InterruptedException {
    Path bin = binaries();
    Tools.need("runuser");
    Path directory = Files.createTempDirectory(Path.of("/tmp"), "k3form-postgres-");
    boolean root = System.getProperty("user.name").equals("root");
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    PostgresServer server = new PostgresServer(bin, directory, port, root);
    if (root) {
      Tools.run(directory, "chown", "postgres", directory.toString());
    }
    Path password = directory.resolve("password");
    Files.writeString(password, PASSWORD + "\n");
    if (root) {
      Tools.run(directory, "chown", "postgres", password.toString());
    }
    server.run(
        "initdb",
        "-D",
        server.data(),
        "-U",
        "k3form",
        "--auth=scram-sha-256",
        "--pwfile=" + password,
        "--no-sync",
        "-E",
        "UTF8",
        "--locale=C.UTF-8");
    server.control("start");
    return server;
  }

  private static Path binaries() throws IOException {
    Path versions = Path.of("/usr/lib/postgresql");
    if (Files.isDirectory(versions)) {
      try (Stream<Path> all = Files.list(versions)) {
        List<Path> found =
            all.map(v -> v.resolve("bin"))
                .filter(b -> Files.isExecutable(b.resolve("initdb")))
                .sorted(Comparator.reverseOrder())
                .toList();
        if (!found.isEmpty()) {
          return found.getFirst();
        }
      }
    }
    System.err.println("SKIPPED: there is no PostgreSQL server (apt-get install postgresql)");
    Assumptions.abort("there is no PostgreSQL server");
    return versions;
  }

  private String data() {
    return directory.resolve("data").toString();
  }

  void control(String action) throws IOException, InterruptedException {
    String options = "-c listen_addresses=127.0.0.1 -c fsync=off -p " + port + " -k " + directory;
    String log = directory.resolve("log").toString();
    run("pg_ctl", "-D", data(), "-w", "-m", "immediate", "-o", options, "-l", log, action);
  }

  private void run(String program, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    if (root) {
      command.addAll(List.of("runuser", "-u", "postgres", "--"));
    }
    command.add(bin.resolve(program).toString());
    command.addAll(List.of(arguments));
    Path output = directory.resolve(program + ".out");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    if (builder.start().waitFor() != 0) {
      throw new AssertionError(program + " failed:\n" + Files.readString(output));
    }
  }

  PostgresSettings settings(String schema) {
    return new PostgresSettings(
        "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
        Map.of("user", "k3form", "password", PASSWORD),
        schema,
        "shop");
  }

  void close() throws IOException, InterruptedException {
    control("stop");
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
