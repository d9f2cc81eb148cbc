package dev.k3form.state.store;

import dev.k3form.state.StateException;
import dev.k3form.state.StateProblems;
import dev.k3form.state.disk.DiskReason;
import dev.k3form.state.disk.RealDisk;
import dev.k3form.state.disk.RegularFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The lock of a state on one computer: the operating system's lock on a file, which dies with the
 * process however it dies, and a file beside it that says who holds it.
 */
final class FileLocking implements StateLock {
  /**
   * The lock files that this process holds. POSIX record locks belong to the process, and closing
   * any channel of the file would drop them, so a second attempt must not even open it. What is one
   * per process by nature is kept one per process here.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private static final Duration FIRST_WAIT = Duration.ofMillis(50);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

  private final Path key;
  private final Path infoFile;
  private final FileChannel channel;

  private FileLocking(Path key, Path infoFile, FileChannel channel) {
    this.key = key;
    this.infoFile = infoFile;
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @param timeout how long to wait for its holder
   * @throws StateException if it is still held then
   */
  static FileLocking take(StateLocation location, LockInfo info, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    Duration wait = FIRST_WAIT;
    while (true) {
      Optional<FileLocking> lock = tryTake(location);
      if (lock.isPresent()) {
        lock.get().write(info);
        return lock.get();
      }
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        throw locked(location, timeout);
      }
      try {
        Thread.sleep(Duration.ofNanos(Math.min(left, wait.toNanos())));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw locked(location, timeout);
      }
      wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
    }
  }

  /** Takes the lock if it is free. */
  static Optional<FileLocking> tryTake(StateLocation location) {
    Path file = location.lockFile();
    Path key = file.toAbsolutePath().normalize();
    if (!HELD.add(key)) {
      return Optional.empty();
    }
    @Nullable FileChannel channel = null;
    try {
      new RealDisk().makeDirectory(location.privateDirectory().toAbsolutePath());
      RegularFile.require(file);
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return Optional.of(new FileLocking(key, location.lockInfoFile(), channel));
      }
      channel.close();
      HELD.remove(key);
      return Optional.empty();
    } catch (IOException e) {
      HELD.remove(key);
      closeQuietly(channel);
      throw new StateException(StateProblems.unwritable(file, DiskReason.of(e)), e);
    }
  }

  /** Reports whether this process holds the lock. */
  static boolean isHeldHere(StateLocation location) {
    return HELD.contains(location.lockFile().toAbsolutePath().normalize());
  }

  /** Returns who holds the lock according to the file beside it. */
  static Optional<LockInfo> holder(StateLocation location) {
    try {
      return LockInfo.parse(Files.readString(location.lockInfoFile()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public void check() {
    if (!channel.isOpen()) {
      throw new StateException(
          StateProblems.lockLost("the lock file `" + key + "`", "it was closed"));
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(infoFile);
    } catch (IOException e) {
      // A stale note of who held the lock does no harm: the lock itself goes with the channel.
    }
    closeQuietly(channel);
    HELD.remove(key);
  }

  private void write(LockInfo info) {
    try {
      Files.write(infoFile, info.toText().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      close();
      throw new StateException(StateProblems.unwritable(infoFile, DiskReason.of(e)), e);
    }
  }

  private static StateException locked(StateLocation location, Duration timeout) {
    return new StateException(
        StateProblems.locked(
            "`" + location.stateFile() + "`",
            holder(location).map(LockInfo::toString).orElse("another process"),
            timeout.isZero() ? "" : timeout.toSeconds() + "s"));
  }

  private static void closeQuietly(@Nullable FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // Closing drops the lock even when it reports an error.
    }
  }
}
