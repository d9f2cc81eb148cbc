package dev.k3form.testkit.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A real PostgreSQL of the Debian package, in a temporary directory, on a loopback port.
 *
 * <p>It runs as the user {@code postgres} where the test is root, which PostgreSQL refuses to be.
 */
public final class LocalPostgres implements AutoCloseable {
  /** The superuser. */
  public static final String USER = "k3form";

  /** The password of the superuser. */
  public static final String PASSWORD = "correct horse of the tests";

  private final Path bin;
  private final Path directory;
  private final int port;
  private final boolean root;

  private LocalPostgres(Path bin, Path directory, int port, boolean root) {
    this.bin = bin;
    this.directory = directory;
    this.port = port;
    this.root = root;
  }

  /** Starts a server, or skips the test and says so. */
  public static LocalPostgres start() throws IOException, InterruptedException {
    Path bin = binaries();
    Programs.need("runuser", "chown");
    boolean root = System.getProperty("user.name").equals("root");
    Path directory = Files.createTempDirectory(Path.of("/tmp"), "k3form-postgres-");
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    LocalPostgres server = new LocalPostgres(bin, directory, port, root);
    Path password = Files.writeString(directory.resolve("password"), PASSWORD + "\n");
    if (root) {
      Programs.run(directory, "chown", "-R", "postgres", directory.toString());
    }
    server.run(
        "initdb",
        "-D",
        server.data(),
        "-U",
        USER,
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
    return Assumptions.abort("there is no PostgreSQL server");
  }

  private String data() {
    return directory.resolve("data").toString();
  }

  /**
   * Restarts it with TLS, also on {@code 127.0.0.2}, which no client takes for this computer.
   *
   * @param files has {@code ca.crt}, {@code server.crt} and {@code server.key}
   * @param access the lines of {@code pg_hba.conf}
   */
  public void secure(Path files, List<String> access) throws IOException, InterruptedException {
    Path data = Path.of(data());
    List<String> names = List.of("ca.crt", "server.crt", "server.key");
    for (String name : names) {
      Path copy = Files.copy(files.resolve(name), data.resolve(name));
      Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-------"));
      if (root) {
        Programs.run(directory, "chown", "postgres", copy.toString());
      }
    }
    Files.writeString(
        data.resolve("postgresql.conf"),
        "ssl = on\nssl_ca_file = 'ca.crt'\n",
        StandardOpenOption.APPEND);
    Files.write(data.resolve("pg_hba.conf"), access);
    control("restart");
  }

  /** Returns the port that it listens on. */
  public int port() {
    return port;
  }

  /** Returns the address of its database. */
  public String url() {
    return "postgresql://127.0.0.1:" + port + "/postgres";
  }

  /** Starts or stops it; it is stopped as by a crash. */
  public void control(String action) throws IOException, InterruptedException {
    String options =
        "-c listen_addresses=127.0.0.1,127.0.0.2 -c fsync=off -p " + port + " -k " + directory;
    String log = directory.resolve("log").toString();
    run("pg_ctl", "-D", data(), "-w", "-m", "immediate", "-o", options, "-l", log, action);
  }

  /** The output goes to a file: a server that is left running would keep a pipe open. */
  private void run(String program, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    if (root) {
      command.addAll(List.of("runuser", "-u", "postgres", "--"));
    }
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
  public String dump() throws IOException, InterruptedException {
    return Programs.run(
        directory,
        Map.of("PGPASSWORD", PASSWORD),
        bin.resolve("pg_dump").toString(),
        "-h",
        "127.0.0.1",
        "-p",
        String.valueOf(port),
        "-U",
        USER,
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
