package dev.k3form.engine.event;

import java.time.Duration;

/**
 * Counts the steps of a phase, and tells of them when it has lasted more than a fifth of a second.
 */
public final class PhaseMeter implements AutoCloseable {
  private static final long QUIET = Duration.ofMillis(200).toNanos();

  private final EventSink sink;
  private final Phase phase;
  private final int total;
  private final long start = System.nanoTime();
  private long told = start;
  private int done;

  PhaseMeter(EventSink sink, Phase phase, int total) {
    this.sink = sink;
    this.phase = phase;
    this.total = total;
  }

  /** Counts one step. */
  public void step() {
    advance(1);
  }

  /** Tells that the phase still goes on, if it is time to. */
  public void tick() {
    advance(0);
  }

  private void advance(int steps) {
    int now;
    synchronized (this) {
      done += steps;
      now = done;
      if (System.nanoTime() - told < QUIET) {
        return;
      }
      told = System.nanoTime();
    }
    sink.emit(new ApplyEvent.PhaseProgress(phase, now, total, elapsed()));
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** Ends the phase. */
  @Override
  public void close() {
    int now;
    synchronized (this) {
      now = done;
    }
    sink.emit(new ApplyEvent.PhaseCompleted(phase, now, elapsed()));
  }
}
