package dev.k3form.state.merge;

import dev.k3form.state.StateException;
import dev.k3form.state.StateProblems;
import dev.k3form.state.codec.StateCodec;
import dev.k3form.state.codec.StateDocument;
import dev.k3form.state.disk.Disk;
import dev.k3form.state.disk.DiskReason;
import dev.k3form.state.disk.RealDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What git calls for state files: {@code k3form state merge %O %A %B} (gitattributes(5)), and the
 * resolution of the conflicts that are left.
 */
public final class MergeDriver {
  private final Disk disk = new RealDisk();

  /**
   * Merges and puts the result in the place of ours, as git wants it.
   *
   * @param base what both began with; an empty file where there was none
   */
  public StateMerge.Result merge(Path base, Path ours, Path theirs) {
    return merge(base, ours, theirs, ours);
  }

  /**
   * Does the same for a file that messages call by its own name, not by those of git's copies.
   *
   * @param named the file that is merged
   */
  public StateMerge.Result merge(Path base, Path ours, Path theirs, Path named) {
    Optional<StateDocument> before =
        bytes(base).filter(b -> b.length > 0).map(b -> StateCodec.readDocument(named, b));
    StateMerge.Result result =
        StateMerge.merge(before, document(ours, named), document(theirs, named));
    write(ours, result.merged());
    return result;
  }

  /** Decides one conflict in a state file; the others stay. */
  public StateDocument resolve(Path file, String address, StateMerge.Side side) {
    StateDocument resolved = StateMerge.resolve(document(file, file), address, side);
    write(file, resolved);
    return resolved;
  }

  private StateDocument document(Path file, Path named) {
    return StateCodec.readDocument(named, bytes(file).orElse(new byte[0]));
  }

  private Optional<byte[]> bytes(Path file) {
    try {
      return disk.read(file);
    } catch (IOException e) {
      throw new StateException(StateProblems.unreadable(file, DiskReason.of(e)), e);
    }
  }

  private void write(Path file, StateDocument document) {
    Path fresh = file.resolveSibling("." + file.getFileName() + ".new");
    try {
      disk.write(fresh, StateCodec.encode(document), false);
      disk.rename(fresh, file);
    } catch (IOException e) {
      throw new StateException(StateProblems.unwritable(file, DiskReason.of(e)), e);
    }
  }
}
