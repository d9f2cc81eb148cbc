package dev.k3form.hosts;

import java.util.List;
import java.util.Map;

/**
 * What a {@link Transaction} that took effect changed.
 *
 * @param files by path, every file of the transaction
 * @param packages by name, every package of the transaction
 * @param units by name, what was done to each unit of the transaction, in order
 * @param recovered whether an interrupted transaction of this name was undone first
 */
public record TransactionResult(
    Map<String, FileChange> files,
    Map<String, PackageChange> packages,
    Map<String, List<UnitChange>> units,
    boolean recovered) {

  public TransactionResult {
    files = Map.copyOf(files);
    packages = Map.copyOf(packages);
    units = Map.copyOf(units);
  }

  /** What happened at a path. */
  public enum FileChange {
    CREATED,
    UPDATED,
    /** The content was right, mode or owner were not. */
    ATTRIBUTES,
    REMOVED,
    UNCHANGED
  }

  /** What happened to a package. */
  public enum PackageChange {
    INSTALLED,
    REMOVED,
    UNCHANGED
  }

  /** What was done to a unit. */
  public enum UnitChange {
    ENABLED,
    DISABLED,
    STARTED,
    STOPPED,
    RELOADED,
    RESTARTED
  }

  /** Reports whether anything was changed or touched. */
  public boolean changed() {
    return filesChanged()
        || packages.values().stream().anyMatch(change -> change != PackageChange.UNCHANGED)
        || units.values().stream().anyMatch(changes -> !changes.isEmpty());
  }

  /** Reports whether a file was changed, or its mode or owner. */
  public boolean filesChanged() {
    return files.values().stream().anyMatch(change -> change != FileChange.UNCHANGED);
  }
}
