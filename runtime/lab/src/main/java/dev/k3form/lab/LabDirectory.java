package dev.k3form.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The files of a lab. What is secret is made readable for its owner alone before anything is
 * written to it.
 */
public record LabDirectory(Path path) {

  /** The API token, {@code user@realm!id=secret}. */
  public Path token() {
    return path.resolve("api-token");
  }

  /** The certificate authority to pin. */
  public Path ca() {
    return path.resolve("ca.pem");
  }

  /** Key and certificate of the endpoint. */
  public Path serverPem() {
    return path.resolve("server.pem");
  }

  /** The private key that logs in to the examples' machines; its public half is beside it. */
  public Path identity() {
    return path.resolve("id_ed25519");
  }

  /** Variables for the examples. */
  public Path variables() {
    return path.resolve("lab.k3svars");
  }

  public Path config() {
    return path.resolve("config.json");
  }

  public Path daemonPid() {
    return path.resolve("daemon.pid");
  }

  public Path daemonLog() {
    return path.resolve("daemon.log");
  }

  /** VMs, volumes and tasks of the data centre. */
  public Path state() {
    return path.resolve("state");
  }

  /** The machines' disks. */
  public Path disks() {
    return path.resolve("disks");
  }

  /** Releases that the mirror serves: {@code VERSION/k3s}. */
  public Path releases() {
    return path.resolve("mirror");
  }

  /** Writes a file that nobody else may read. */
  static void writeSecret(Path file, String content) throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(temporary);
    Files.createFile(
        temporary,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(temporary, content, StandardOpenOption.WRITE);
    Files.move(
        temporary,
        file,
        java.nio.file.StandardCopyOption.ATOMIC_MOVE,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }
}
