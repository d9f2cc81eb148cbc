package dev.k3form.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.engine.apply.ApplyResult;
import dev.k3form.engine.plan.Mode;
import dev.k3form.engine.plan.Plan;
import dev.k3form.engine.planning.PlanOptions;
import dev.k3form.model.graph.Lifecycle;
import dev.k3form.state.ObjectStatus;
import dev.k3form.testkit.Crash;
import dev.k3form.testkit.fake.Fault;
import dev.k3form.testkit.fake.Thing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random programs, applied by processes that end at random calls of the journal: the next process
 * converges, also on a program that was changed meanwhile, the state stays readable, and no object
 * is left that it does not know.
 */
class CrashTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void convergesWhereverTheProcessEnds(long seed) throws Exception {
    Random random = new Random(seed);
    int crashes = 0;
    for (int trial = 0; trial < Integer.getInteger("k3form.crash.trials", 4); trial++) {
      Bench bench = new Bench(Files.createDirectories(directory.resolve("t" + trial)));
      RandomGraphs graph = new RandomGraphs(random, 3 + random.nextInt(8));
      for (int round = 0; round < 3; round++) {
        Program program = graph.program();
        for (int attempt = 0; attempt < 3; attempt++) {
          crashes += crash(bench, program, random) ? 1 : 0;
          bench.world().revive();
          if (random.nextBoolean()) {
            graph.mutate(); // the unfinished objects are not wanted any more, or otherwise
            program = graph.program();
          }
        }
        ApplyResult result = bench.apply(program);
        assertThat(result.diagnostics()).as("seed %d trial %d", seed, trial).isEmpty();
        assertThat(result.isComplete()).isTrue();
        assertThat(sizes(bench)).as("seed %d trial %d", seed, trial).isEqualTo(graph.wanted());
        assertThat(bench.world().things()).hasSize(graph.wanted().size());
        Plan again = bench.plan(program);
        assertThat(again.isEmpty()).as("%s", again.visibleChanges()).isTrue();
        assertThat(again.execution().isEmpty()).isTrue();
        graph.mutate();
      }
      bench.apply(graph.program(), PlanOptions.DEFAULT.withMode(Mode.DESTROY));
      assertThat(bench.world().things()).isEmpty();
      assertThat(bench.state().resources()).isEmpty();
    }
    assertThat(crashes).isPositive();
  }

  /** A create stands beside an unfinished object and others that were set aside. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anUnfinishedObjectThatIsBeingReplacedIsNotForgotten(boolean after) throws Exception {
    int call = 1;
    boolean crashed = true;
    for (; crashed; call++) {
      Bench bench = new Bench(Files.createDirectories(directory.resolve("c" + call)));
      bench.apply(createdFirst("a1"));
      bench.world().fail("configure", "a2", Fault.PERMANENT);
      assertThat(bench.apply(createdFirst("a2")).isComplete()).isFalse();
      assertThat(bench.record("fake_thing.a").status()).isEqualTo(ObjectStatus.INCOMPLETE);
      crashed = crash(bench, createdFirst("a3"), call, after);
      bench.world().revive();
      assertThat(bench.apply(createdFirst("a4")).isComplete()).as("call %d", call).isTrue();
      assertThat(sizes(bench)).as("call %d", call).containsOnlyKeys("a4");
      assertThat(bench.world().things()).hasSize(1);
    }
    assertThat(call).isGreaterThan(6);
  }

  private static Program createdFirst(String name) {
    Lifecycle first = new Lifecycle(true, false, List.of(), List.of());
    return new Program().add("fake_thing.a", List.of(), first, _ -> Things.thing(name));
  }

  private static boolean crash(Bench bench, Program program, Random random) {
    return crash(bench, program, 1 + random.nextInt(40), random.nextBoolean());
  }

  private static boolean crash(Bench bench, Program program, int call, boolean after) {
    try {
      bench.apply(
          program,
          PlanOptions.DEFAULT,
          Bench.QUICK,
          session -> new CrashingSession(session, bench.world(), call, after));
      return false;
    } catch (Crash _) {
      return true;
    }
  }

  private static Map<String, Integer> sizes(Bench bench) {
    Map<String, Integer> out = new HashMap<>();
    for (Thing thing : bench.world().things().values()) {
      out.put(thing.name(), thing.size());
    }
    return out;
  }
}
