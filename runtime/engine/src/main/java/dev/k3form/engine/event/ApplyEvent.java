package dev.k3form.engine.event;

import dev.k3form.engine.plan.Action;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.diagnostic.Diagnostic;
import java.time.Duration;

/**
 * Something that happened while planning or applying.
 *
 * <p>Events come one at a time, though from different threads. None holds a secret.
 */
public sealed interface ApplyEvent {
  /** A phase begins; {@code total} is how many steps it has, 0 if that is not known. */
  record PhaseStarted(Phase phase, int total) implements ApplyEvent {}

  /** A phase goes on; told when it has lasted a while, and not too often. */
  record PhaseProgress(Phase phase, int done, int total, Duration elapsed) implements ApplyEvent {}

  /** A phase is over. */
  record PhaseCompleted(Phase phase, int done, Duration elapsed) implements ApplyEvent {}

  /** An operation begins. */
  record OperationStarted(ResourceAddress address, Action action) implements ApplyEvent {}

  /** An operation goes on; {@code message} is what the provider does now, and may be empty. */
  record OperationProgress(ResourceAddress address, Action action, String message, Duration elapsed)
      implements ApplyEvent {}

  /** An operation failed in a way that may pass, and is tried again. */
  record OperationRetried(
      ResourceAddress address, Action action, int attempt, Duration delay, String because)
      implements ApplyEvent {}

  /** An operation succeeded and is recorded. */
  record OperationCompleted(ResourceAddress address, Action action, Duration elapsed)
      implements ApplyEvent {}

  /** An operation failed; what is there is recorded. */
  record OperationFailed(
      ResourceAddress address, Action action, Duration elapsed, Diagnostic diagnostic)
      implements ApplyEvent {}

  /** An operation was begun, and what came of it is not recorded; the next run finds out. */
  record OperationUnsettled(ResourceAddress address, Action action, Duration elapsed)
      implements ApplyEvent {}

  /** An operation was not begun. */
  record OperationSkipped(ResourceAddress address, Action action, Skip why) implements ApplyEvent {}

  /** Why an operation was not begun. */
  sealed interface Skip {
    /** Something that it waits for failed or was skipped itself. */
    record Awaited(ResourceAddress address) implements Skip {}

    /** The user interrupted. */
    record Interrupted() implements Skip {}

    /** It may not be begun: the lock was lost, or the intent cannot be recorded. */
    record Refused() implements Skip {}

    /** Nothing more can be recorded, or the run broke off by a bug. */
    record Stopped() implements Skip {}
  }

  /** The user interrupted; at level 1 what runs is finished, at level 2 it is cancelled. */
  record Interrupted(int level) implements ApplyEvent {}

  /** Something to tell that belongs to no operation, or is a warning. */
  record Reported(Diagnostic diagnostic) implements ApplyEvent {}
}
