package dev.k3form.state.store;

import dev.k3form.state.StateException;
import dev.k3form.state.StateProblems;
import dev.k3form.state.disk.DiskReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of one workspace's state below a working directory.
 *
 * <p>State, key and recipients belong into git; what is in {@code .k3form/} does not.
 */
public record StateLocation(Path directory, String workspace) {
  /** The workspace that is used when none is chosen. */
  public static final String DEFAULT = "default";

  private static final Pattern STATE_FILE =
      Pattern.compile("k3form\\.state(?:\\.([A-Za-z0-9][A-Za-z0-9_-]*))?\\.json");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

  /** Checks the name, which becomes part of file names. */
  public StateLocation {
    if (!isName(workspace)) {
      throw new IllegalArgumentException(
          "`" + workspace + "` is not a workspace name: letters, digits, `-` and `_`, at most 64");
    }
  }

  /** Reports whether the text can name a workspace. */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /** Returns the default workspace of a directory. */
  public static StateLocation of(Path directory) {
    return new StateLocation(directory, DEFAULT);
  }

  /**
   * Returns the workspaces of a directory that have a state file or a journal, in order of names.
   */
  public static List<StateLocation> all(Path directory) {
    NavigableSet<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.list(directory)) {
      files
          .map(file -> STATE_FILE.matcher(file.getFileName().toString()))
          .filter(Matcher::matches)
          .forEach(m -> names.add(m.group(1) == null ? DEFAULT : m.group(1)));
    } catch (IOException e) {
      throw new StateException(StateProblems.unreadable(directory, DiskReason.of(e)), e);
    }
    Path journals = directory.resolve(".k3form").resolve("state");
    if (Files.isDirectory(journals)) {
      try (Stream<Path> files = Files.list(journals)) {
        files
            .filter(d -> Files.exists(d.resolve("journal")))
            .map(d -> d.getFileName().toString())
            .filter(StateLocation::isName)
            .forEach(names::add);
      } catch (IOException e) {
        throw new StateException(StateProblems.unreadable(journals, DiskReason.of(e)), e);
      }
    }
    return names.stream().map(name -> new StateLocation(directory, name)).toList();
  }

  /** The snapshot: {@code k3form.state.json}, or {@code k3form.state.NAME.json}. */
  public Path stateFile() {
    return directory.resolve(
        workspace.equals(DEFAULT) ? "k3form.state.json" : "k3form.state." + workspace + ".json");
  }

  /** The data key, wrapped for those who may open it; one for all workspaces. */
  public Path keyFile() {
    return directory.resolve("k3form.state.key");
  }

  /** The public keys of those who may open the data key. */
  public Path recipientsFile() {
    return directory.resolve("k3form.state.recipients");
  }

  /** The data key, wrapped under a passphrase. */
  public Path passphraseKeyFile() {
    return directory.resolve("k3form.state.key.passphrase");
  }

  /** What is private to this computer. */
  public Path privateDirectory() {
    return directory.resolve(".k3form").resolve("state").resolve(workspace);
  }

  /** The journal of the run that is under way or was cut off. */
  public Path journalFile() {
    return privateDirectory().resolve("journal");
  }

  /** The file that the operating system's lock is taken on. */
  public Path lockFile() {
    return privateDirectory().resolve("lock");
  }

  /** That there was a snapshot, and of which lineage. */
  public Path lineageFile() {
    return privateDirectory().resolve("lineage");
  }

  /** Who holds the lock. */
  public Path lockInfoFile() {
    return privateDirectory().resolve("lock.json");
  }
}
