package dev.k3form.engine.provider;

import dev.k3form.spi.OperationContext;
import dev.k3form.spi.ProviderException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** What one operation is told: whether it may go on, and for how long. */
public class RunContext implements OperationContext {
  private final Interruption interruption;
  private final long deadline;
  private final Duration limit;
  private final Consumer<String> progress;
  private final int stopAt;

  /** Creates the context of an operation that begins now. */
  public RunContext(Interruption interruption, Duration limit, Consumer<String> progress) {
    this(interruption, limit, progress, 2);
  }

  private RunContext(
      Interruption interruption, Duration limit, Consumer<String> progress, int stopAt) {
    this.stopAt = stopAt;
    this.interruption = interruption;
    this.limit = limit;
    this.deadline = System.nanoTime() + limit.toNanos();
    this.progress = progress;
  }

  /** Returns the context of a look that changes nothing, and ends at the first interruption. */
  public static RunContext looking(
      Interruption interruption, Duration limit, Consumer<String> progress) {
    return new RunContext(interruption, limit, progress, 1);
  }

  @Override
  public final void progress(String message) {
    progress.accept(message);
  }

  @Override
  public final void checkCancelled() throws ProviderException {
    if (interruption.level() >= stopAt) {
      throw cancelled("stopped by the user");
    }
    if (System.nanoTime() - deadline > 0) {
      throw cancelled("not done after " + limit.toSeconds() + " s, the time limit of its type");
    }
    if (Thread.currentThread().isInterrupted()) {
      throw cancelled("stopped");
    }
  }

  @Override
  public final void pause(Duration duration) throws ProviderException {
    checkCancelled();
    try {
      interruption.await(
          stopAt, Math.min(duration.toNanos(), Math.max(0, deadline - System.nanoTime())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    checkCancelled();
  }

  private static ProviderException cancelled(String why) {
    return new ProviderException(ProviderException.Kind.CANCELLED, why, null, "", List.of());
  }
}
