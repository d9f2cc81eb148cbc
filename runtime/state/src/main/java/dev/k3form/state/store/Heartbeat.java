package dev.k3form.state.store;

import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.state.StateException;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * When the holder of a shared lock last showed a sign of life, and who is told of its silence.
 *
 * <p>A silence is told when it begins, when it has lasted for so long that others may take the
 * lock, and when it is over: once each.
 */
public final class Heartbeat {
  /** How soon a sign of life is tried again that did not get through, at the latest. */
  private static final Duration AGAIN = Duration.ofSeconds(3);

  private enum Told {
    NOTHING,
    SILENT,
    EXPIRED
  }

  private final String lock;
  private final LockTiming timing;
  private volatile Consumer<Diagnostic> listener = _ -> {};
  private volatile long last = System.nanoTime();
  private volatile Told told = Told.NOTHING;

  /**
   * Begins with a sign of life.
   *
   * @param lock what it is called in messages
   */
  public Heartbeat(String lock, LockTiming timing) {
    this.lock = lock;
    this.timing = timing;
  }

  /** Says who is told. */
  public void listen(Consumer<Diagnostic> to) {
    listener = to;
  }

  /** Returns how long ago the last sign of life was. */
  public Duration silence() {
    return Duration.ofNanos(System.nanoTime() - last);
  }

  /** Reports whether others may have taken the lock. */
  public boolean isExpired() {
    return silence().compareTo(timing.expiry()) > 0;
  }

  /** Returns how long to wait before the next sign of life. */
  public Duration pause() {
    return told == Told.NOTHING || timing.beat().compareTo(AGAIN) < 0 ? timing.beat() : AGAIN;
  }

  /** A sign of life got through that was sent at a time of {@link System#nanoTime}. */
  public synchronized void heard(long sent) {
    Duration silence = silence();
    last = Math.max(sent - last, 0) + last;
    if (told != Told.NOTHING) {
      told = Told.NOTHING;
      listener.accept(LockProblems.renewed(lock, silence));
    }
  }

  /** A sign of life did not get through. */
  public synchronized void missed(StateException failure) {
    if (told != Told.EXPIRED && isExpired()) {
      told = Told.EXPIRED;
      listener.accept(LockProblems.expired(lock, timing.expiry()));
    } else if (told == Told.NOTHING) {
      told = Told.SILENT;
      Duration left = timing.expiry().minus(silence());
      String why = failure.diagnostic().notes().stream().findFirst().orElse("");
      listener.accept(LockProblems.silent(lock, why, left));
    }
  }
}
