package dev.k3form.engine;

import static dev.k3form.engine.Things.chain;
import static dev.k3form.engine.Things.thing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.engine.apply.ApplyResult;
import dev.k3form.engine.event.ApplyEvent;
import dev.k3form.testkit.fake.Fault;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterruptionTest {
  @TempDir Path directory;
  private Bench bench;

  @BeforeEach
  void setUp() {
    bench = new Bench(directory);
  }

  @Test
  void theFirstFinishesWhatRunsAndKeepsEverything() {
    bench
        .world()
        .onCall(
            call -> {
              if (call.equals("create a")) {
                bench.interruption().interrupt();
              }
            });
    ApplyResult result = bench.apply(chain("1"));
    assertThat(result.interrupted()).isTrue();
    assertThat(result.skipped()).isEqualTo(2);
    assertThat(bench.state().resources()).hasSize(1);
    assertThat(bench.events())
        .contains(new ApplyEvent.Interrupted(1))
        .anyMatch(
            e ->
                e instanceof ApplyEvent.OperationSkipped s
                    && s.why() instanceof ApplyEvent.Skip.Interrupted);
    bench.newInterruption();
    bench.world().onCall(_ -> {});
    assertThat(bench.apply(chain("1")).isComplete()).isTrue();
    assertThat(bench.world().things()).hasSize(3);
  }

  @Test
  void theSecondCancelsAndNothingIsLost() {
    Program program = new Program().add("fake_thing.a", thing("a"));
    bench.world().fail("configure", "a", Fault.TRANSIENT, Fault.TRANSIENT);
    bench
        .world()
        .onCall(
            call -> {
              if (call.equals("configure a")) {
                bench.interruption().interrupt();
                bench.interruption().interrupt();
              }
            });
    ApplyResult result = bench.apply(program);
    assertThat(result.interrupted()).isTrue();
    assertThat(result.isComplete()).isFalse();
    bench.newInterruption();
    bench.world().onCall(_ -> {});
    assertThat(bench.apply(program).isComplete()).isTrue();
    assertThat(bench.world().things()).hasSize(1);
    assertThat(bench.plan(program).isEmpty()).isTrue();
  }

  @Test
  void whatWasStoppedIsToldOnceForAll() {
    Program program = new Program().add("fake_thing.a", thing("x")).add("fake_thing.b", thing("x"));
    bench.world().fail("configure", "x", Fault.TRANSIENT, Fault.TRANSIENT);
    CountDownLatch both = new CountDownLatch(2);
    bench
        .world()
        .onCall(
            call -> {
              if (call.startsWith("configure")) {
                both.countDown();
                await(both);
                bench.interruption().interrupt();
                bench.interruption().interrupt();
              }
            });
    ApplyResult result = bench.apply(program);
    assertThat(result.failed()).isEqualTo(2);
    assertThat(result.diagnostics()).hasSize(1);
    assertThat(result.diagnostics().getFirst().notes())
        .contains("The same is true of `fake_thing.b`.");
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void planningStopsAtTheFirst() {
    bench.apply(chain("1"));
    bench.world().onCall(_ -> bench.interruption().interrupt());
    assertThat(bench.plan(chain("2")).diagnostics())
        .extracting(d -> d.code().text())
        .containsExactly("K3-0522");
  }
}
