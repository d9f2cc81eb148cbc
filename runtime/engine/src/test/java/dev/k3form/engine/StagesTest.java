package dev.k3form.engine;

import static dev.k3form.engine.Things.thing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.engine.planning.PlanOptions;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.graph.Configuration;
import dev.k3form.model.graph.ConfigurationSources;
import dev.k3form.model.graph.DesiredProvider;
import dev.k3form.model.graph.Evaluation;
import dev.k3form.model.graph.InstanceValues;
import dev.k3form.model.graph.Refactoring;
import dev.k3form.model.source.Span;
import dev.k3form.model.value.Value;
import dev.k3form.state.store.StateSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagesTest {
  private static final Diagnostic WHY =
      Diagnostic.warning("K3-0430", "the keys of `for_each` are known after apply").build();

  @TempDir Path directory;

  /** As many things as a's identifier has letters, which is known when there is an a. */
  private record Staged(boolean resolvable) implements Configuration {
    @Override
    public Evaluation evaluate(InstanceValues values) {
      Program first = new Program().add("fake_thing.a", thing("a"));
      Value[] id = new Value[1];
      first.evaluate(
          instance -> {
            Value.Obj resolved = values.resolve(instance);
            id[0] = resolved.get("id");
            return resolved;
          });
      Program program = new Program().add("fake_thing.a", thing("a"));
      if (resolvable && id[0] instanceof Value.Str(String text)) {
        for (int i = 0; i < text.length(); i++) {
          program.add("fake_thing.n[" + i + "]", thing("n" + i));
        }
      } else {
        program.defer("fake_thing.n", WHY);
      }
      return program.evaluate(values);
    }

    @Override
    public List<DesiredProvider> providers() {
      return new Program().providers();
    }

    @Override
    public Span place(ResourceAddress address, String argument) {
      return Span.NONE;
    }

    @Override
    public ResourceAddress recounted(ResourceAddress recorded) {
      return recorded;
    }

    @Override
    public List<Refactoring> refactorings() {
      return List.of();
    }

    @Override
    public List<Diagnostic> warnings() {
      return List.of();
    }

    @Override
    public ConfigurationSources sources() {
      return new Program().sources();
    }
  }

  private static Stages.End run(Bench bench, Configuration configuration, List<Integer> asked) {
    try (StateSession session = bench.open();
        Engine engine = bench.engine(configuration, session)) {
      return new Stages(engine, PlanOptions.DEFAULT, Bench.QUICK)
          .run(
              Optional.empty(),
              (plan, stage) -> {
                asked.add(plan.visibleChanges().size());
                return true;
              },
              "staged");
    }
  }

  @Test
  void plansTheRestWhenItIsKnown() {
    Bench bench = new Bench(directory);
    List<Integer> asked = new ArrayList<>();
    assertThat(run(bench, new Staged(true), asked)).isInstanceOf(Stages.End.Done.class);
    assertThat(asked).containsExactly(1, 2);
    assertThat(bench.world().things()).hasSize(3);
    assertThat(bench.plan(new Staged(true)).isEmpty()).isTrue();
  }

  @Test
  void saysWhenNothingMoreBecomesKnown() {
    Bench bench = new Bench(directory);
    Stages.End end = run(bench, new Staged(false), new ArrayList<>());
    assertThat(end)
        .isInstanceOfSatisfying(
            Stages.End.NotPlanned.class,
            n -> assertThat(n.problems()).extracting(d -> d.code().text()).contains("K3-0518"));
  }
}
