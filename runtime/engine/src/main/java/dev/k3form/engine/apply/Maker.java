package dev.k3form.engine.apply;

import dev.k3form.engine.observe.Taints;
import dev.k3form.engine.plan.Action;
import dev.k3form.engine.plan.Change;
import dev.k3form.engine.plan.Operation;
import dev.k3form.engine.problem.ApplyProblems;
import dev.k3form.engine.provider.BoundType;
import dev.k3form.engine.provider.Interruption;
import dev.k3form.engine.provider.RunContext;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.value.Value;
import dev.k3form.spi.ProviderException;
import dev.k3form.spi.engine.TypeHandle.Recovered;
import dev.k3form.state.ObjectStatus;
import dev.k3form.state.ResourceRecord;
import dev.k3form.state.journal.Durable;
import dev.k3form.state.journal.Intent;
import dev.k3form.state.journal.OpenIntent;
import dev.k3form.state.journal.Outcome;
import dev.k3form.state.store.StateSession;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Makes, finishes, changes and deletes objects, each between its intent and its outcome. */
final class Maker {
  private static final String INCOMPLETE =
      "The object is recorded as not finished; its creation goes on at the next apply.";
  private static final String NOTHING = "Nothing was created, and nothing is recorded.";
  private static final String OPEN =
      "Whether there is an object is not known; the next run asks the provider.";
  private static final String UNCHANGED = "The record is as it was before.";
  private static final String CONTINUE = "continue: k3form apply";
  private static final String AGAIN = "when the cause is gone, apply again: k3form apply";

  private final StateSession session;
  private final Completion completion;
  private final Attempts attempts;
  private final Interruption interruption;
  private final Supplier<String> keys;

  Maker(
      StateSession session,
      Completion completion,
      Attempts attempts,
      Interruption interruption,
      Supplier<String> keys) {
    this.session = session;
    this.completion = completion;
    this.attempts = attempts;
    this.interruption = interruption;
    this.keys = keys;
  }

  /** An object as it is now, and its record on its way to the disk. */
  record Made(Value.Obj attributes, Durable recorded) {}

  /** Makes an object or goes on making it. */
  Made create(Operation operation, Change change, BoundType<?> type, Supervision supervision)
      throws OperationFailure {
    Value.Obj planned = completion.planned(change, type);
    Optional<ResourceRecord> now = session.resource(operation.address());
    boolean resumes = operation.action() == Action.RESUME;
    Map<String, String> earlier =
        resumes ? now.map(ResourceRecord::notes).orElse(new TreeMap<>()) : Map.of();
    String key = earlier.getOrDefault(Records.KEY_NOTE, keys.get());
    ResourceRecord target =
        Records.of(change, ObjectStatus.READY, planned, Records.deposed(now, operation.deposed()));
    OpenIntent intent =
        session.begin(Intent.toward(target, dev.k3form.state.journal.Operation.CREATE, key));
    JournalContext context =
        new JournalContext(
            session,
            intent,
            type,
            target,
            earlier,
            true,
            interruption,
            type.timeout(),
            supervision);
    try {
      Value.Obj made =
          attempts.run(
              operation,
              context,
              supervision.call(),
              () -> type.create(planned, context),
              failure -> mayTryAgain(failure, target, context, type, supervision.call()));
      return record(operation, intent, target, planned, made);
    } catch (ProviderException e) {
      throw failedCreate(operation, type, target, intent, context, supervision.call(), resumes, e);
    }
  }

  /** After an unknown outcome the provider is asked what there is, before it is tried again. */
  private boolean mayTryAgain(
      ProviderException failure,
      ResourceRecord target,
      JournalContext context,
      BoundType<?> type,
      ProviderCall call) {
    return failure.kind() != ProviderException.Kind.OUTCOME_UNKNOWN
        || ask(target, context, type, call)
            .map(r -> !(r instanceof Recovered.Unclear))
            .orElse(false);
  }

  private Optional<Recovered> ask(
      ResourceRecord target, JournalContext context, BoundType<?> type, ProviderCall call) {
    try {
      RunContext quick = new RunContext(interruption, Duration.ofMinutes(1), _ -> {});
      call.enter();
      return Optional.of(type.recover(target.attributes(), context, quick));
    } catch (ProviderException _) {
      return Optional.empty();
    } finally {
      call.exit();
    }
  }

  private OperationFailure failedCreate(
      Operation operation,
      BoundType<?> type,
      ResourceRecord target,
      OpenIntent intent,
      JournalContext context,
      ProviderCall call,
      boolean resumes,
      ProviderException failure) {
    String message = String.valueOf(failure.getMessage());
    String key = context.idempotencyKey();
    Optional<ResourceRecord> checkpoint = context.lastCheckpoint();
    if (checkpoint.isPresent()) {
      ResourceRecord left =
          Records.incomplete(target, checkpoint.get().attributes(), context.notes(), key);
      session.finish(intent, new Outcome.Failed(message, Optional.of(left)));
      return failure(operation, type, target, failure, INCOMPLETE, CONTINUE);
    }
    if (resumes) {
      session.finish(intent, new Outcome.Failed(message, Optional.empty()));
      return failure(operation, type, target, failure, INCOMPLETE, CONTINUE);
    }
    boolean trace =
        !context.notes().isEmpty() || failure.kind() != ProviderException.Kind.PERMANENT;
    if (!trace) {
      session.finish(intent, new Outcome.Failed(message, Optional.empty()));
      return failure(operation, type, target, failure, NOTHING, AGAIN);
    }
    return switch (ask(target, context, type, call).orElse(null)) {
      case Recovered.Found(Value.Obj found) -> {
        Value.Obj tainted = Taints.like(target.attributes(), found);
        ResourceRecord left = Records.incomplete(target, tainted, context.notes(), key);
        session.finish(intent, new Outcome.Failed(message, Optional.of(left)));
        yield failure(operation, type, target, failure, INCOMPLETE, CONTINUE);
      }
      case Recovered.Absent _ -> {
        session.finish(intent, new Outcome.Failed(message, Optional.empty()));
        yield failure(operation, type, target, failure, NOTHING, AGAIN);
      }
      case Recovered.Unclear(String why, String wayOut) ->
          new OperationFailure(ApplyProblems.unclear(operation.address(), why, wayOut));
      case null -> failure(operation, type, target, failure, OPEN, AGAIN);
    };
  }

  /** Changes an object in place. */
  Made update(Operation operation, Change.Update change, BoundType<?> type, Supervision supervision)
      throws OperationFailure {
    Value.Obj planned = completion.planned(change, type);
    ResourceRecord now = existing(operation);
    ResourceRecord target = Records.of(change, ObjectStatus.READY, planned, now.deposed());
    OpenIntent intent =
        session.begin(Intent.toward(target, dev.k3form.state.journal.Operation.UPDATE, keys.get()));
    JournalContext context =
        new JournalContext(
            session,
            intent,
            type,
            target,
            Map.of(),
            false,
            interruption,
            type.timeout(),
            supervision);
    try {
      Value.Obj made =
          attempts.run(
              operation,
              context,
              supervision.call(),
              () -> type.update(change.prior(), planned, context),
              _ -> true);
      return record(operation, intent, target, planned, made);
    } catch (ProviderException e) {
      session.finish(
          intent, new Outcome.Failed(String.valueOf(e.getMessage()), context.lastCheckpoint()));
      throw failure(operation, type, target, e, UNCHANGED, AGAIN);
    }
  }

  private ResourceRecord existing(Operation operation) throws OperationFailure {
    return session
        .resource(operation.address())
        .filter(r -> r.status() != ObjectStatus.ABSENT)
        .orElseThrow(
            () ->
                new OperationFailure(
                    ApplyProblems.vanished(
                        operation.address(), completion.span(operation.address(), ""))));
  }

  private Made record(
      Operation operation,
      OpenIntent intent,
      ResourceRecord target,
      Value.Obj planned,
      Value.Obj made)
      throws OperationFailure {
    Value.Obj attributes = Taints.like(planned, made);
    Durable recorded =
        session.finishing(intent, new Outcome.Applied(target.withAttributes(attributes)));
    Optional<String> differs = Conformity.violation(planned, attributes);
    if (differs.isPresent()) {
      recorded.await();
      throw new OperationFailure(ApplyProblems.differs(operation.address(), differs.get()));
    }
    return new Made(attributes, recorded);
  }

  /** Deletes an instance's object. */
  Durable delete(
      Operation operation, Value.Obj attributes, BoundType<?> type, Supervision supervision)
      throws OperationFailure {
    Optional<ResourceRecord> now = session.resource(operation.address());
    if (now.isEmpty() || now.get().status() == ObjectStatus.ABSENT) {
      return Durable.NOW;
    }
    String key = keys.get();
    return remove(
        operation,
        Intent.delete(operation.address(), key),
        now.get(),
        attributes,
        type,
        supervision);
  }

  /** Deletes an object that was set aside. */
  Durable deleteDeposed(Operation operation, BoundType<?> type, Supervision supervision)
      throws OperationFailure {
    Optional<ResourceRecord> now = session.resource(operation.address());
    for (var object : now.map(ResourceRecord::deposed).orElse(List.of())) {
      if (object.id().equals(operation.deposed())) {
        String key = keys.get();
        Intent intent = Intent.deleteDeposed(operation.address(), object.id(), key);
        return remove(operation, intent, now.orElseThrow(), object.attributes(), type, supervision);
      }
    }
    return Durable.NOW;
  }

  private Durable remove(
      Operation operation,
      Intent wanted,
      ResourceRecord record,
      Value.Obj attributes,
      BoundType<?> type,
      Supervision supervision)
      throws OperationFailure {
    OpenIntent intent = session.begin(wanted);
    JournalContext context =
        new JournalContext(
            session,
            intent,
            type,
            record,
            Map.of(),
            false,
            interruption,
            type.timeout(),
            supervision);
    try {
      attempts.run(
          operation,
          context,
          supervision.call(),
          () -> {
            type.delete(attributes, context);
            return attributes;
          },
          _ -> true);
      return session.finishing(intent, new Outcome.Deleted());
    } catch (ProviderException e) {
      session.finish(intent, new Outcome.Failed(String.valueOf(e.getMessage()), Optional.empty()));
      throw failure(operation, type, record, e, "The object is still recorded.", AGAIN);
    }
  }

  private OperationFailure failure(
      Operation operation,
      BoundType<?> type,
      ResourceRecord record,
      ProviderException e,
      String recorded,
      String goOn) {
    String code =
        switch (e.kind()) {
          case CANCELLED -> "K3-0612";
          case OUTCOME_UNKNOWN -> "K3-0609";
          case PERMANENT, TRANSIENT, UNREACHABLE -> ApplyProblems.code(operation.action());
        };
    Diagnostic diagnostic =
        ApplyProblems.failed(
            code,
            ApplyProblems.verb(operation.action()),
            operation.address(),
            type.host(record.attributes()),
            e,
            completion.span(operation.address(), e.argument()),
            recorded,
            goOn);
    return new OperationFailure(diagnostic);
  }
}
