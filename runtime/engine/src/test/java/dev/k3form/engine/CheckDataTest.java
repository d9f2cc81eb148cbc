package dev.k3form.engine;

import static dev.k3form.engine.Things.thing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.engine.apply.ApplyResult;
import dev.k3form.engine.plan.Plan;
import dev.k3form.model.diagnostic.Severity;
import dev.k3form.model.graph.CheckOutcome;
import dev.k3form.model.value.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a check reads for itself fails the check, whatever happens, and never the run. */
class CheckDataTest {
  private static final String DATA = "data.fake_thing.seen";

  @TempDir Path directory;
  private Bench bench;

  @BeforeEach
  void setUp() {
    bench = new Bench(directory);
  }

  private static Program reading(String name) {
    return new Program().add(DATA, Map.of("name", Value.str(name)));
  }

  @Test
  void unreadDataOfACheckIsAWarningOfTheCheck() {
    Program program =
        reading("missing").ofCheck("check.seen", DATA).add("fake_thing.a", thing("a"));
    Plan plan = bench.plan(program);
    assertThat(plan.hasErrors()).isFalse();
    assertThat(plan.checks())
        .extracting(CheckOutcome::name, CheckOutcome::status)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("check.seen", CheckOutcome.Status.FAILED));
    assertThat(plan.checks().getFirst().diagnostic().orElseThrow().severity())
        .isEqualTo(Severity.WARNING);

    ApplyResult result = bench.apply(program);
    assertThat(result.failed()).isZero();
    assertThat(bench.record("fake_thing.a").attributes().get("name")).isEqualTo(Value.str("a"));
    assertThat(result.diagnostics())
        .extracting(d -> d.severity() + " " + d.code().text())
        .containsExactly("WARNING K3-0606");
  }

  @Test
  void whatCannotBeReadIsNoChange() {
    assertThat(bench.plan(reading("missing").ofCheck("check.seen", DATA)).isEmpty()).isTrue();
  }

  @Test
  void dataOutsideOfChecksStopsTheRun() {
    assertThat(bench.plan(reading("missing")).diagnostics())
        .extracting(d -> d.severity() + " " + d.code().text())
        .containsExactly("ERROR K3-0606");
  }

  @Test
  void dataReadDuringApplyWarnsToo() {
    Program program =
        new Program()
            .add("fake_thing.a", thing("a"))
            .add(DATA, List.of("fake_thing.a"), s -> Map.of("name", Value.str("missing")))
            .ofCheck("check.seen", DATA);
    assertThat(bench.plan(program).checks().getFirst().status())
        .isEqualTo(CheckOutcome.Status.UNKNOWN);
    ApplyResult result = bench.apply(program);
    assertThat(result.failed()).isZero();
    assertThat(result.diagnostics())
        .extracting(d -> d.severity() + " " + d.code().text())
        .containsExactly("WARNING K3-0606");
    assertThat(bench.record("fake_thing.a").attributes().get("name")).isEqualTo(Value.str("a"));
  }

  @Test
  void aCheckThatCanReadHolds() {
    Program made = new Program().add("fake_thing.a", thing("a"));
    bench.apply(made);
    Plan plan =
        bench.plan(made.add(DATA, Map.of("name", Value.str("a"))).ofCheck("check.seen", DATA));
    assertThat(plan.checks().getFirst().status()).isEqualTo(CheckOutcome.Status.PASSED);
    assertThat(plan.isEmpty()).isTrue();
  }
}
