package dev.k3form.engine.planning;

import dev.k3form.engine.observe.Observed;
import dev.k3form.engine.plan.About;
import dev.k3form.engine.plan.Bookkeeping;
import dev.k3form.engine.plan.Change;
import dev.k3form.engine.plan.Drift;
import dev.k3form.engine.plan.ExecutionGraph;
import dev.k3form.engine.plan.Mode;
import dev.k3form.engine.plan.OutputChange;
import dev.k3form.engine.plan.Plan;
import dev.k3form.engine.plan.Reason;
import dev.k3form.engine.problem.PlanProblems;
import dev.k3form.engine.topology.GraphBuilder;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.diagnostic.Diagnostics;
import dev.k3form.model.graph.Deferred;
import dev.k3form.model.graph.DesiredGraph;
import dev.k3form.model.graph.DesiredInstance;
import dev.k3form.model.graph.DesiredOutput;
import dev.k3form.model.graph.Refactoring.Removed;
import dev.k3form.model.source.Span;
import dev.k3form.model.value.Value;
import dev.k3form.spi.RolloutGroup;
import dev.k3form.state.DeposedObject;
import dev.k3form.state.ObjectStatus;
import dev.k3form.state.OutputRecord;
import dev.k3form.state.ResourceRecord;
import dev.k3form.state.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/** Puts a plan together from what each instance needs. */
final class Assembly {
  private final State state;
  private final Moves moves;
  private final Moves carried;
  private final Map<ResourceAddress, Observed> priors;
  private final Predicate<ResourceAddress> selected;
  private final Map<ResourceAddress, Draft> drafts;
  private final DesiredGraph graph;
  private final Function<ResourceAddress, String> digest;
  private final Function<ResourceRecord, Optional<RolloutGroup>> groups;
  private final Diagnostics diagnostics;

  Assembly(
      State state,
      Moves moves,
      Map<ResourceAddress, Observed> priors,
      Predicate<ResourceAddress> selected,
      Map<ResourceAddress, Draft> drafts,
      DesiredGraph graph,
      Function<ResourceAddress, String> digest,
      Function<ResourceRecord, Optional<RolloutGroup>> groups,
      Diagnostics diagnostics) {
    this.state = state;
    this.moves = moves;
    this.carried = moves.carried(selected);
    this.priors = priors;
    this.selected = selected;
    this.drafts = drafts;
    this.graph = graph;
    this.digest = digest;
    this.groups = groups;
    this.diagnostics = diagnostics;
  }

  Plan normal(List<Drift> drift, List<Removed> removed, boolean partial) {
    List<Change> wanted = new ArrayList<>(drafts.size());
    Set<ResourceAddress> createFirst = createFirst();
    Map<ResourceAddress, SortedSet<ResourceAddress>> managed = managedDependencies();
    for (Draft draft : drafts.values()) {
      wanted.add(change(draft, createFirst, managed));
    }
    List<Change> leaving = leaving(removed);
    wanted.forEach(this::checkProtected);
    leaving.forEach(this::checkProtected);
    boolean idle =
        leaving.isEmpty()
            && wanted.stream().allMatch(c -> c instanceof Change.NoOp && !c.isVisible());
    if (idle && !partial) {
      graph.deferred().stream()
          .map(Deferred::resource)
          .map(PlanProblems::stuck)
          .forEach(diagnostics);
    }
    return finish(Mode.NORMAL, wanted, leaving, drift, outputs(graph.outputs()));
  }

  Plan destroy(List<Drift> drift, boolean partial) {
    List<Change> leaving = new ArrayList<>();
    for (Observed observed : priors.values()) {
      if (selected.test(observed.record().address())) {
        leave(observed, new Reason.Destroy(), true, leaving);
      }
    }
    leaving.forEach(this::checkProtected);
    return finish(
        Mode.DESTROY, List.of(), leaving, drift, partial ? List.of() : outputs(List.of()));
  }

  Plan refreshOnly(List<Drift> drift) {
    List<Change> wanted = new ArrayList<>();
    List<Change> leaving = new ArrayList<>();
    for (Drift d : drift) {
      Observed observed = priors.get(d.address());
      if (observed == null) {
        continue;
      }
      ResourceRecord record = observed.record();
      About about = about(record, record(record));
      if (observed.found().isPresent()) {
        wanted.add(new Change.NoOp(about, observed.found().get(), true));
      } else {
        leaving.add(
            new Change.Forget(
                About.of(record.address(), record.provider(), record(record), new Reason.Gone()),
                record.attributes()));
      }
    }
    return finish(Mode.REFRESH_ONLY, wanted, leaving, drift, outputs(graph.outputs()));
  }

  private About about(ResourceRecord record, Bookkeeping bookkeeping) {
    return new About(
        record.address(),
        record.provider(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.ofNullable(carried.origins().get(record.address())),
        Optional.empty(),
        bookkeeping);
  }

  private static Bookkeeping record(ResourceRecord record) {
    return new Bookkeeping(
        record.schemaVersion(),
        record.dependencies(),
        record.createBeforeDestroy(),
        record.preventDestroy());
  }

  /**
   * Returns the instances whose successors are made first: those whose users say so, and all that
   * these depend on, since what is new cannot stand on what is not there yet.
   */
  private Set<ResourceAddress> createFirst() {
    Set<ResourceAddress> out = new HashSet<>();
    for (DesiredInstance instance : graph.instances().sequencedValues().reversed()) {
      if (instance.lifecycle().createBeforeDestroy() || out.contains(instance.address())) {
        out.add(instance.address());
        out.addAll(instance.dependencies());
      }
    }
    return out;
  }

  /** Returns for each instance the managed ones that it depends on, seen through data sources. */
  private Map<ResourceAddress, SortedSet<ResourceAddress>> managedDependencies() {
    Map<ResourceAddress, SortedSet<ResourceAddress>> out = new HashMap<>();
    for (DesiredInstance instance : graph.instances().values()) {
      boolean direct =
          instance.dependencies().stream().allMatch(d -> d.mode() == ResourceAddress.Mode.MANAGED);
      SortedSet<ResourceAddress> managed = instance.dependencies();
      if (!direct) {
        managed = new TreeSet<>();
        for (ResourceAddress dependency : instance.dependencies()) {
          if (dependency.mode() == ResourceAddress.Mode.MANAGED) {
            managed.add(dependency);
          } else {
            managed.addAll(out.getOrDefault(dependency, new TreeSet<>()));
          }
        }
      }
      out.put(instance.address(), managed);
    }
    return out;
  }

  private Change change(
      Draft draft,
      Set<ResourceAddress> createFirst,
      Map<ResourceAddress, SortedSet<ResourceAddress>> managed) {
    DesiredInstance wanted = draft.wanted();
    ResourceAddress address = wanted.address();
    Bookkeeping bookkeeping =
        new Bookkeeping(
            draft.schemaVersion(),
            managed.getOrDefault(address, wanted.dependencies()),
            createFirst.contains(address),
            wanted.lifecycle().preventDestroy());
    Optional<ResourceAddress> from = Optional.ofNullable(carried.origins().get(address));
    List<Reason> reasons = new ArrayList<>(draft.reasons());
    from.ifPresent(origin -> reasons.add(new Reason.Moved(origin)));
    About about =
        new About(
            address,
            wanted.provider(),
            reasons,
            draft.disruptions(),
            draft.group(),
            from,
            draft.importId(),
            bookkeeping);
    Value.Obj prior = draft.prior().orElse(Value.Obj.EMPTY);
    return switch (draft.kind()) {
      case CREATE -> new Change.Create(about, draft.planned());
      case RESUME -> new Change.Resume(about, prior, draft.planned());
      case UPDATE -> new Change.Update(about, prior, draft.planned());
      case REPLACE ->
          new Change.Replace(
              about,
              prior,
              draft.planned(),
              bookkeeping.createBeforeDestroy()
                  ? Change.Replace.Order.CREATE_FIRST
                  : Change.Replace.Order.DELETE_FIRST,
              draft.because());
      case READ -> new Change.Read(about, draft.planned());
      case NO_OP, KNOWN -> new Change.NoOp(about, draft.planned(), mustRecord(draft, bookkeeping));
    };
  }

  private boolean mustRecord(Draft draft, Bookkeeping wanted) {
    Observed observed = priors.get(draft.wanted().address());
    if (observed == null) {
      return false; // an import records it
    }
    ResourceRecord record = observed.record();
    return !draft.planned().equals(record.attributes())
        || !wanted.equals(record(record))
        || !record.provider().equals(draft.wanted().provider());
  }

  private List<Change> leaving(List<Removed> removed) {
    Map<String, List<Deferred>> open = new HashMap<>();
    for (Deferred d : graph.deferred()) {
      open.computeIfAbsent(d.resource().name(), _ -> new ArrayList<>()).add(d);
    }
    List<Change> out = new ArrayList<>();
    for (Observed observed : priors.values()) {
      ResourceAddress address = observed.record().address();
      if (!selected.test(address)) {
        continue;
      }
      if (graph.instances().containsKey(address)) {
        deposed(observed.record(), out);
      } else if (open.getOrDefault(address.name(), List.of()).stream()
          .noneMatch(d -> d.isAbout(address))) {
        Optional<Removed> rule =
            removed.stream().filter(r -> Pattern.parse(r.from()).matches(address)).findFirst();
        Reason reason =
            rule.isPresent() ? new Reason.RemovedBlock() : new Reason.RemovedFromConfiguration();
        leave(observed, reason, rule.map(Removed::destroy).orElse(true), out);
      }
    }
    return out;
  }

  private void leave(Observed observed, Reason reason, boolean destroy, List<Change> out) {
    ResourceRecord record = observed.record();
    deposed(record, out);
    if (record.status() == ObjectStatus.ABSENT) {
      return;
    }
    About about = About.of(record.address(), record.provider(), record(record), reason);
    if (!destroy) {
      out.add(new Change.Forget(about, record.attributes()));
    } else if (observed.found().isEmpty()) {
      Reason gone =
          observed.goneWith().<Reason>map(Reason.GoneWith::new).orElseGet(Reason.Gone::new);
      out.add(
          new Change.Forget(
              About.of(record.address(), record.provider(), record(record), gone, reason),
              record.attributes()));
    } else {
      out.add(new Change.Delete(about.in(groups.apply(record)), observed.found().get()));
    }
  }

  private static void deposed(ResourceRecord record, List<Change> out) {
    for (DeposedObject object : record.deposed()) {
      Bookkeeping bookkeeping =
          new Bookkeeping(object.schemaVersion(), object.dependencies(), false, false);
      out.add(
          new Change.DeleteDeposed(
              About.of(record.address(), object.provider(), bookkeeping, new Reason.Deposed()),
              object.id(),
              object.attributes()));
    }
  }

  private void checkProtected(Change change) {
    ResourceAddress address = change.address();
    switch (change) {
      case Change.Replace r -> {
        if (r.about().record().preventDestroy()) {
          diagnostics.accept(
              PlanProblems.prevented(address, spanOf(address), "it must be replaced", true));
        }
      }
      case Change.Delete d -> {
        if (d.about().record().preventDestroy()) {
          boolean all = d.about().reasons().contains(new Reason.Destroy());
          String why = all ? "everything is destroyed" : "it is no longer in the configuration";
          diagnostics.accept(PlanProblems.prevented(address, spanOf(address), why, all));
        }
      }
      case Change.Create _,
          Change.Resume _,
          Change.Update _,
          Change.DeleteDeposed _,
          Change.Forget _,
          Change.NoOp _,
          Change.Read _ -> {}
    }
  }

  private Span spanOf(ResourceAddress address) {
    DesiredInstance instance = graph.instances().get(address);
    return instance == null ? Span.NONE : instance.span();
  }

  private List<OutputChange> outputs(List<DesiredOutput> wanted) {
    SortedMap<String, OutputChange> out = new TreeMap<>();
    state
        .outputs()
        .forEach(
            (name, o) ->
                out.put(name, new OutputChange(name, Optional.of(o.value()), Optional.empty())));
    for (DesiredOutput output : wanted) {
      Optional<Value> before =
          Optional.ofNullable(state.outputs().get(output.name())).map(OutputRecord::value);
      out.put(output.name(), new OutputChange(output.name(), before, Optional.of(output.value())));
    }
    return List.copyOf(out.values());
  }

  private Plan finish(
      Mode mode,
      List<Change> wanted,
      List<Change> leaving,
      List<Drift> drift,
      List<OutputChange> outputs) {
    Map<ResourceAddress, Set<ResourceAddress>> present = new HashMap<>();
    graph.instances().forEach((address, i) -> present.put(address, i.dependencies()));
    Map<ResourceAddress, Set<ResourceAddress>> recorded = new HashMap<>();
    moves.records().forEach((address, record) -> recorded.put(address, record.dependencies()));
    Planner.sort(leaving);
    ExecutionGraph execution = ExecutionGraph.EMPTY;
    try {
      execution = GraphBuilder.build(wanted, leaving, present, recorded, carried.order());
      execution.waived().stream()
          .map(w -> PlanProblems.waived(w.deleted(), w.awaited()))
          .distinct()
          .forEach(diagnostics);
    } catch (GraphBuilder.CycleException e) {
      diagnostics.accept(PlanProblems.cycle(e.members()));
    }
    List<Change> changes = new ArrayList<>(wanted);
    changes.addAll(leaving);
    Planner.sort(changes);
    return new Plan(
        mode,
        state.lineage(),
        changes,
        drift,
        outputs,
        graph.checks(),
        graph.deferred(),
        diagnostics.sorted(),
        execution,
        touched(changes, present));
  }

  /** Returns the digests of the records that changes build on: their own, and what they read. */
  private SortedMap<ResourceAddress, String> touched(
      List<Change> changes, Map<ResourceAddress, Set<ResourceAddress>> present) {
    Map<ResourceAddress, String> out = new HashMap<>();
    for (Change change : changes) {
      boolean idle = change instanceof Change.NoOp n && !n.recorded() && !n.about().enters();
      if (!idle) {
        touch(change.address(), out);
        present.getOrDefault(change.address(), Set.of()).forEach(d -> touch(d, out));
      }
    }
    carried.order().forEach(move -> out.computeIfAbsent(move.from(), digest));
    return new TreeMap<>(out);
  }

  private void touch(ResourceAddress address, Map<ResourceAddress, String> out) {
    if (address.mode() == ResourceAddress.Mode.MANAGED) {
      ResourceAddress recorded = moves.origins().getOrDefault(address, address);
      out.computeIfAbsent(recorded, digest);
    }
  }
}
