package dev.k3form.engine.provider;

import dev.k3form.spi.OperationContext;
import dev.k3form.spi.ProviderException;
import java.time.Duration;
import java.util.List;

/**
 * Looks again where a look failed in a way that may pass. A look has no effect, so that a lost
 * connection is worth another one too.
 *
 * <p>A machine that cannot be reached is not tried again: whoever connects has done that. Nor is a
 * look that took long: what timed out once would make a plan wait for nothing.
 */
final class ReadAttempts {
  private static final List<Duration> WAITS =
      List.of(Duration.ofMillis(300), Duration.ofMillis(1200));

  private static final Duration LONG = Duration.ofSeconds(10);

  private ReadAttempts() {}

  /** A provider's look at something. */
  @FunctionalInterface
  interface Look<T> {
    T look() throws ProviderException;
  }

  static <T> T of(OperationContext context, Look<T> look) throws ProviderException {
    for (Duration wait : WAITS) {
      long begun = System.nanoTime();
      try {
        return look.look();
      } catch (ProviderException e) {
        boolean quick = System.nanoTime() - begun < LONG.toNanos();
        if (!quick || !mayPass(e.kind())) {
          throw e;
        }
        try {
          context.pause(wait);
        } catch (ProviderException cancelled) {
          cancelled.addSuppressed(e);
          throw cancelled;
        }
      }
    }
    return look.look();
  }

  private static boolean mayPass(ProviderException.Kind kind) {
    return switch (kind) {
      case TRANSIENT, OUTCOME_UNKNOWN -> true;
      case PERMANENT, UNREACHABLE, CANCELLED -> false;
    };
  }
}
