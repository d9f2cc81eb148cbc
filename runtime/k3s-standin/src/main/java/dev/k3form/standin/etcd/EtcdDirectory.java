package dev.k3form.standin.etcd;

import dev.k3form.standin.SecretFiles;
import dev.k3form.standin.store.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * {@code server/db/etcd}: the member's name, its state once it votes, and the tombstone of a member
 * that was taken out (transcript 05). A member that never became a voter leaves no state, so it is
 * not taken up again.
 */
public record EtcdDirectory(Path path) {

  public Path state() {
    return path.resolve("member/state.json");
  }

  private Path id() {
    return path.resolve("member/id");
  }

  private Path tombstone() {
    return path.resolve("tombstone");
  }

  /** What is there from an earlier start. */
  public record Known(String id, State state) {}

  /** Moves a removed member's data away; returns whether there was one. */
  public boolean bury() throws IOException {
    if (!Files.exists(tombstone())) {
      return false;
    }
    Files.move(path, path.resolveSibling("etcd-backup-" + Instant.now().getEpochSecond()));
    return true;
  }

  public Optional<Known> load() throws IOException {
    if (!Files.exists(state()) || !Files.exists(id())) {
      return Optional.empty();
    }
    return Optional.of(
        new Known(Files.readString(id()).strip(), State.fromJson(Files.readString(state()))));
  }

  /** Notes who this member is. */
  public void prepare(String memberId, String name) {
    SecretFiles.directory(path, "rwx------");
    SecretFiles.directory(path.resolve("member"), "rwx------");
    SecretFiles.secret(id(), memberId);
    SecretFiles.secret(path.resolve("name"), name);
  }

  public void markRemoved() {
    SecretFiles.secret(tombstone(), "");
  }
}
