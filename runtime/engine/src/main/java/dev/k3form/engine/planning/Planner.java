package dev.k3form.engine.planning;

import dev.k3form.engine.event.EventSink;
import dev.k3form.engine.event.Phase;
import dev.k3form.engine.event.PhaseMeter;
import dev.k3form.engine.observe.Drifts;
import dev.k3form.engine.observe.Observed;
import dev.k3form.engine.observe.Reader;
import dev.k3form.engine.plan.Change;
import dev.k3form.engine.plan.Drift;
import dev.k3form.engine.plan.ExecutionGraph;
import dev.k3form.engine.plan.Mode;
import dev.k3form.engine.plan.Plan;
import dev.k3form.engine.problem.PlanProblems;
import dev.k3form.engine.provider.Interruption;
import dev.k3form.engine.provider.ProviderSessions;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.diagnostic.Diagnostics;
import dev.k3form.model.graph.Configuration;
import dev.k3form.model.graph.Deferred;
import dev.k3form.model.graph.DesiredGraph;
import dev.k3form.model.graph.Evaluation;
import dev.k3form.model.graph.Refactoring;
import dev.k3form.model.graph.Refactoring.Import;
import dev.k3form.model.graph.Refactoring.Moved;
import dev.k3form.model.graph.Refactoring.Removed;
import dev.k3form.spi.RolloutGroup;
import dev.k3form.state.ObjectStatus;
import dev.k3form.state.ResourceRecord;
import dev.k3form.state.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Makes plans. Changes nothing, neither in the world nor in the state. */
public final class Planner {
  private final ProviderSessions sessions;
  private final EventSink events;
  private final Interruption interruption;

  /** Creates a planner. */
  public Planner(ProviderSessions sessions, EventSink events, Interruption interruption) {
    this.sessions = sessions;
    this.events = events;
    this.interruption = interruption;
  }

  /** A plan and the evaluation that it was made of, which an apply goes on with. */
  public record Result(Plan plan, Optional<Evaluation> evaluation) {}

  /**
   * Plans.
   *
   * @param digest returns the digest of a record by its address in the state
   */
  public Result plan(
      Configuration configuration,
      State state,
      Function<ResourceAddress, String> digest,
      PlanOptions options) {
    return new Run(configuration, state, digest, options).plan();
  }

  /** The making of one plan. */
  private final class Run {
    private final Configuration configuration;
    private final State state;
    private final Function<ResourceAddress, String> digest;
    private final PlanOptions options;
    private final Diagnostics diagnostics = new Diagnostics();
    private final Reader reader;
    private final DataReader data = new DataReader(sessions, interruption, diagnostics);
    private final Moves moves;
    private final Map<ResourceAddress, ResourceRecord> records;
    private Predicate<Deferred> about = _ -> true;

    Run(
        Configuration configuration,
        State state,
        Function<ResourceAddress, String> digest,
        PlanOptions options) {
      this.configuration = configuration;
      this.state = state;
      this.digest = digest;
      this.options = options;
      this.reader =
          new Reader(
              sessions, events, interruption, diagnostics, configuration::place, options.reads());
      this.moves =
          Moves.of(
              state.resources().values(),
              options.mode() == Mode.DESTROY ? List.of() : refactorings(Moved.class),
              options.mode() == Mode.DESTROY ? UnaryOperator.identity() : configuration::recounted,
              new Takeovers(sessions, configuration.providers(), diagnostics),
              diagnostics);
      this.records = reader.upgrade(moves.records().values());
    }

    private <T extends Refactoring> List<T> refactorings(Class<T> kind) {
      return configuration.refactorings().stream()
          .filter(kind::isInstance)
          .map(kind::cast)
          .toList();
    }

    Result plan() {
      diagnostics.addAll(configuration.warnings());
      Predicate<ResourceAddress> requested = requested();
      Optional<Selection.Choice> choice = selection(requested);
      Predicate<ResourceAddress> selected =
          choice.<Predicate<ResourceAddress>>map(c -> c.instances()::contains).orElse(_ -> true);
      about = d -> choice.map(c -> c.isAbout(d)).orElse(true);
      if (diagnostics.hasErrors()) {
        return failed();
      }
      Map<ResourceAddress, Observed> priors = observe(selected);
      if (interruption.isStopping()) {
        diagnostics.accept(PlanProblems.interrupted());
      }
      if (diagnostics.hasErrors()) {
        return failed();
      }
      return options.mode() == Mode.DESTROY
          ? destroy(priors, selected)
          : evaluate(priors, selected, requested);
    }

    private Result failed() {
      return new Result(
          new Plan(
              options.mode(),
              state.lineage(),
              List.of(),
              List.of(),
              List.of(),
              List.of(),
              List.of(),
              diagnostics.sorted(),
              ExecutionGraph.EMPTY,
              new TreeMap<>()),
          Optional.empty());
    }

    private Map<ResourceAddress, Observed> observe(Predicate<ResourceAddress> selected) {
      List<ResourceRecord> read = new ArrayList<>();
      Map<ResourceAddress, Observed> out = HashMap.newHashMap(records.size());
      records.forEach(
          (address, record) -> {
            if (options.refresh() && selected.test(address)) {
              read.add(record);
            } else {
              out.put(address, recorded(record));
            }
          });
      if (!read.isEmpty()) {
        out.putAll(reader.read(read));
      }
      return out;
    }

    private static Observed recorded(ResourceRecord record) {
      return record.status() == ObjectStatus.ABSENT
          ? new Observed(record, Optional.empty(), Optional.empty())
          : Observed.asRecorded(record);
    }

    /** Finds out what a partial plan is about, from what is recorded alone. */
    private Optional<Selection.Choice> selection(Predicate<ResourceAddress> requested) {
      if (!options.isPartial()) {
        return Optional.empty();
      }
      Map<ResourceAddress, Collection<ResourceAddress>> wanted = new HashMap<>();
      Map<ResourceAddress, Collection<ResourceAddress>> leaving = new HashMap<>();
      List<Deferred> open = new ArrayList<>();
      records.forEach((address, record) -> leaving.put(address, record.dependencies()));
      if (options.mode() != Mode.DESTROY) {
        Map<ResourceAddress, Observed> asRecorded = HashMap.newHashMap(records.size());
        records.forEach((address, record) -> asRecorded.put(address, recorded(record)));
        InstancePlanner dry =
            new InstancePlanner(
                sessions,
                asRecorded,
                Map.of(),
                _ -> options.mode() == Mode.NORMAL,
                requested,
                DataReader.idle(sessions, interruption),
                interruption,
                new Diagnostics(),
                () -> {});
        DesiredGraph graph = configuration.evaluate(dry).graph();
        graph.instances().forEach((address, i) -> wanted.put(address, i.dependencies()));
        wanted.keySet().forEach(leaving::remove);
        open.addAll(graph.deferred());
      }
      return Optional.of(new Selection(wanted, leaving, open).choose(options, diagnostics));
    }

    private Result evaluate(
        Map<ResourceAddress, Observed> priors,
        Predicate<ResourceAddress> selected,
        Predicate<ResourceAddress> requested) {
      boolean normal = options.mode() == Mode.NORMAL;
      Map<ResourceAddress, Import> imports = new HashMap<>();
      if (normal) {
        refactorings(Import.class).forEach(i -> imports.put(i.to(), i));
      }
      Evaluation evaluation;
      Map<ResourceAddress, Draft> drafts;
      try (PhaseMeter meter = events.phase(Phase.PLAN, 0)) {
        InstancePlanner planner =
            new InstancePlanner(
                sessions,
                priors,
                imports,
                normal ? selected : _ -> false,
                requested,
                data,
                interruption,
                diagnostics,
                meter::step);
        evaluation = configuration.evaluate(planner);
        drafts = planner.drafts();
        DesiredGraph graph = evaluation.graph();
        graph = graph.withChecks(data.outcomes(graph.checks()));
        diagnostics.addAll(graph.diagnostics());
        graph.deferred().stream().filter(about).forEach(d -> diagnostics.accept(d.reason()));
        checkAddresses(graph, imports);
        if (!diagnostics.hasErrors()) {
          checkReplaced(graph, selected);
        }
        if (diagnostics.hasErrors()) {
          return failed();
        }
        Assembly assembly =
            new Assembly(
                state, moves, priors, selected, drafts, graph, digest, this::group, diagnostics);
        Plan plan =
            normal
                ? assembly.normal(
                    drifts(priors, selected), refactorings(Removed.class), options.isPartial())
                : assembly.refreshOnly(drifts(priors, selected));
        return new Result(plan.openOnly(about), Optional.of(evaluation));
      }
    }

    private Result destroy(
        Map<ResourceAddress, Observed> priors, Predicate<ResourceAddress> selected) {
      try (PhaseMeter _ = events.phase(Phase.PLAN, 0)) {
        DesiredGraph nothing =
            new DesiredGraph(
                List.of(), new LinkedHashMap<>(), List.of(), List.of(), List.of(), List.of());
        Assembly assembly =
            new Assembly(
                state,
                moves,
                priors,
                selected,
                Map.of(),
                nothing,
                digest,
                this::group,
                diagnostics);
        return new Result(
            assembly.destroy(drifts(priors, selected), options.isPartial()), Optional.empty());
      }
    }

    private Optional<RolloutGroup> group(ResourceRecord record) {
      try {
        return sessions
            .resource(record.provider(), record.address().type())
            .rolloutGroup(record.attributes());
      } catch (ProviderSessions.Unavailable e) {
        diagnostics.accept(e.diagnostic());
        return Optional.empty();
      }
    }

    private Predicate<ResourceAddress> requested() {
      List<Pattern> patterns = new ArrayList<>();
      for (String text : options.replace()) {
        try {
          patterns.add(Pattern.parse(text));
        } catch (IllegalArgumentException e) {
          diagnostics.accept(
              PlanProblems.badAddress("-replace", text, String.valueOf(e.getMessage()) + "."));
        }
      }
      return address ->
          !options.replaced().contains(address)
              && patterns.stream().anyMatch(p -> p.matches(address));
    }

    private void checkReplaced(DesiredGraph graph, Predicate<ResourceAddress> selected) {
      SortedSet<ResourceAddress> all = new TreeSet<>(records.keySet());
      all.addAll(graph.instances().keySet());
      for (String text : options.replace()) {
        Pattern pattern = Pattern.parse(text);
        List<Deferred> open =
            graph.deferred().stream().filter(d -> pattern.mayMatch(d.resource())).toList();
        Optional<Deferred> waiting = open.stream().filter(about).findFirst();
        if (waiting.isPresent()) {
          diagnostics.accept(PlanProblems.replaceWaits(text, waiting.get().resource()));
        } else if (open.isEmpty() && all.stream().noneMatch(pattern::matches)) {
          diagnostics.accept(
              PlanProblems.matchesNothing("-replace", text, Nearest.to(pattern, all)));
        } else if (options.mode() == Mode.NORMAL
            && all.stream().filter(pattern::matches).noneMatch(selected)) {
          diagnostics.accept(PlanProblems.replaceAside(text));
        }
      }
    }

    private void checkAddresses(DesiredGraph graph, Map<ResourceAddress, Import> imports) {
      imports
          .values()
          .forEach(
              i -> {
                boolean open = graph.deferred().stream().anyMatch(d -> d.isAbout(i.to()));
                if (!graph.instances().containsKey(i.to()) && !open) {
                  diagnostics.accept(PlanProblems.importUnconfigured(i.to(), i.span()));
                }
              });
      for (Removed removed : refactorings(Removed.class)) {
        Pattern pattern = Pattern.parse(removed.from());
        graph.instances().keySet().stream()
            .filter(pattern::matches)
            .findFirst()
            .ifPresent(a -> diagnostics.accept(PlanProblems.removedButThere(a, removed.span())));
      }
    }

    private List<Drift> drifts(
        Map<ResourceAddress, Observed> priors, Predicate<ResourceAddress> selected) {
      List<Drift> out = new ArrayList<>();
      for (Observed observed : priors.values()) {
        ResourceRecord record = observed.record();
        boolean looked =
            options.refresh()
                && selected.test(record.address())
                && record.status() != ObjectStatus.ABSENT;
        if (looked) {
          try {
            var block =
                sessions.resource(record.provider(), record.address().type()).schema().block();
            Drifts.of(observed, block).ifPresent(out::add);
          } catch (ProviderSessions.Unavailable e) {
            diagnostics.accept(e.diagnostic());
          }
        }
      }
      out.sort(Comparator.comparing(Drift::address));
      return out;
    }
  }

  /** Orders changes by address, an instance's own change before those of its deposed objects. */
  static void sort(List<Change> changes) {
    changes.sort(
        Comparator.comparing(Change::address)
            .thenComparing(c -> c instanceof Change.DeleteDeposed d ? d.id() : ""));
  }
}
