package dev.k3form.engine;

import static dev.k3form.engine.Things.thing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.engine.plan.Plan;
import dev.k3form.model.value.Value;
import dev.k3form.spi.ProviderException.Kind;
import dev.k3form.testkit.fake.Fault;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A look that fails in a way that may pass is taken again, a few times. */
class ReadAttemptsTest {
  private static final Program ONE = new Program().add("fake_thing.a", thing("a"));

  @TempDir Path directory;
  private Bench bench;
  private final AtomicInteger looks = new AtomicInteger();

  @BeforeEach
  void setUp() {
    bench = new Bench(directory);
    bench.apply(ONE);
    bench
        .world()
        .onCall(
            call -> {
              if (call.equals("read a")) {
                looks.incrementAndGet();
              }
            });
  }

  private static Fault fault(Kind kind) {
    return new Fault(kind, false);
  }

  @Test
  void whatPassesIsNotSeen() {
    bench.world().fail("read", "a", fault(Kind.TRANSIENT), fault(Kind.OUTCOME_UNKNOWN));
    Plan plan = bench.plan(ONE);
    assertThat(plan.diagnostics()).isEmpty();
    assertThat(plan.isEmpty()).isTrue();
    assertThat(looks).hasValue(3);
  }

  @Test
  void whatStaysIsTold() {
    Fault busy = fault(Kind.TRANSIENT);
    bench.world().fail("read", "a", busy, busy, busy, busy);
    assertThat(bench.plan(ONE).diagnostics())
        .extracting(d -> d.code().text())
        .containsExactly("K3-0604");
    assertThat(looks).hasValue(3);
  }

  @Test
  void whatWillNotPassIsToldAtOnce() {
    bench.world().fail("read", "a", fault(Kind.PERMANENT), fault(Kind.UNREACHABLE));
    assertThat(bench.plan(ONE).hasErrors()).isTrue();
    assertThat(bench.plan(ONE).hasErrors()).isTrue();
    assertThat(looks).hasValue(2);
  }

  @Test
  void aStopEndsTheWaiting() {
    Fault busy = fault(Kind.TRANSIENT);
    bench.world().fail("read", "a", busy, busy, busy, busy);
    bench
        .world()
        .onCall(
            _ -> {
              looks.incrementAndGet();
              bench.interruption().interrupt();
            });
    assertThat(bench.plan(ONE).diagnostics())
        .extracting(d -> d.code().text())
        .containsExactly("K3-0522");
    assertThat(looks).hasValue(1);
  }

  @Test
  void anApplyReadsAgainToo() {
    Fault busy = fault(Kind.TRANSIENT);
    bench.world().fail("read", "a", busy);
    Program bigger = new Program().add("fake_thing.a", thing("a", "size", 2));
    assertThat(bench.apply(bigger).isComplete()).isTrue();
    assertThat(bench.record("fake_thing.a").attributes().get("size")).isEqualTo(Value.num(2));
  }
}
