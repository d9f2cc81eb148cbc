package dev.k3form.state.journal;

import dev.k3form.state.StateException;
import dev.k3form.state.StateProblems;
import dev.k3form.state.codec.RecordCodec;
import dev.k3form.state.disk.Disk;
import dev.k3form.state.disk.DiskReason;
import dev.k3form.state.secret.Sealer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The journal of one state, open for appending.
 *
 * <p>{@link #append} returns when the entry is on the disk. Concurrent callers share a sync: the
 * first one writes and syncs what all have brought by then as one frame, the others wait for it,
 * and one of them goes on with what came meanwhile. {@link #add} returns at once; its entry goes
 * with the next frame, which comes within a few milliseconds even if nobody appends anything.
 *
 * <p>After a failed write or sync nothing is appended any more: whether the last frame is there is
 * not known then, and a second sync would not tell (the kernel forgets the error with the first).
 */
public final class Journal implements AutoCloseable {
  /** How long what was added waits for an entry that needs a sync anyway. */
  private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(2);

  /** How many entries a frame has if several bring theirs at the same time. */
  private static final int FEW = 2;

  /** How long a frame waits at most for more of them, which is less than its sync takes. */
  private static final long GATHERING = TimeUnit.MILLISECONDS.toNanos(1);

  private final Disk disk;
  private final Path file;
  private final String lineage;
  private final EntryCodec codec;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition progress = lock.newCondition();
  private final Condition gathered = lock.newCondition();

  private Disk.@Nullable Appender appender;
  private ByteArrayOutputStream pending = new ByteArrayOutputStream();
  private boolean empty;
  private boolean writing;
  private long accepted;
  private long durable;
  private long lastSize;
  private long lastTime;
  private long end;
  private @Nullable IOException failure;

  private Journal(Disk disk, Path file, String lineage, Sealer sealer, JournalContent content) {
    this.disk = disk;
    this.file = file;
    this.lineage = lineage;
    this.codec = new EntryCodec(new RecordCodec(lineage, sealer));
    this.empty = content.entries().isEmpty() && content.lineage().isEmpty();
    this.end = content.end();
  }

  /**
   * Opens a journal whose content was read; the torn end, if any, is cut off at the first append.
   */
  public static Journal open(
      Disk disk, Path file, String lineage, Sealer sealer, JournalContent content) {
    return new Journal(disk, file, lineage, sealer, content);
  }

  /**
   * Appends an entry and returns when it is durable.
   *
   * @throws StateException if that failed; the journal takes nothing more then
   */
  public void append(Entry entry) {
    flush(accept(entry), 0);
  }

  /**
   * Takes an entry that becomes durable before, or together with, every later one.
   *
   * @throws StateException if the journal takes nothing more
   */
  public Durable add(Entry entry) {
    long mine = accept(entry);
    return () -> flush(mine, PATIENCE);
  }

  private long accept(Entry entry) {
    byte[] line = (codec.encode(entry) + "\n").getBytes(StandardCharsets.UTF_8);
    lock.lock();
    try {
      refuseAfterFailure();
      pending.writeBytes(line);
      accepted++;
      if (accepted - durable == lastSize) {
        gathered.signal();
      }
      return accepted;
    } finally {
      lock.unlock();
    }
  }

  /** Returns when an entry is durable; leaves the writing to somebody else for a while. */
  private void flush(long mine, long patience) {
    lock.lock();
    try {
      long left = patience;
      while (durable < mine) {
        refuseAfterFailure();
        if (writing) {
          progress.awaitUninterruptibly();
        } else if (left > 0) {
          left = progress.awaitNanos(left);
        } else {
          writePending();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      flush(mine, 0);
    } finally {
      lock.unlock();
    }
  }

  /** Writes and syncs what is pending; holds the lock except during the disk's work. */
  private void writePending() {
    writing = true;
    gather();
    byte[] content = takePending();
    long upTo = accepted;
    long start = end;
    lock.unlock();
    IOException problem = null;
    byte[] frame = Frames.frame(content);
    long begun = System.nanoTime();
    try {
      writeFrame(frame, start);
    } catch (IOException e) {
      problem = e;
    } catch (RuntimeException e) {
      problem = new IOException(e);
    } finally {
      lock.lock();
    }
    writing = false;
    lastTime = System.nanoTime() - begun;
    if (problem == null) {
      lastSize = upTo - durable;
      durable = upTo;
      end = start + frame.length;
      empty = false;
    } else {
      failure = problem;
    }
    progress.signalAll();
  }

  /**
   * Waits a moment for those that the last frame has let go on, if they were many: they are about
   * to bring their next entries, and a sync costs the same for one as for all.
   */
  private void gather() {
    long left = lastSize > FEW ? Math.min(lastTime / 3, GATHERING) : 0;
    try {
      while (left > 0 && accepted - durable < lastSize) {
        left = gathered.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // what there is goes at once
    }
  }

  private byte[] takePending() {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    if (empty) {
      content.writeBytes(JournalContent.header(lineage).getBytes(StandardCharsets.UTF_8));
    }
    content.writeBytes(pending.toByteArray());
    pending = new ByteArrayOutputStream();
    return content.toByteArray();
  }

  private void writeFrame(byte[] frame, long start) throws IOException {
    Disk.Appender out = appender;
    if (out == null) {
      Path directory = file.toAbsolutePath().getParent();
      if (directory != null) {
        disk.makeDirectory(directory);
      }
      out = disk.append(file);
      appender = out;
      out.truncate(start);
      if (directory != null) {
        disk.syncDirectory(directory);
      }
    }
    out.write(frame);
    out.sync();
  }

  /**
   * Puts these entries in the place of all others, as one step.
   *
   * <p>Called when the snapshot holds what the others say.
   */
  public void replaceWith(List<Entry> entries) {
    lock.lock();
    try {
      refuseAfterFailure();
      closeAppender();
      Path directory = file.toAbsolutePath().getParent();
      if (entries.isEmpty()) {
        disk.delete(file);
        end = 0;
        empty = true;
      } else {
        StringBuilder text = new StringBuilder(JournalContent.header(lineage));
        entries.forEach(entry -> text.append(codec.encode(entry)).append('\n'));
        byte[] frame = Frames.frame(text.toString().getBytes(StandardCharsets.UTF_8));
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        disk.write(fresh, frame, true);
        disk.rename(fresh, file);
        end = frame.length;
        empty = false;
      }
      if (directory != null) {
        disk.syncDirectory(directory);
      }
    } catch (IOException e) {
      failure = e;
      throw unwritable(e);
    } finally {
      lock.unlock();
    }
  }

  /** Returns why the journal takes nothing more, empty while it does. */
  public Optional<StateException> failure() {
    lock.lock();
    try {
      return Optional.ofNullable(failure).map(this::unwritable);
    } finally {
      lock.unlock();
    }
  }

  private void refuseAfterFailure() {
    if (failure != null) {
      throw unwritable(failure);
    }
  }

  private StateException unwritable(IOException e) {
    return new StateException(StateProblems.journalUnwritable(file, DiskReason.of(e)), e);
  }

  private void closeAppender() throws IOException {
    if (appender != null) {
      appender.close();
      appender = null;
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closeAppender();
    } catch (IOException e) {
      failure = e;
    } finally {
      lock.unlock();
    }
  }
}
