package dev.k3form.state.git;

import dev.k3form.state.StateException;
import dev.k3form.state.disk.RealDisk;
import dev.k3form.state.secret.Sealer;
import dev.k3form.state.store.ForwardingStateStore;
import dev.k3form.state.store.JournaledStore;
import dev.k3form.state.store.LockInfo;
import dev.k3form.state.store.LockTiming;
import dev.k3form.state.store.SharedLocking;
import dev.k3form.state.store.StateLocation;
import dev.k3form.state.store.StateLock;
import dev.k3form.state.store.StateStore;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;

/**
 * State in a git repository with a remote: several people, no server but the git server.
 *
 * <p>The lock is a ref on the remote, a snapshot is a commit that is pushed. Should the lock fail
 * (a server without it, a clock far off), the push still cannot overwrite what it has not seen.
 */
public final class GitStateStore extends ForwardingStateStore {
  /** The remote that is used when none is named. */
  public static final String ORIGIN = "origin";

  private final GitSnapshots snapshots;
  private final JournaledStore store;

  /** Creates a store of the clone that the location is in. */
  public GitStateStore(StateLocation location, Sealer sealer, String remote, LockTiming timing) {
    Git git = new Git(location.directory());
    Git.Answer prefix = git.ask("rev-parse", "--show-prefix");
    if (!prefix.ok()) {
      String said = prefix.error().strip();
      throw new StateException(
          GitProblems.noRepository(
              said.contains("not a git repository")
                  ? "`" + location.directory() + "` is in no git repository"
                  : "git said: " + said));
    }
    if (!git.ask("remote", "get-url", remote).ok()) {
      throw new StateException(GitProblems.noRepository("there is no remote `" + remote + "`"));
    }
    RealDisk disk = new RealDisk();
    snapshots = new GitSnapshots(git, remote, location, disk, sealer);
    Clock clock = Clock.systemUTC();
    RefLocking locking =
        new RefLocking(git, remote, ref(prefix.line(), location.workspace()), timing, clock);
    store =
        new JournaledStore(disk, location, sealer, clock, snapshots, thenRequireCurrent(locking));
  }

  /** Returns the ref of a state: one level deep, whatever the directory is called. */
  static String ref(String prefix, String workspace) {
    StringBuilder out = new StringBuilder("refs/k3form/lock/");
    for (byte b : prefix.getBytes(StandardCharsets.UTF_8)) {
      boolean plain = Character.isLetterOrDigit(b) || b == '-';
      out.append(plain ? String.valueOf((char) b) : "_" + HexFormat.of().toHexDigits(b));
    }
    return out.append(prefix.isEmpty() ? "" : "+").append(workspace).toString();
  }

  private SharedLocking thenRequireCurrent(SharedLocking locking) {
    return new SharedLocking() {
      @Override
      public StateLock take(LockInfo info, Duration timeout) {
        StateLock lock = locking.take(info, timeout);
        try {
          snapshots.requireCurrent();
          return lock;
        } catch (RuntimeException e) {
          lock.close();
          throw e;
        }
      }

      @Override
      public Optional<LockInfo> holder() {
        return locking.holder();
      }

      @Override
      public Optional<LockInfo> unlock() {
        return locking.unlock();
      }
    };
  }

  @Override
  protected StateStore store() {
    return store;
  }
}
