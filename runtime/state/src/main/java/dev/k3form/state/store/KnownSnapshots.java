package dev.k3form.state.store;

import dev.k3form.state.StateException;
import dev.k3form.state.StateProblems;
import dev.k3form.state.disk.Disk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/**
 * Snapshots of which this computer remembers that there were any.
 *
 * <p>Without that, a state file that was deleted, or a database that was emptied, would look like a
 * new state, and the next plan would create everything again. What is remembered is the lineage, in
 * a file beside the journal; while there is a journal, that one tells what its snapshot was.
 */
final class KnownSnapshots implements Snapshots {
  private final Snapshots snapshots;
  private final Disk disk;
  private final StateLocation location;

  KnownSnapshots(Snapshots snapshots, Disk disk, StateLocation location) {
    this.snapshots = snapshots;
    this.disk = disk;
    this.location = location;
  }

  @Override
  public Loaded load() {
    Loaded loaded = snapshots.load();
    boolean vanished =
        loaded.digest().isEmpty()
            && Files.exists(location.lineageFile())
            && !Files.exists(location.journalFile());
    if (vanished) {
      throw new StateException(
          StateProblems.vanished(
              "`" + location.stateFile().getFileName() + "` or its store",
              location.stateFile(),
              location.lineageFile()));
    }
    return loaded;
  }

  @Override
  public Loaded store(EncodedState next, String message) {
    Loaded stored = snapshots.store(next, message);
    if (!Files.exists(location.lineageFile())) {
      remember(next.state().lineage());
    }
    return stored;
  }

  /** What is stored is safe by now: that it cannot be remembered is no reason to stop. */
  private void remember(String lineage) {
    try {
      disk.write(location.lineageFile(), (lineage + "\n").getBytes(StandardCharsets.UTF_8), false);
    } catch (IOException e) {
      return; // the next snapshot tries again
    }
  }

  @Override
  public void remove(String message) {
    snapshots.remove(message);
    try {
      disk.delete(location.lineageFile());
    } catch (IOException e) {
      throw new StateException(
          StateProblems.unwritable(location.lineageFile(), String.valueOf(e.getMessage())), e);
    }
  }
}
