package dev.k3form.state.git;

import dev.k3form.state.StateException;
import dev.k3form.state.StateProblems;
import dev.k3form.state.codec.StateCodec;
import dev.k3form.state.codec.StateDocument;
import dev.k3form.state.history.StateHistory;
import dev.k3form.state.store.StateLocation;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The commits of a clone that changed a state file. */
public final class GitHistory implements StateHistory {
  private final Git git;
  private final StateLocation location;

  /** Creates the history of a state file that is kept in git, by whichever store. */
  public GitHistory(StateLocation location) {
    this.git = new Git(location.directory());
    this.location = location;
    if (!git.ask("rev-parse", "--git-dir").ok()) {
      throw new StateException(GitProblems.noHistory(location.directory()));
    }
  }

  @Override
  public List<Entry> entries(int limit) {
    String output =
        git.must(
            "read the history",
            "log",
            "-n",
            String.valueOf(limit),
            "--format=%h%x00%ct%x00%an%x00%s",
            "--",
            "./" + location.stateFile().getFileName());
    List<Entry> out = new ArrayList<>();
    for (String line : output.lines().toList()) {
      String[] parts = line.split("\0", -1);
      Instant when = Instant.ofEpochSecond(Long.parseLong(parts[1]));
      out.add(new Entry(parts[0], when, parts[2], parts[3]));
    }
    return out;
  }

  @Override
  public StateDocument at(String id) {
    Git.Answer answer =
        id.startsWith("-")
            ? new Git.Answer(1, "", "")
            : git.ask("show", id + ":./" + location.stateFile().getFileName());
    if (!answer.ok()) {
      throw new StateException(StateProblems.noSuchSnapshot(id));
    }
    return StateCodec.readDocument(
        location.stateFile(), answer.output().getBytes(StandardCharsets.UTF_8));
  }
}
