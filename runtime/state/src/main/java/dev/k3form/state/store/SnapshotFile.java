package dev.k3form.state.store;

import dev.k3form.state.State;
import dev.k3form.state.StateException;
import dev.k3form.state.StateProblems;
import dev.k3form.state.codec.StateCodec;
import dev.k3form.state.disk.Disk;
import dev.k3form.state.disk.DiskReason;
import dev.k3form.state.secret.Sealer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The state file of a working directory.
 *
 * <p>It is replaced by way of a new file that is synced, read back and compared before it takes the
 * name of the old one; then the directory is synced. At every moment there is one whole state file.
 */
public final class SnapshotFile implements Snapshots {
  private final Disk disk;
  private final Path file;
  private final Sealer sealer;

  /** Creates the access to a file whose secrets the sealer opens. */
  public SnapshotFile(Disk disk, Path file, Sealer sealer) {
    this.disk = disk;
    this.file = file;
    this.sealer = sealer;
  }

  @Override
  public Loaded load() {
    Optional<byte[]> content;
    try {
      content = disk.read(file);
    } catch (IOException e) {
      throw new StateException(StateProblems.unreadable(file, DiskReason.of(e)), e);
    }
    return content
        .map(c -> new Loaded(Optional.of(StateCodec.decode(file, c, sealer)), Snapshots.digest(c)))
        .orElse(new Loaded(Optional.empty(), ""));
  }

  @Override
  public Loaded store(EncodedState next, String message) {
    // The disk takes its time: what it is given is read meanwhile.
    CompletableFuture<State> reading =
        CompletableFuture.supplyAsync(() -> StateCodec.decode(file, next.content(), sealer));
    try {
      Path target = disk.behindLinks(file);
      Path fresh = target.resolveSibling("." + target.getFileName() + ".new");
      disk.write(fresh, next.content(), false);
      verify(fresh, next, reading);
      disk.rename(fresh, target);
      Path directory = target.toAbsolutePath().getParent();
      if (directory != null) {
        disk.syncDirectory(directory);
      }
    } catch (IOException e) {
      throw new StateException(StateProblems.unwritable(file, DiskReason.of(e)), e);
    }
    return new Loaded(Optional.of(next.state()), next.digest());
  }

  @Override
  public void remove(String message) {
    try {
      disk.delete(file);
      Path directory = file.toAbsolutePath().getParent();
      if (directory != null) {
        disk.syncDirectory(directory);
      }
    } catch (IOException e) {
      throw new StateException(StateProblems.unwritable(file, DiskReason.of(e)), e);
    }
  }

  private void verify(Path fresh, EncodedState next, CompletableFuture<State> reading)
      throws IOException {
    byte[] back = disk.read(fresh).orElse(new byte[0]);
    if (!Arrays.equals(back, next.content())) {
      throw new StateException(
          StateProblems.unverified(fresh, "it has other bytes than were written"));
    }
    State read;
    try {
      read = reading.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof StateException s ? s : e;
    }
    if (!read.equals(next.state())) {
      throw new StateException(StateProblems.unverified(fresh, "it reads as another state"));
    }
  }
}
