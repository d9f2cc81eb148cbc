package dev.k3form.engine.apply;

import dev.k3form.engine.event.ApplyEvent;
import dev.k3form.engine.plan.Action;
import dev.k3form.engine.plan.Change;
import dev.k3form.engine.plan.Operation;
import dev.k3form.engine.plan.Plan;
import dev.k3form.engine.problem.ApplyProblems;
import dev.k3form.engine.problem.PlanProblems;
import dev.k3form.engine.provider.BoundType;
import dev.k3form.engine.provider.Interruption;
import dev.k3form.engine.provider.ProviderSessions;
import dev.k3form.engine.provider.RunContext;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.diagnostic.Diagnostics;
import dev.k3form.model.value.Value;
import dev.k3form.spi.ProviderException;
import dev.k3form.state.ObjectStatus;
import dev.k3form.state.ResourceRecord;
import dev.k3form.state.StateException;
import dev.k3form.state.journal.Durable;
import dev.k3form.state.store.StateSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Does what an operation says and tells of it; failures end here. */
final class OperationRunner implements Scheduler.Work {
  private static final Duration READ_LIMIT = Duration.ofMinutes(5);

  private final Plan plan;
  private final ProviderSessions sessions;
  private final StateSession session;
  private final Telling telling;
  private final Interruption interruption;
  private final AppliedValues values;
  private final Completion completion;
  private final Maker maker;
  private final int perHost;
  private final Diagnostics diagnostics;
  private final Map<Integer, ProviderCall> calls = new ConcurrentHashMap<>();
  private final Map<Action, Integer> count = new EnumMap<>(Action.class);
  private final AtomicInteger failed = new AtomicInteger();
  private final AtomicInteger skipped = new AtomicInteger();
  private final AtomicInteger unsettled = new AtomicInteger();
  private final Set<ResourceAddress> passedOver = ConcurrentHashMap.newKeySet();
  private volatile boolean stuck;

  OperationRunner(
      Plan plan,
      ProviderSessions sessions,
      StateSession session,
      Telling telling,
      Interruption interruption,
      AppliedValues values,
      Completion completion,
      Maker maker,
      int perHost,
      Diagnostics diagnostics) {
    this.plan = plan;
    this.sessions = sessions;
    this.session = session;
    this.telling = telling;
    this.interruption = interruption;
    this.values = values;
    this.completion = completion;
    this.maker = maker;
    this.perHost = perHost;
    this.diagnostics = diagnostics;
  }

  synchronized Map<Action, Integer> done() {
    return new EnumMap<>(count);
  }

  int failed() {
    return failed.get();
  }

  int skipped() {
    return skipped.get();
  }

  int unsettled() {
    return unsettled.get();
  }

  boolean isComplete() {
    return failed() == 0 && skipped() == 0 && unsettled() == 0;
  }

  @Override
  public boolean isStuck() {
    return stuck;
  }

  @Override
  public boolean run(Operation operation, Runnable done) {
    Action action = operation.action();
    boolean told = action.isWork();
    long start = System.nanoTime();
    if (told) {
      telling.tell(operation, new ApplyEvent.OperationStarted(operation.address(), action));
    }
    ProviderCall call = new ProviderCall();
    try {
      calls.put(operation.id(), call);
      Durable recorded =
          perform(
              operation,
              new Supervision(
                  message ->
                      telling.tell(
                          operation,
                          new ApplyEvent.OperationProgress(
                              operation.address(), action, message, since(start))),
                  call));
      if (recorded.equals(Durable.NOW)) {
        // Nothing is waited for, so that its end is told before anybody else begins.
        completed(operation, start);
        done.run();
      } else {
        telling.followed(operation);
        done.run();
        recorded.await();
        completed(operation, start);
      }
      return true;
    } catch (OperationFailure e) {
      return fail(operation, start, e.diagnostics());
    } catch (ProviderSessions.Unavailable e) {
      return fail(operation, start, List.of(e.diagnostic().at(operation.address())));
    } catch (StateException e) {
      stuck = true;
      diagnostics.accept(e.diagnostic());
      if (call.wasCalled()) {
        unsettled(operation, since(start));
      } else {
        skipped(operation, new ApplyEvent.Skip.Refused());
      }
      return false;
    } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
      String verb = ApplyProblems.verb(action);
      return fail(
          operation, start, List.of(PlanProblems.providerBug(operation.address(), verb, e)));
    } finally {
      telling.ended(operation);
      calls.remove(operation.id());
    }
  }

  private void completed(Operation operation, long start) {
    Action action = operation.action();
    synchronized (this) {
      count.merge(action, 1, Integer::sum);
    }
    if (action.isWork()) {
      telling.tell(
          operation, new ApplyEvent.OperationCompleted(operation.address(), action, since(start)));
    }
  }

  @Override
  public void interrupt(Operation operation) {
    ProviderCall call = calls.get(operation.id());
    if (call != null) {
      call.interrupt();
    }
  }

  @Override
  public Duration limit(Operation operation) {
    try {
      return operation.action() == Action.READ ? READ_LIMIT : type(operation).timeout();
    } catch (ProviderSessions.Unavailable _) {
      return READ_LIMIT; // it fails at once
    }
  }

  private boolean fail(Operation operation, long start, List<Diagnostic> problems) {
    failed.incrementAndGet();
    diagnostics.addAll(problems);
    telling.tell(
        operation,
        new ApplyEvent.OperationFailed(
            operation.address(), operation.action(), since(start), problems.getFirst()));
    return false;
  }

  @Override
  public void unsettled(Operation operation, Duration elapsed) {
    unsettled.incrementAndGet();
    telling.tell(
        operation,
        new ApplyEvent.OperationUnsettled(operation.address(), operation.action(), elapsed));
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  @Override
  public void skipped(Operation operation, ApplyEvent.Skip why) {
    if (operation.action() != Action.PASS && passedOver.add(operation.address())) {
      skipped.incrementAndGet();
      telling.tell(
          operation, new ApplyEvent.OperationSkipped(operation.address(), operation.action(), why));
    }
  }

  @Override
  public List<Limit> limits(Operation operation) {
    if (!operation.action().isWork() || operation.action() == Action.READ) {
      return List.of();
    }
    try {
      BoundType<?> type = type(operation);
      List<Limit> limits = new ArrayList<>(2);
      limits.add(new Limit("provider " + type.provider(), type.parallelism()));
      host(operation, type).ifPresent(h -> limits.add(new Limit("host " + h, perHost)));
      return limits;
    } catch (ProviderSessions.Unavailable _) {
      return List.of(); // running it will say so
    }
  }

  private Optional<String> host(Operation operation, BoundType<?> type) {
    return plan.change(operation.address())
        .flatMap(c -> operation.action().isDeleting() ? c.before() : c.after().or(c::before))
        .flatMap(type::host);
  }

  private BoundType<?> type(Operation operation) throws ProviderSessions.Unavailable {
    return sessions.resource(operation.provider(), operation.address().type());
  }

  private Change change(Operation operation) {
    return plan.change(operation.address())
        .orElseThrow(() -> new IllegalStateException("no change for " + operation));
  }

  private Durable perform(Operation operation, Supervision supervision)
      throws OperationFailure, ProviderSessions.Unavailable {
    return switch (operation.action()) {
      case CREATE, RESUME ->
          made(operation, maker.create(operation, change(operation), type(operation), supervision));
      case UPDATE ->
          change(operation) instanceof Change.Update update
              ? made(operation, maker.update(operation, update, type(operation), supervision))
              : Durable.NOW;
      case DELETE ->
          maker.delete(
              operation, change(operation).before().orElseThrow(), type(operation), supervision);
      case DELETE_DEPOSED -> maker.deleteDeposed(operation, type(operation), supervision);
      case READ, GATE, IMPORT, RECORD, FORGET, PASS -> {
        performAlone(operation, supervision);
        yield Durable.NOW;
      }
    };
  }

  /** Does what has no intent. */
  private void performAlone(Operation operation, Supervision supervision)
      throws OperationFailure, ProviderSessions.Unavailable {
    switch (operation.action()) {
      case READ -> read(operation, supervision);
      case GATE -> gate(operation, supervision);
      case IMPORT -> {
        Change change = change(operation);
        record(change, change.before().orElseThrow());
      }
      case RECORD -> {
        Change change = change(operation);
        record(change, change.after().orElseThrow());
      }
      case FORGET -> forget(operation);
      case CREATE, RESUME, UPDATE, DELETE, DELETE_DEPOSED, PASS -> {}
    }
  }

  private Durable made(Operation operation, Maker.Made made) throws OperationFailure {
    values.put(operation.address(), made.attributes());
    List<Diagnostic> unmet = completion.postconditions(operation.address(), made.attributes());
    List<Diagnostic> errors = unmet.stream().filter(Diagnostic::isError).toList();
    unmet.stream().filter(d -> !d.isError()).forEach(diagnostics);
    if (!errors.isEmpty()) {
      made.recorded().await();
      throw new OperationFailure(errors);
    }
    return made.recorded();
  }

  private void read(Operation operation, Supervision supervision)
      throws OperationFailure, ProviderSessions.Unavailable {
    Value.Obj config = completion.config(operation.address());
    String check = completion.check(operation.address());
    try {
      var type = sessions.data(operation.provider(), operation.address().type());
      RunContext context = new RunContext(interruption, READ_LIMIT, _ -> {});
      supervision.call().enter();
      values.put(operation.address(), type.read(config, context));
    } catch (ProviderSessions.Unavailable e) {
      if (check.isEmpty()) {
        throw e;
      }
      diagnostics.accept(PlanProblems.ofCheck(check, e.diagnostic().at(operation.address())));
    } catch (ProviderException e) {
      Diagnostic problem = problem(operation, Optional.empty(), e, "");
      if (check.isEmpty() || e.kind() == ProviderException.Kind.CANCELLED) {
        throw new OperationFailure(problem);
      }
      diagnostics.accept(PlanProblems.ofCheck(check, problem));
    } finally {
      supervision.call().exit();
    }
  }

  private void gate(Operation operation, Supervision supervision)
      throws OperationFailure, ProviderSessions.Unavailable {
    Optional<ResourceRecord> now = session.resource(operation.address());
    if (now.isEmpty() || now.get().status() == ObjectStatus.ABSENT) {
      return;
    }
    BoundType<?> type = type(operation);
    try {
      RunContext context = new RunContext(interruption, type.timeout(), supervision.progress());
      supervision.call().enter();
      type.gate(now.get().attributes(), context);
    } catch (ProviderException e) {
      throw new OperationFailure(
          problem(
              operation,
              type.host(now.get().attributes()),
              e,
              isStanding(operation)
                  ? "It was to stay as it is; no other member of its group was touched."
                  : "The change itself is done and recorded; the members after it were not"
                      + " touched."));
    } finally {
      supervision.call().exit();
    }
  }

  /** A saved plan does not keep what stays as it is. */
  private boolean isStanding(Operation gate) {
    return plan.change(gate.address()).map(Change.NoOp.class::isInstance).orElse(true);
  }

  private Diagnostic problem(
      Operation operation, Optional<String> host, ProviderException e, String recorded) {
    String code =
        e.kind() == ProviderException.Kind.CANCELLED
            ? "K3-0612"
            : ApplyProblems.code(operation.action());
    return ApplyProblems.failed(
        code,
        ApplyProblems.verb(operation.action()),
        operation.address(),
        host,
        e,
        completion.span(operation.address(), e.argument()),
        recorded,
        "when it is healthy again: k3form apply");
  }

  private void record(Change change, Value.Obj attributes) {
    Optional<ResourceRecord> now = session.resource(change.address());
    ObjectStatus status = now.map(ResourceRecord::status).orElse(ObjectStatus.READY);
    ResourceRecord record =
        Records.of(change, status, attributes, now.map(ResourceRecord::deposed).orElse(List.of()));
    session.put(now.map(ResourceRecord::notes).map(record::withNotes).orElse(record));
    values.put(change.address(), attributes);
  }

  private void forget(Operation operation) {
    session
        .resource(operation.address())
        .ifPresent(
            record -> {
              if (record.deposed().isEmpty()) {
                session.remove(record.address());
              } else {
                session.put(record.withStatus(ObjectStatus.ABSENT).withAttributes(Value.Obj.EMPTY));
              }
            });
  }
}
