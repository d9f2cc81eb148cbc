package dev.k3form.state.git;

import dev.k3form.state.StateException;
import dev.k3form.state.StateProblems;
import dev.k3form.state.disk.DiskReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What {@code k3form init} does so that state is at home in git: ignores the journal, and has state
 * files merged and shown by k3form.
 *
 * <p>Adds what is missing and leaves the rest alone, so it may run any number of times. The drivers
 * are settings of the clone, which git does not carry over: each clone needs its own init.
 */
public final class GitSetup {
  private static final List<String> IGNORED = List.of(".k3form/", ".k3form.state*.new");
  private static final List<String> ATTRIBUTES =
      List.of(
          "k3form.state.json text eol=lf merge=k3form diff=k3form",
          "k3form.state.*.json text eol=lf merge=k3form diff=k3form",
          "k3form.state.key text eol=lf -diff merge=binary",
          "k3form.state.recipients text eol=lf");

  private final Path directory;
  private final String command;

  /**
   * Creates the setup of a directory.
   *
   * @param command how git calls k3form, as a shell reads it
   */
  public GitSetup(Path directory, String command) {
    this.directory = directory;
    this.command = command;
  }

  /** Returns the lines that say what was done; none if there was nothing to do. */
  public List<String> install() {
    List<String> done = new ArrayList<>();
    addLines(".gitignore", IGNORED).ifPresent(done::add);
    addLines(".gitattributes", ATTRIBUTES).ifPresent(done::add);
    Git git = new Git(directory);
    if (isRepository(git)) {
      settings()
          .forEach(
              (key, value) -> {
                if (!git.config(key).equals(Optional.of(value))) {
                  git.must("set " + key, "config", "--local", key, value);
                  done.add("git config " + key);
                }
              });
    }
    return done;
  }

  /** Reports whether the clone would merge state files by lines, which damages them. */
  public boolean isMissing() {
    Git git = new Git(directory);
    return isRepository(git) && git.config("merge.k3form.driver").isEmpty();
  }

  /** Returns what git is to be told next, after the conflicts of a file were resolved and added. */
  public String conclusion() {
    Git git = new Git(directory);
    if (is(git, "rebase-merge") || is(git, "rebase-apply")) {
      return " && git rebase --continue";
    }
    if (is(git, "CHERRY_PICK_HEAD")) {
      return " && git cherry-pick --continue";
    }
    if (is(git, "REVERT_HEAD")) {
      return " && git revert --continue";
    }
    return is(git, "MERGE_HEAD") ? " && git commit --no-edit" : ""; // a stash is only put back
  }

  private boolean is(Git git, String file) {
    if (!isRepository(git)) {
      return false;
    }
    Git.Answer answer = git.ask("rev-parse", "--git-path", file);
    return answer.ok() && Files.exists(directory.resolve(answer.line()));
  }

  private static boolean isRepository(Git git) {
    try {
      return git.ask("rev-parse", "--git-dir").ok();
    } catch (StateException e) {
      return false; // no git on this computer
    }
  }

  private SequencedMap<String, String> settings() {
    SequencedMap<String, String> settings = new LinkedHashMap<>();
    settings.put("merge.k3form.name", "k3form state, record by record");
    settings.put("merge.k3form.driver", command + " state merge %O %A %B %P");
    settings.put("diff.k3form.textconv", command + " state textconv");
    return settings;
  }

  private Optional<String> addLines(String name, List<String> lines) {
    Path file = directory.resolve(name);
    try {
      String text = Files.exists(file) ? Files.readString(file) : "";
      List<String> missing =
          lines.stream().filter(line -> text.lines().noneMatch(line::equals)).toList();
      if (missing.isEmpty()) {
        return Optional.empty();
      }
      String glue = text.isEmpty() || text.endsWith("\n") ? "" : "\n";
      Files.writeString(file, text + glue + String.join("\n", missing) + "\n");
      return Optional.of(name + ": " + String.join(", ", missing));
    } catch (IOException e) {
      throw new StateException(StateProblems.unwritable(file, DiskReason.of(e)), e);
    }
  }
}
