package dev.k3form.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.model.value.Value;
import dev.k3form.spi.ProviderException;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Operations that are cut off, at every call that they make to the engine and after their effect.
 *
 * <p>Calls to the engine are where a test can cut; a type that notes before, and checks or reports
 * between, its effects is cut between them.
 */
final class CrashChecks {
  private CrashChecks() {}

  static void createTwice(Trial<?, ?> trial) throws Exception {
    Value.Obj config = trial.config();
    RecordingContext context = RecordingContext.calm();
    trial.create(config, context);
    Value.Obj again = trial.create(config, context.resumed());
    trial.assertObjects(1);
    trial.assertSettled(config, again);
  }

  static void lostOutcome(Trial<?, ?> trial) throws Exception {
    Value.Obj config = trial.config();
    RecordingContext context = RecordingContext.calm();
    trial.create(config, context);
    Value.Obj recovered = trial.recover(config, context);
    trial.assertObjects(1);
    trial.assertSettled(config, recovered);
  }

  static <R extends Record, S extends AutoCloseable> void create(
      Trial<R, S> first, Callable<Trial<R, S>> fresh) throws Exception {
    RecordingContext calm = RecordingContext.calm();
    first.create(first.config(), calm);
    for (int call = 1; call <= calm.calls(); call++) {
      try (Trial<R, S> trial = fresh.call()) {
        Value.Obj config = trial.config();
        RecordingContext cut = RecordingContext.crashingAt(call);
        if (!crashes(() -> trial.create(config, cut))) {
          continue;
        }
        Value.Obj recovered = trial.recover(config, cut);
        trial.assertObjects(1);
        trial.assertSettled(config, recovered);
      }
    }
  }

  static <R extends Record, S extends AutoCloseable> void update(
      Trial<R, S> first, Callable<Trial<R, S>> fresh) throws Exception {
    Optional<Value.Obj> changed = first.subject().changed().map(first::complete);
    if (changed.isEmpty()) {
      return;
    }
    RecordingContext calm = RecordingContext.calm();
    Value.Obj applied = first.create(first.config(), RecordingContext.calm());
    first.update(applied, changed.get(), calm);
    for (int call = 1; call <= calm.calls(); call++) {
      try (Trial<R, S> trial = fresh.call()) {
        Value.Obj prior = trial.create(trial.config(), RecordingContext.calm());
        Value.Obj config = trial.subject().changed().map(trial::complete).orElseThrow();
        RecordingContext cut = RecordingContext.crashingAt(call);
        if (!crashes(() -> trial.update(prior, config, cut))) {
          continue;
        }
        Value.Obj found = trial.read(prior).orElseThrow();
        Value.Obj again = trial.update(found, config, RecordingContext.calm());
        trial.assertObjects(1);
        trial.assertSettled(config, again);
      }
    }
  }

  static <R extends Record, S extends AutoCloseable> void delete(
      Trial<R, S> first, Callable<Trial<R, S>> fresh) throws Exception {
    RecordingContext calm = RecordingContext.calm();
    first.delete(first.create(first.config(), RecordingContext.calm()), calm);
    for (int call = 1; call <= calm.calls(); call++) {
      try (Trial<R, S> trial = fresh.call()) {
        Value.Obj prior = trial.create(trial.config(), RecordingContext.calm());
        RecordingContext cut = RecordingContext.crashingAt(call);
        boolean crashed =
            crashes(
                () -> {
                  trial.delete(prior, cut);
                  return prior;
                });
        if (crashed) {
          trial.delete(trial.read(prior).orElse(prior), RecordingContext.calm());
          trial.assertObjects(0);
        }
      }
    }
  }

  /** Cancelled at each call, a create stops as cancelled or is done, and goes on later. */
  static <R extends Record, S extends AutoCloseable> void cancel(
      Trial<R, S> first, Callable<Trial<R, S>> fresh) throws Exception {
    RecordingContext calm = RecordingContext.calm();
    first.create(first.config(), calm);
    for (int call = 1; call <= calm.calls(); call++) {
      try (Trial<R, S> trial = fresh.call()) {
        Value.Obj config = trial.config();
        RecordingContext cancelled = RecordingContext.cancelledFrom(call);
        try {
          trial.create(config, cancelled);
        } catch (ProviderException e) {
          assertThat(e.kind())
              .as("kind of the failure when cancelled at call %d", call)
              .isEqualTo(ProviderException.Kind.CANCELLED);
        }
        Value.Obj recovered = trial.recover(config, cancelled);
        trial.assertObjects(1);
        trial.assertSettled(config, recovered);
      }
    }
  }

  private static boolean crashes(Callable<Value.Obj> operation) throws Exception {
    try {
      operation.call();
      return false;
    } catch (Crash _) {
      return true;
    }
  }
}
