package dev.k3form.engine.planning;

import dev.k3form.engine.observe.Observed;
import dev.k3form.engine.plan.Reason;
import dev.k3form.engine.problem.ApplyProblems;
import dev.k3form.engine.problem.PlanProblems;
import dev.k3form.engine.provider.BoundType;
import dev.k3form.engine.provider.Interruption;
import dev.k3form.engine.provider.ProviderSessions;
import dev.k3form.engine.provider.RunContext;
import dev.k3form.model.address.AttributePath;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.diagnostic.Diagnostics;
import dev.k3form.model.graph.DesiredInstance;
import dev.k3form.model.graph.InstanceValues;
import dev.k3form.model.graph.Lifecycle;
import dev.k3form.model.graph.Refactoring.Import;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import dev.k3form.spi.ProviderException;
import dev.k3form.spi.RolloutGroup;
import dev.k3form.spi.plan.Planned;
import dev.k3form.state.ObjectStatus;
import dev.k3form.state.ResourceRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Predicate;

/**
 * Plans instances one by one while the configuration is evaluated, and answers what their
 * attributes will be.
 */
final class InstancePlanner implements InstanceValues {
  private static final Duration IMPORT_LIMIT = Duration.ofMinutes(5);

  private final ProviderSessions sessions;
  private final Map<ResourceAddress, Observed> priors;
  private final Map<ResourceAddress, Import> imports;
  private final Predicate<ResourceAddress> selected;
  private final Predicate<ResourceAddress> requested;
  private final DataReader data;
  private final Interruption interruption;
  private final Diagnostics diagnostics;
  private final Runnable step;
  private final SequencedMap<ResourceAddress, Draft> drafts = new LinkedHashMap<>();

  InstancePlanner(
      ProviderSessions sessions,
      Map<ResourceAddress, Observed> priors,
      Map<ResourceAddress, Import> imports,
      Predicate<ResourceAddress> selected,
      Predicate<ResourceAddress> requested,
      DataReader data,
      Interruption interruption,
      Diagnostics diagnostics,
      Runnable step) {
    this.sessions = sessions;
    this.priors = priors;
    this.imports = imports;
    this.selected = selected;
    this.requested = requested;
    this.data = data;
    this.interruption = interruption;
    this.diagnostics = diagnostics;
    this.step = step;
  }

  /** Returns what was planned, in the order of evaluation. */
  SequencedMap<ResourceAddress, Draft> drafts() {
    return drafts;
  }

  @Override
  public Value.Obj resolve(DesiredInstance instance) {
    step.run();
    if (instance.address().mode() == ResourceAddress.Mode.DATA) {
      return data(instance);
    }
    try {
      BoundType<?> type = sessions.resource(instance.provider(), instance.address().type());
      if (!selected.test(instance.address())) {
        return aside(instance, type);
      }
      type.validate(instance.config(), new SpanProblems(instance, diagnostics));
      Draft draft = plan(instance, type);
      drafts.put(instance.address(), draft);
      return draft.planned();
    } catch (ProviderSessions.Unavailable e) {
      diagnostics.accept(e.diagnostic().orAt(instance.span()).at(instance.address()));
    } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
      diagnostics.accept(
          PlanProblems.providerBug(instance.address(), "plan", e).orAt(instance.span()));
    }
    return instance.config();
  }

  @Override
  public void held(DesiredInstance instance) {
    if (instance.address().mode() == ResourceAddress.Mode.DATA
        || !selected.test(instance.address())) {
      return;
    }
    try {
      sessions
          .resource(instance.provider(), instance.address().type())
          .validate(instance.config(), new SpanProblems(instance, diagnostics));
    } catch (ProviderSessions.Unavailable e) {
      diagnostics.accept(e.diagnostic().orAt(instance.span()).at(instance.address()));
    } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
      diagnostics.accept(
          PlanProblems.providerBug(instance.address(), "check", e).orAt(instance.span()));
    }
  }

  /** An instance that this plan leaves alone: as it is, or as it would be made. */
  private Value.Obj aside(DesiredInstance instance, BoundType<?> type) {
    Observed prior = priors.get(instance.address());
    return prior != null && prior.found().isPresent()
        ? prior.found().get()
        : type.plan(instance.config(), Optional.empty()).values();
  }

  private Value.Obj data(DesiredInstance instance) {
    boolean ready =
        Values.isWhollyKnown(instance.config())
            && instance.dependencies().stream()
                .noneMatch(d -> drafts.containsKey(d) && drafts.get(d).isPending());
    Optional<Value.Obj> read = ready ? data.read(instance) : Optional.empty();
    Value.Obj values = read.orElseGet(() -> data.unread(instance));
    boolean given = ready && read.isEmpty() && !instance.check().isEmpty();
    if (selected.test(instance.address()) && !given) {
      drafts.put(
          instance.address(),
          new Draft(
              instance,
              read.isPresent() ? Draft.Kind.KNOWN : Draft.Kind.READ,
              Optional.empty(),
              values,
              List.of(new Reason.ReadLater()),
              List.of(),
              List.of(),
              Optional.empty(),
              Optional.empty(),
              0));
    }
    return values;
  }

  private Draft plan(DesiredInstance instance, BoundType<?> type) {
    Observed prior = priors.get(instance.address());
    Import imported = imports.get(instance.address());
    if (prior == null && imported != null) {
      Optional<Value.Obj> found = importState(imported, type);
      if (found.isPresent()) {
        ResourceRecord record =
            ResourceRecord.of(
                instance.address(), instance.provider(), type.schema().version(), found.get());
        return existing(instance, type, Observed.asRecorded(record), found.get(), imported.id());
      }
    }
    if (prior == null || prior.found().isEmpty()) {
      return create(instance, type, prior);
    }
    return prior.record().status() == ObjectStatus.INCOMPLETE
        ? resume(instance, type, prior, prior.found().get())
        : existing(instance, type, prior, prior.found().get(), "");
  }

  private Optional<Value.Obj> importState(Import wanted, BoundType<?> type) {
    try {
      RunContext context = RunContext.looking(interruption, IMPORT_LIMIT, _ -> {});
      Optional<Value.Obj> found = type.importState(wanted.id(), context);
      if (found.isEmpty()) {
        diagnostics.accept(PlanProblems.importMissing(wanted.to(), wanted.id(), wanted.span()));
      }
      return found;
    } catch (ProviderException e) {
      diagnostics.accept(
          ApplyProblems.failed(
              "K3-0605", "import", wanted.to(), Optional.empty(), e, wanted.span(), "", ""));
      return Optional.empty();
    }
  }

  private Draft create(
      DesiredInstance instance,
      BoundType<?> type,
      @org.jspecify.annotations.Nullable Observed prior) {
    Planned planned = type.plan(instance.config(), Optional.empty());
    checkFaithful(instance, type, instance.config(), planned.values());
    Reason reason =
        prior == null || prior.record().status() == ObjectStatus.ABSENT
            ? new Reason.New()
            : prior.goneWith().<Reason>map(Reason.GoneWith::new).orElseGet(Reason.Gone::new);
    return draft(instance, type, Draft.Kind.CREATE, Optional.empty(), planned, List.of(reason));
  }

  private Draft resume(
      DesiredInstance instance, BoundType<?> type, Observed prior, Value.Obj found) {
    Planned change = type.plan(instance.config(), Optional.of(found));
    List<Reason> forced = forced(instance, prior);
    if (!forced.isEmpty() || changesIdentity(instance, type, prior, change)) {
      return replace(instance, type, found, change, forced);
    }
    Planned planned = type.plan(instance.config(), Optional.empty());
    return draft(
        instance,
        type,
        Draft.Kind.RESUME,
        Optional.of(found),
        planned,
        List.of(new Reason.Incomplete()));
  }

  /**
   * Reports whether what cannot be changed in place was changed by the user since the creation was
   * begun; what the unfinished object merely lacks is for the creation to finish.
   */
  private boolean changesIdentity(
      DesiredInstance instance, BoundType<?> type, Observed prior, Planned change) {
    Value.Obj wanted = type.withDefaults(instance.config());
    return change.replaceBecause().stream()
        .map(AttributePath::head)
        .anyMatch(
            name ->
                !prior.record().attributes().get(name).isNull()
                    && !Comparison.same(wanted.get(name), prior.record().attributes().get(name)));
  }

  private Draft existing(
      DesiredInstance instance,
      BoundType<?> type,
      Observed prior,
      Value.Obj found,
      String importId) {
    Value.Obj config = IgnoredChanges.apply(instance, type, found);
    Planned planned = type.plan(config, Optional.of(found));
    List<Reason> forced = forced(instance, prior);
    if (forced.isEmpty()) {
      SpanProblems problems = new SpanProblems(instance, diagnostics);
      planned.refusals().forEach(r -> problems.error(r.path(), r.summary(), r.help()));
    }
    Draft draft;
    if (!forced.isEmpty() || !planned.replaceBecause().isEmpty()) {
      draft = replace(instance, type, found, planned, forced);
    } else {
      checkFaithful(instance, type, config, planned.values());
      boolean same = Comparison.same(planned.values(), found, type.schema().block());
      List<Reason> reasons =
          same
              ? List.of()
              : Comparison.reasons(
                  planned.values(), found, prior.record().attributes(), type.schema().block());
      Draft.Kind kind = same ? Draft.Kind.NO_OP : Draft.Kind.UPDATE;
      draft = draft(instance, type, kind, Optional.of(found), planned, reasons);
    }
    return importId.isEmpty() ? draft : imported(draft, importId);
  }

  private static Draft imported(Draft draft, String id) {
    List<Reason> reasons = new ArrayList<>(draft.reasons());
    reasons.addFirst(new Reason.Imported(id));
    return new Draft(
        draft.wanted(),
        draft.kind(),
        draft.prior(),
        draft.planned(),
        reasons,
        draft.disruptions(),
        draft.because(),
        draft.group(),
        Optional.of(id),
        draft.schemaVersion());
  }

  private Draft replace(
      DesiredInstance instance,
      BoundType<?> type,
      Value.Obj found,
      Planned change,
      List<Reason> forced) {
    Planned fresh = type.plan(instance.config(), Optional.empty());
    checkFaithful(instance, type, instance.config(), fresh.values());
    List<Reason> reasons = new ArrayList<>(forced);
    change.replaceBecause().forEach(path -> reasons.add(new Reason.CannotUpdate(path)));
    return new Draft(
        instance,
        Draft.Kind.REPLACE,
        Optional.of(found),
        fresh.values(),
        reasons,
        change.disruptions(),
        change.replaceBecause(),
        group(instance, type),
        Optional.empty(),
        type.schema().version());
  }

  private List<Reason> forced(DesiredInstance instance, Observed prior) {
    List<Reason> out = new ArrayList<>();
    if (prior.record().status() == ObjectStatus.TAINTED) {
      out.add(new Reason.Tainted());
    }
    if (requested.test(instance.address())) {
      out.add(new Reason.Requested());
    }
    for (Lifecycle.Trigger trigger : instance.lifecycle().replaceTriggeredBy()) {
      Draft other = drafts.get(trigger.address());
      if (other != null && triggers(other, trigger.path())) {
        out.add(new Reason.TriggeredBy(trigger.address(), trigger.path()));
      }
    }
    return out;
  }

  private static boolean triggers(Draft other, AttributePath path) {
    return switch (other.kind()) {
      case REPLACE -> true;
      case UPDATE ->
          path.steps().isEmpty()
              || !Comparison.same(
                  ValuePaths.get(other.planned(), path),
                  ValuePaths.get(other.prior().orElse(Value.Obj.EMPTY), path));
      case CREATE ->
          other.reasons().stream()
              .anyMatch(r -> r instanceof Reason.Gone || r instanceof Reason.GoneWith);
      case RESUME, NO_OP, READ, KNOWN -> false;
    };
  }

  /** What the user wrote must be planned as it is written. */
  private void checkFaithful(
      DesiredInstance instance, BoundType<?> type, Value.Obj config, Value.Obj planned) {
    Value.Obj filled = type.withDefaults(config);
    config
        .fields()
        .forEach(
            (name, written) -> {
              Value wanted = filled.get(name);
              if (!written.isNull()
                  && Values.isWhollyKnown(wanted)
                  && !Comparison.same(wanted, planned.get(name))) {
                diagnostics.accept(
                    PlanProblems.changedByProvider(
                        instance.address(), name, instance.spanOf(name)));
              }
            });
  }

  private static Optional<RolloutGroup> group(DesiredInstance instance, BoundType<?> type) {
    return type.rolloutGroup(instance.config());
  }

  private static Draft draft(
      DesiredInstance instance,
      BoundType<?> type,
      Draft.Kind kind,
      Optional<Value.Obj> prior,
      Planned planned,
      List<Reason> reasons) {
    return new Draft(
        instance,
        kind,
        prior,
        planned.values(),
        reasons,
        planned.disruptions(),
        List.of(),
        group(instance, type),
        Optional.empty(),
        type.schema().version());
  }
}
