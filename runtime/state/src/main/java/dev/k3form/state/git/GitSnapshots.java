package dev.k3form.state.git;

import dev.k3form.state.StateException;
import dev.k3form.state.StateProblems;
import dev.k3form.state.codec.StateCodec;
import dev.k3form.state.codec.StateDocument;
import dev.k3form.state.disk.Disk;
import dev.k3form.state.disk.DiskReason;
import dev.k3form.state.merge.StateMerge;
import dev.k3form.state.secret.Sealer;
import dev.k3form.state.store.EncodedState;
import dev.k3form.state.store.SnapshotFile;
import dev.k3form.state.store.Snapshots;
import dev.k3form.state.store.StateLocation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The state file of a clone: each snapshot is a commit, and is pushed.
 *
 * <p>The push must fast-forward the branch. Where somebody else was there first, the two states are
 * merged record by record, which is the same as playing the journal on theirs; if both changed the
 * same record nothing is pushed and the journal stays. Hooks that examine commits are not asked:
 * what was applied has happened, and refusing the commit would only hide it.
 */
final class GitSnapshots implements Snapshots {
  private static final int ATTEMPTS = 5;

  private final Git git;
  private final String remote;
  private final StateLocation location;
  private final Disk disk;
  private final Sealer sealer;
  private final SnapshotFile file;

  GitSnapshots(Git git, String remote, StateLocation location, Disk disk, Sealer sealer) {
    this.git = git;
    this.remote = remote;
    this.location = location;
    this.disk = disk;
    this.sealer = sealer;
    this.file = new SnapshotFile(disk, location.stateFile(), sealer);
  }

  @Override
  public Loaded load() {
    return file.load();
  }

  /**
   * Refuses to work on a clone that has not seen the newest state, or that could not commit what a
   * run is about to do.
   */
  void requireCurrent() {
    for (String operation : List.of("merge", "cherry-pick", "revert")) {
      String head = operation.toUpperCase(Locale.ROOT).replace('-', '_') + "_HEAD";
      if (git.ask("rev-parse", "-q", "--verify", head).ok()) {
        file.load(); // conflicts in it come first
        throw new StateException(GitProblems.open(location.directory(), operation));
      }
    }
    if (!git.ask("symbolic-ref", "-q", "HEAD").ok()) {
      file.load();
      throw new StateException(GitProblems.noBranch(location.directory()));
    }
    Git.Answer committer = git.ask("var", "GIT_COMMITTER_IDENT");
    if (!committer.ok()) {
      throw new StateException(GitProblems.nobodyCommits(location.directory()));
    }
    git.must("fetch the branch", "fetch", "-q", remote);
    Optional<String> upstream = upstream();
    if (upstream.isEmpty()) {
      return;
    }
    Git.Answer base = git.ask("merge-base", "HEAD", upstream.get());
    Optional<String> theirs = stateAt(upstream.get());
    if (!theirs.equals(base.ok() ? stateAt(base.line()) : Optional.empty())
        && !theirs.equals(stateAt("HEAD"))) {
      throw new StateException(GitProblems.behind(location.stateFile(), upstream.get()));
    }
  }

  @Override
  public Loaded store(EncodedState next, String message) {
    Loaded stored = file.store(next, message);
    commit(message);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Git.Answer pushed = git.ask("push", "-q", remote, "HEAD:refs/heads/" + branch());
      if (pushed.ok()) {
        return stored;
      }
      Git.Answer fetched = git.ask("fetch", "-q", remote);
      Optional<String> upstream = upstream();
      if (!isRaced(pushed) || upstream.isEmpty() || hasAll(upstream.get())) {
        throw Git.notPublished("push the state", pushed);
      }
      if (!fetched.ok()) {
        throw Git.notPublished("fetch the branch", fetched);
      }
      stored = mergeTheirs(upstream.get());
    }
    throw new StateException(
        GitProblems.notPublished("push the state", "others were faster " + ATTEMPTS + " times"));
  }

  /**
   * Reports whether a push was refused since others were faster, and not by a rule of the server:
   * that is a remote rejection, too, but not one of a ref that moved.
   */
  static boolean isRaced(Git.Answer pushed) {
    String said = pushed.error();
    return said.contains("[rejected]")
        || said.contains("cannot lock ref")
        || said.contains("failed to lock")
        || said.contains("failed to update ref")
        || said.contains("incorrect old value")
        || said.contains("already exists");
  }

  private boolean hasAll(String upstream) {
    return git.ask("merge-base", "--is-ancestor", upstream, "HEAD").ok();
  }

  @Override
  public void remove(String message) {
    file.remove(message);
    String path = location.stateFile().toAbsolutePath().toString();
    if (stateAt("HEAD").isEmpty()) {
      return; // it was never committed
    }
    git.must("remove the state", "rm", "-q", "--cached", "--ignore-unmatch", "--", path);
    git.must("commit the removal", "commit", "-q", "--no-verify", "-m", message, "--", path);
    git.must("push the removal", "push", "-q", remote, "HEAD:refs/heads/" + branch());
  }

  private void commit(String message) {
    List<String> add = new ArrayList<>(List.of("add", "--"));
    List<String> commit =
        new ArrayList<>(List.of("commit", "-q", "--no-verify", "-m", message, "--"));
    for (Path path : paths()) {
      add.add(path.toString());
      commit.add(path.toString());
    }
    git.must("add the state", add.toArray(String[]::new));
    List<String> status = new ArrayList<>(add);
    status.set(0, "status");
    status.add(1, "--porcelain");
    if (!git.must("see what changed", status.toArray(String[]::new)).isBlank()) {
      Git.Answer answer = git.ask(commit.toArray(String[]::new));
      if (!answer.ok()) {
        throw Git.notPublished("commit the state", answer);
      }
    }
  }

  private List<Path> paths() {
    List<Path> paths = new ArrayList<>(List.of(location.stateFile()));
    for (Path path :
        List.of(location.keyFile(), location.recipientsFile(), location.passphraseKeyFile())) {
      if (Files.exists(path)) {
        paths.add(path);
      }
    }
    return paths.stream().map(p -> p.toAbsolutePath().normalize()).toList();
  }

  /** Merges what others pushed into the clone and returns the state that came of it. */
  private Loaded mergeTheirs(String upstream) {
    StateDocument ours = documentAt("HEAD").orElseThrow();
    Optional<StateDocument> theirs = documentAt(upstream);
    Git.Answer base = git.ask("merge-base", "HEAD", upstream);
    Optional<StateDocument> before = base.ok() ? documentAt(base.line()) : Optional.empty();
    StateDocument merged = ours;
    if (theirs.isPresent()) {
      StateMerge.Result result = StateMerge.merge(before, ours, theirs.get());
      if (!result.isClean()) {
        throw new StateException(StateProblems.pushConflict(result.conflicts()));
      }
      merged = result.merged();
    }
    Git.Answer answer = git.ask("merge", "-q", "--no-ff", "--no-commit", upstream);
    if (!git.ask("rev-parse", "-q", "--verify", "MERGE_HEAD").ok()) {
      throw Git.notPublished("merge what others pushed", answer);
    }
    byte[] content = StateCodec.encode(merged);
    Path path = location.stateFile();
    try {
      disk.write(path.resolveSibling("." + path.getFileName() + ".new"), content, false);
      disk.rename(path.resolveSibling("." + path.getFileName() + ".new"), path);
    } catch (IOException e) {
      throw new StateException(StateProblems.unwritable(path, DiskReason.of(e)), e);
    }
    git.must("add the merged state", "add", "--", path.toAbsolutePath().toString());
    if (!git.must("look for conflicts", "ls-files", "--unmerged").isBlank()) {
      git.ask("merge", "--abort");
      throw Git.notPublished("merge what others pushed", answer);
    }
    git.must(
        "commit the merge", "commit", "-q", "--no-verify", "-m", "Merge the state of " + upstream);
    return new Loaded(
        Optional.of(StateCodec.decode(path, merged, sealer)), Snapshots.digest(content));
  }

  private String branch() {
    return git.must("find the branch", "symbolic-ref", "--short", "HEAD").strip();
  }

  private Optional<String> upstream() {
    String ref = "refs/remotes/" + remote + "/" + branch();
    return git.ask("rev-parse", "-q", "--verify", ref).ok() ? Optional.of(ref) : Optional.empty();
  }

  private Optional<StateDocument> documentAt(String commit) {
    return stateAt(commit)
        .map(
            text ->
                StateCodec.readDocument(
                    location.stateFile(), text.getBytes(StandardCharsets.UTF_8)));
  }

  private Optional<String> stateAt(String commit) {
    Git.Answer answer = git.ask("show", commit + ":./" + location.stateFile().getFileName());
    return answer.ok() ? Optional.of(answer.output()) : Optional.empty();
  }
}
