package dev.k3form.state.git;

import dev.k3form.state.StateException;
import dev.k3form.state.StateProblems;
import dev.k3form.state.store.LockInfo;
import dev.k3form.state.store.LockTiming;
import dev.k3form.state.store.SharedLocking;
import dev.k3form.state.store.StateLock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A lock that is a ref on the remote.
 *
 * <p>Taking it is a push that creates the ref and fails if it is there, which every git server does
 * as one step. The ref points to a commit of nothing whose message says who holds the lock; while
 * held it is moved to a new commit at every beat. A ref whose last commit is older than the expiry,
 * and that does not move while one watches it for a beat, is taken over by a push that fails if it
 * moved after all. The commit of a takeover has the old one as its parent.
 */
final class RefLocking implements SharedLocking {
  private static final int ATTEMPTS = 10;
  private static final int REFUSALS = 3;

  private final Git git;
  private final String remote;
  private final String ref;
  private final LockTiming timing;
  private final Clock clock;

  RefLocking(Git git, String remote, String ref, LockTiming timing, Clock clock) {
    this.git = git;
    this.remote = remote;
    this.ref = ref;
    this.timing = timing;
    this.clock = clock;
  }

  /** What the ref points to. */
  private record Seen(String commit, Instant beat, Optional<LockInfo> info) {
    String name() {
      return info.map(LockInfo::toString).orElse("someone");
    }
  }

  @Override
  public StateLock take(LockInfo info, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    String refused = "";
    int refusals = 0;
    while (true) {
      Optional<Seen> seen = look();
      String parent = seen.map(Seen::commit).orElse("");
      if (seen.isEmpty() || isDead(seen.get())) {
        String commit = commit(info, parent);
        Git.Answer answer = move(parent, commit);
        if (answer.ok()) {
          return new RefLock(this, info, commit, timing);
        }
        refusals = refusals > 0 && refused.equals(parent) ? refusals + 1 : 1;
        refused = parent;
        if (refusals == REFUSALS) {
          throw Git.failed("take the lock", answer); // the ref is where it was: nobody was faster
        }
        pause(Duration.ofMillis(100));
        continue; // somebody was faster: look again
      }
      if (System.nanoTime() >= deadline) {
        throw new StateException(
            StateProblems.locked(
                "`" + ref + "` on " + remote,
                seen.get().name() + ", last seen " + seen.get().beat(),
                timeout.isZero() ? "" : timeout.toSeconds() + "s"));
      }
      pause(Duration.ofMillis(Math.min(1_000, timing.beat().toMillis())));
    }
  }

  /** Reports whether a holder is silent for too long, by its clock and by ours. */
  private boolean isDead(Seen seen) {
    if (seen.beat().plus(timing.expiry()).isAfter(clock.instant())) {
      return false;
    }
    pause(timing.beat().plus(timing.beat().dividedBy(2)));
    return look().map(Seen::commit).equals(Optional.of(seen.commit()));
  }

  @Override
  public Optional<LockInfo> holder() {
    return look().flatMap(Seen::info);
  }

  @Override
  public Optional<LockInfo> unlock() {
    Optional<Seen> seen = look();
    if (seen.isPresent()) {
      if (!isDead(seen.get())) {
        throw new StateException(
            StateProblems.holderBeating(seen.get().name(), timing.expiry().toSeconds()));
      }
      drop(seen.get().commit());
    }
    return seen.flatMap(Seen::info);
  }

  private Optional<Seen> look() {
    for (int attempt = 1; ; attempt++) {
      String line = git.must("look for the lock", "ls-remote", remote, ref).strip();
      if (line.isEmpty()) {
        return Optional.empty();
      }
      String commit = line.substring(0, line.indexOf('\t'));
      String mine = "refs/k3form/seen/" + ref.substring(ref.lastIndexOf('/') + 1);
      Git.Answer fetched =
          git.ask("fetch", "-q", "--no-write-fetch-head", remote, "+" + ref + ":" + mine);
      Git.Answer shown = git.ask("show", "-s", "--format=%ct%n%B", commit);
      if (fetched.ok() && shown.ok()) {
        String[] parts = shown.output().split("\n", 2);
        return Optional.of(
            new Seen(
                commit, Instant.ofEpochSecond(Long.parseLong(parts[0])), LockInfo.parse(parts[1])));
      }
      if (attempt == ATTEMPTS) {
        throw Git.failed("look at the lock", fetched.ok() ? shown : fetched);
      }
      pause(Duration.ofMillis(100)); // it moved or went between the two questions
    }
  }

  /** Makes a commit that says who holds the lock as of now. */
  String commit(LockInfo info, String parent) {
    String tree = git.must("make the lock", "hash-object", "-t", "tree", "-w", "--stdin").strip();
    String when = clock.instant().getEpochSecond() + " +0000";
    Git.Answer answer =
        git.asLockHolder(
            when,
            parent.isEmpty()
                ? new String[] {"commit-tree", tree, "-m", info.toText()}
                : new String[] {"commit-tree", tree, "-p", parent, "-m", info.toText()});
    if (!answer.ok()) {
      throw Git.failed("make the lock", answer);
    }
    return answer.line();
  }

  /** Moves the ref from one commit to another; false if it was not where it was expected. */
  boolean push(String from, String to) {
    return move(from, to).ok();
  }

  /** As {@link #push}, with what git said. Fails if the ref was not moved for another reason. */
  private Git.Answer move(String from, String to) {
    Git.Answer answer =
        git.ask(
            "push",
            "-q",
            "--no-verify",
            "--force-with-lease=" + ref + ":" + from,
            remote,
            to + ":" + ref);
    if (!answer.ok() && !GitSnapshots.isRaced(answer)) {
      throw Git.failed("take the lock", answer);
    }
    return answer;
  }

  /** Returns the commit that the ref points to, nothing if there is none. */
  String at() {
    return git.must("look for the lock", "ls-remote", remote, ref).replaceFirst("(?s)\\s.*", "");
  }

  /** Removes the ref if it is where it is expected. */
  void drop(String from) {
    git.ask(
        "push", "-q", "--no-verify", "--force-with-lease=" + ref + ":" + from, remote, ":" + ref);
  }

  String name() {
    return "`" + ref + "` on " + remote;
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StateException(GitProblems.failed("wait for the lock", "interrupted"), e);
    }
  }
}
