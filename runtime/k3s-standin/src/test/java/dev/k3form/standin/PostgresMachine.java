package dev.k3form.standin;

import dev.k3form.standin.pki.Authority;
import dev.k3form.standin.pki.Leaf;
import dev.k3form.standin.pki.Pem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A real PostgreSQL in a directory, with mutual TLS: only a client whose certificate has the role's
 * name as CN comes in, and only to the database {@code k3s}. Run by the user {@code postgres} where
 * the tests are root's, as PostgreSQL refuses root.
 */
final class PostgresMachine {

  private final Path directory;
  private final Path programs;
  private final int port;

  private PostgresMachine(Path directory, Path programs, int port) {
    this.directory = directory;
    this.programs = programs;
    this.port = port;
  }

  static PostgresMachine start() throws Exception {
    Optional<Path> programs = programs();
    if (programs.isEmpty()) {
      System.err.println("SKIPPED: PostgreSQL tests, because no initdb is installed");
      Assumptions.abort("package postgresql is not installed");
    }
    Path directory = Files.createTempDirectory("k3form-standin-pg");
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    var machine = new PostgresMachine(directory, programs.get(), port);
    machine.make();
    machine.up();
    machine.psql("CREATE ROLE k3s LOGIN PASSWORD 'pw-1'");
    machine.psql("CREATE DATABASE k3s OWNER k3s");
    return machine;
  }

  private static Optional<Path> programs() throws IOException {
    Path base = Path.of("/usr/lib/postgresql");
    if (!Files.isDirectory(base)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(base)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
          .findFirst();
    }
  }

  private void make() throws Exception {
    Authority ca = Authority.create("database CA");
    Leaf server = ca.issue("pg1", List.of(), List.of("localhost"), Authority.Usage.SERVER);
    Files.writeString(file("ca.crt"), Pem.print(ca.certificate()));
    write("server", server);
    write("client", ca.issue("k3s", List.of(), List.of(), Authority.Usage.CLIENT));
    write("wrong", ca.issue("other", List.of(), List.of(), Authority.Usage.CLIENT));
    Files.writeString(
        file("foreign-ca.crt"), Pem.print(Authority.create("foreign CA").certificate()));
    if (root()) {
      run("chown", "-R", "postgres", directory.toString());
    }
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    as("initdb", "-D", data(), "--auth=trust", "--username=postgres", "--no-sync");
    Files.writeString(
        file("data/postgresql.conf"),
        """
        listen_addresses = '127.0.0.1'
        port = %d
        unix_socket_directories = '%s'
        ssl = on
        ssl_cert_file = '%s'
        ssl_key_file = '%s'
        ssl_ca_file = '%s'
        fsync = off
        """
            .formatted(port, directory, file("server.crt"), file("server.key"), file("ca.crt")));
    hba("hostssl k3s k3s 127.0.0.1/32 scram-sha-256 clientcert=verify-full");
  }

  /** Sets who may come in over TCP. */
  void hba(String... lines) throws Exception {
    Files.writeString(
        file("data/pg_hba.conf"), "local all postgres trust\n" + String.join("\n", lines) + "\n");
  }

  private void write(String name, Leaf leaf) throws Exception {
    Files.writeString(file(name + ".crt"), leaf.chainPem());
    Files.writeString(file(name + ".key"), leaf.keyPem());
    Files.setPosixFilePermissions(
        file(name + ".key"), PosixFilePermissions.fromString("rw-------"));
  }

  Path file(String name) {
    return directory.resolve(name);
  }

  private String data() {
    return file("data").toString();
  }

  String endpoint(String password) {
    return "postgres://k3s:" + password + "@localhost:" + port + "/k3s";
  }

  private static boolean root() {
    return "root".equals(System.getProperty("user.name"));
  }

  /** Runs a program of PostgreSQL's. */
  private String as(String program, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    if (root()) {
      command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
    }
    command.add(programs.resolve(program).toString());
    command.addAll(List.of(arguments));
    return run(command.toArray(String[]::new));
  }

  private String run(String... command) throws Exception {
    Path output = Files.createTempFile("k3form-standin", ".txt");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(Path.of("/").toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException(String.join(" ", command) + ": " + Files.readString(output));
      }
      return Files.readString(output);
    } finally {
      Files.delete(output);
    }
  }

  void up() throws Exception {
    as("pg_ctl", "-D", data(), "-l", file("log").toString(), "-w", "start");
  }

  void down() throws Exception {
    as("pg_ctl", "-D", data(), "-m", "immediate", "-w", "stop");
  }

  void reload() throws Exception {
    as("pg_ctl", "-D", data(), "reload");
  }

  /** Asks the database k3s, or where that is not there yet, postgres. */
  String psql(String sql) throws Exception {
    String database = sql.startsWith("CREATE") ? "postgres" : "k3s";
    return as(
            "psql",
            "-h",
            directory.toString(),
            "-p",
            "" + port,
            "-U",
            "postgres",
            "-d",
            database,
            "-Atc",
            sql)
        .strip();
  }

  /** Stops it and removes all of it. */
  void remove() throws Exception {
    try {
      down();
    } catch (IOException e) {
      // It was down.
    }
    run("rm", "-rf", "--", directory.toString());
  }
}
