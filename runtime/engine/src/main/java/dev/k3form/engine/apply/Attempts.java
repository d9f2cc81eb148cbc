package dev.k3form.engine.apply;

import dev.k3form.engine.event.ApplyEvent;
import dev.k3form.engine.plan.Operation;
import dev.k3form.model.value.Value;
import dev.k3form.spi.OperationContext;
import dev.k3form.spi.ProviderException;
import java.time.Duration;
import java.util.function.Predicate;

/** Tries operations again that failed in a way that may pass. */
final class Attempts {
  private final RetryPolicy policy;
  private final Telling telling;

  Attempts(RetryPolicy policy, Telling telling) {
    this.policy = policy;
    this.telling = telling;
  }

  /** A provider's call. */
  @FunctionalInterface
  interface Call {
    Value.Obj run() throws ProviderException;
  }

  Value.Obj run(
      Operation operation,
      OperationContext context,
      ProviderCall inside,
      Call call,
      Predicate<ProviderException> mayTryAgain)
      throws ProviderException {
    int failures = 0;
    while (true) {
      inside.enter();
      try {
        return call.run();
      } catch (ProviderException e) {
        inside.exit();
        failures++;
        boolean passing =
            switch (e.kind()) {
              case TRANSIENT, UNREACHABLE, OUTCOME_UNKNOWN -> true;
              case PERMANENT, CANCELLED -> false;
            };
        if (!passing || failures >= policy.attempts()) {
          throw e;
        }
        Duration delay = policy.delay(failures);
        telling.tell(
            operation,
            new ApplyEvent.OperationRetried(
                operation.address(),
                operation.action(),
                failures + 1,
                delay,
                String.valueOf(e.getMessage())));
        try {
          context.pause(delay);
        } catch (ProviderException cancelled) {
          cancelled.addSuppressed(e);
          throw e; // what went wrong tells more than that the wait was cut short
        }
        if (!mayTryAgain.test(e)) {
          throw e;
        }
      } finally {
        inside.exit();
      }
    }
  }
}
