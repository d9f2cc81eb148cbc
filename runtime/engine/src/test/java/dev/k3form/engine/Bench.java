package dev.k3form.engine;

import dev.k3form.engine.apply.ApplyOptions;
import dev.k3form.engine.apply.ApplyResult;
import dev.k3form.engine.apply.RetryPolicy;
import dev.k3form.engine.event.ApplyEvent;
import dev.k3form.engine.plan.Plan;
import dev.k3form.engine.planning.PlanOptions;
import dev.k3form.engine.provider.Interruption;
import dev.k3form.engine.provider.ProviderCatalog;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.graph.Configuration;
import dev.k3form.provider.k3form.K3formProvider;
import dev.k3form.state.ResourceRecord;
import dev.k3form.state.State;
import dev.k3form.state.secret.DataKey;
import dev.k3form.state.secret.DataKeySealer;
import dev.k3form.state.secret.Sealer;
import dev.k3form.state.store.LocalStateStore;
import dev.k3form.state.store.StateLocation;
import dev.k3form.state.store.StateSession;
import dev.k3form.testkit.fake.FakeProvider;
import dev.k3form.testkit.fake.FakeWorld;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** A world, a state in a directory, and runs of the engine on them. */
public final class Bench {
  /** Retries without waits worth mentioning. */
  public static final ApplyOptions QUICK =
      ApplyOptions.DEFAULT.withRetry(
          new RetryPolicy(3, Duration.ofMillis(1), Duration.ofMillis(2)));

  private final Path directory;
  private final LocalStateStore store;
  private final Sealer sealer = DataKeySealer.of(DataKey.random());
  private final FakeWorld world = new FakeWorld();
  private final List<ApplyEvent> events = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger keys = new AtomicInteger();
  private Interruption interruption = new Interruption();

  /** Prepares a state in a directory. */
  public Bench(Path directory) {
    this.directory = directory;
    this.store = new LocalStateStore(StateLocation.of(directory), sealer);
  }

  FakeWorld world() {
    return world;
  }

  Sealer sealer() {
    return sealer;
  }

  Interruption interruption() {
    return interruption;
  }

  void newInterruption() {
    interruption = new Interruption();
  }

  List<ApplyEvent> events() {
    return List.copyOf(events);
  }

  State state() {
    return store.read();
  }

  ResourceRecord record(String address) {
    return state().resource(ResourceAddress.parse(address)).orElseThrow();
  }

  StateSession open() {
    return store.open("test", Duration.ZERO);
  }

  Engine engine(Configuration configuration, StateSession session) {
    return Engine.open(
        configuration,
        ProviderCatalog.of(List.of(new FakeProvider(world), new K3formProvider())),
        directory,
        session,
        events::add,
        interruption,
        () -> "key-" + keys.incrementAndGet());
  }

  Plan plan(Configuration configuration) {
    return plan(configuration, PlanOptions.DEFAULT);
  }

  Plan plan(Configuration configuration, PlanOptions options) {
    try (StateSession session = open();
        Engine engine = engine(configuration, session)) {
      return engine.plan(options).plan();
    }
  }

  ApplyResult apply(Configuration configuration) {
    return apply(configuration, PlanOptions.DEFAULT);
  }

  ApplyResult apply(Configuration configuration, PlanOptions options) {
    return apply(configuration, options, QUICK, UnaryOperator.identity());
  }

  ApplyResult apply(
      Configuration configuration,
      PlanOptions options,
      ApplyOptions how,
      UnaryOperator<StateSession> wrap) {
    try (StateSession session = wrap.apply(open());
        Engine engine = engine(configuration, session)) {
      Engine.Planned planned = engine.plan(options);
      if (planned.plan().hasErrors()) {
        throw new AssertionError("the plan has errors: " + planned.plan().diagnostics());
      }
      return engine.apply(planned, how, "test");
    }
  }
}
