package dev.k3form.engine;

import dev.k3form.engine.apply.ApplyOptions;
import dev.k3form.engine.apply.ApplyResult;
import dev.k3form.engine.apply.Executor;
import dev.k3form.engine.event.ApplyEvent;
import dev.k3form.engine.event.EventSink;
import dev.k3form.engine.generate.ImportGenerator;
import dev.k3form.engine.plan.ExecutionGraph;
import dev.k3form.engine.plan.Mode;
import dev.k3form.engine.plan.Plan;
import dev.k3form.engine.planning.PlanOptions;
import dev.k3form.engine.planning.Planner;
import dev.k3form.engine.problem.PlanProblems;
import dev.k3form.engine.provider.Interruption;
import dev.k3form.engine.provider.ProviderCatalog;
import dev.k3form.engine.provider.ProviderSessions;
import dev.k3form.engine.recover.Recovery;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.graph.Configuration;
import dev.k3form.model.graph.Evaluation;
import dev.k3form.model.graph.Refactoring.Import;
import dev.k3form.state.State;
import dev.k3form.state.store.StateSession;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One run on one configuration and one state: plans, and applies what it planned.
 *
 * <p>Closing it closes the providers' sessions; the state's session stays the caller's.
 */
public final class Engine implements AutoCloseable {
  private final Configuration configuration;
  private final StateSession session;
  private final ProviderSessions providers;
  private final EventSink events;
  private final Interruption interruption;
  private final Supplier<String> keys;

  private Engine(
      Configuration configuration,
      StateSession session,
      ProviderSessions providers,
      EventSink events,
      Interruption interruption,
      Supplier<String> keys) {
    this.configuration = configuration;
    this.session = session;
    this.providers = providers;
    this.events = events;
    this.interruption = interruption;
    this.keys = keys;
  }

  /**
   * Prepares a run; contacts nobody.
   *
   * @param directory of the root module
   */
  public static Engine open(
      Configuration configuration,
      ProviderCatalog catalog,
      Path directory,
      StateSession session,
      Consumer<ApplyEvent> events,
      Interruption interruption) {
    SecureRandom random = new SecureRandom();
    Supplier<String> keys =
        () -> {
          byte[] bytes = new byte[16];
          random.nextBytes(bytes);
          return HexFormat.of().formatHex(bytes);
        };
    return open(configuration, catalog, directory, session, events, interruption, keys);
  }

  /**
   * Prepares a run whose idempotency keys come from elsewhere.
   *
   * @param keys gives texts, each of them once
   */
  public static Engine open(
      Configuration configuration,
      ProviderCatalog catalog,
      Path directory,
      StateSession session,
      Consumer<ApplyEvent> events,
      Interruption interruption,
      Supplier<String> keys) {
    return new Engine(
        configuration,
        session,
        new ProviderSessions(catalog, configuration.providers(), directory),
        new EventSink(events),
        interruption,
        keys);
  }

  /**
   * A plan with what an apply needs besides.
   *
   * @param evaluation of the configuration; empty for plans to destroy
   */
  public record Planned(Plan plan, Optional<Evaluation> evaluation) {}

  /**
   * Plans, after settling what an earlier run was cut off in.
   *
   * <p>Where that cannot be settled the plan has the reasons as errors.
   */
  public Planned plan(PlanOptions options) {
    List<Diagnostic> problems = recover().stream().flatMap(s -> s.problem().stream()).toList();
    State state = session.state();
    if (!problems.isEmpty()) {
      return new Planned(failed(options.mode(), state.lineage(), problems), Optional.empty());
    }
    Planner.Result result =
        new Planner(providers, events, interruption)
            .plan(configuration, state, session::digest, options);
    return new Planned(result.plan(), result.evaluation());
  }

  /**
   * Takes up a saved plan, whose sources this engine's configuration was compiled from.
   *
   * <p>Nothing is planned again. The plan has errors if it belongs to another state or if a record
   * that it builds on has changed since.
   */
  public Planned load(Plan plan, String file) {
    List<Diagnostic> problems =
        new ArrayList<>(recover().stream().flatMap(s -> s.problem().stream()).toList());
    State state = session.state();
    List<ResourceAddress> changed = new ArrayList<>();
    plan.touched()
        .forEach(
            (address, digest) -> {
              if (!session.digest(address).equals(digest)) {
                changed.add(address);
              }
            });
    // A plan for a state that was not there yet names a lineage that nobody has; whether it is
    // stale
    // is told by its records.
    boolean unborn = plan.touched().values().stream().allMatch(String::isEmpty);
    boolean settled = unborn && (state.isEmpty() || !changed.isEmpty());
    if (!settled && !plan.lineage().equals(state.lineage())) {
      problems.add(PlanProblems.foreignPlan(file));
    } else if (!changed.isEmpty()) {
      problems.add(PlanProblems.stale(changed, !plan.lineage().equals(state.lineage())));
    }
    if (!problems.isEmpty()) {
      return new Planned(failed(plan.mode(), state.lineage(), problems), Optional.empty());
    }
    if (plan.mode() == Mode.DESTROY) {
      return new Planned(plan, Optional.empty());
    }
    PlannedValues values = new PlannedValues(plan, state, providers);
    return new Planned(plan, Optional.of(configuration.evaluate(values)));
  }

  private static Plan failed(Mode mode, String lineage, List<Diagnostic> problems) {
    return new Plan(
        mode,
        lineage,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        problems,
        ExecutionGraph.EMPTY,
        new TreeMap<>());
  }

  /** Settles what an earlier run was cut off in. */
  public List<Recovery.Settled> recover() {
    return new Recovery(providers, session, events, interruption).settle();
  }

  /** Writes configuration for the imports of those addresses, which the configuration lacks. */
  public ImportGenerator.Generated generate(Collection<ResourceAddress> addresses) {
    List<Import> imports =
        configuration.refactorings().stream()
            .filter(Import.class::isInstance)
            .map(Import.class::cast)
            .filter(i -> addresses.contains(i.to()))
            .toList();
    return new ImportGenerator(providers, interruption).generate(imports);
  }

  /**
   * Applies a plan that was made by this engine, or read from a file for it.
   *
   * @param message for the history of the store
   */
  public ApplyResult apply(Planned planned, ApplyOptions options, String message) {
    if (planned.plan().hasErrors()) {
      throw new IllegalArgumentException("a plan with errors cannot be applied");
    }
    return new Executor(providers, session, events, interruption, options, keys)
        .execute(planned.plan(), planned.evaluation(), message);
  }

  /** Closes the providers' sessions and what they shared. */
  @Override
  public void close() {
    providers.close();
  }
}
