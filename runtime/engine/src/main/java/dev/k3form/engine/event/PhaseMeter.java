package dev.k3form.engine.event;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

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
  private boolean over;
  private @Nullable Thread clock;

  private PhaseMeter(EventSink sink, Phase phase, int total) {
    this.sink = sink;
    this.phase = phase;
    this.total = total;
  }

  /** Begins; from now on somebody looks at the clock, also while no step is counted. */
  static PhaseMeter start(EventSink sink, Phase phase, int total) {
    PhaseMeter meter = new PhaseMeter(sink, phase, total);
    meter.clock = Thread.ofVirtual().name("phase-clock").start(meter::watch);
    return meter;
  }

  private void watch() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Thread.sleep(Duration.ofNanos(QUIET));
        tick();
      }
    } catch (InterruptedException _) {
      // the phase is over
    }
  }

  /** Counts one step. */
  public void step() {
    advance(1);
  }

  /** Tells that the phase still goes on, if it is time to. */
  public void tick() {
    advance(0);
  }

  /** Tells within the lock, so that nothing is told after the end. */
  private synchronized void advance(int steps) {
    done += steps;
    if (!over && System.nanoTime() - told >= QUIET) {
      told = System.nanoTime();
      sink.emit(new ApplyEvent.PhaseProgress(phase, done, total, elapsed()));
    }
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
      over = true;
    }
    Thread watching = clock;
    if (watching != null) {
      watching.interrupt();
    }
    sink.emit(new ApplyEvent.PhaseCompleted(phase, now, elapsed()));
  }
}
