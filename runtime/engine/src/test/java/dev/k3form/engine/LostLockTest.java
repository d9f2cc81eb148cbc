package dev.k3form.engine;

import static dev.k3form.engine.Things.chain;
import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.engine.apply.ApplyResult;
import dev.k3form.engine.event.ApplyEvent;
import dev.k3form.engine.planning.PlanOptions;
import dev.k3form.state.StateException;
import dev.k3form.state.StateProblems;
import dev.k3form.state.store.StateSession;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of operations when the state cannot be changed any more. */
class LostLockTest {
  @TempDir Path directory;
  private Bench bench;

  @BeforeEach
  void setUp() {
    bench = new Bench(directory);
  }

  /** Applies with a session one of whose methods refuses from a call on. */
  private ApplyResult applyRefusing(String method, int from) {
    AtomicInteger calls = new AtomicInteger();
    return bench.apply(
        chain("1"),
        PlanOptions.DEFAULT,
        Bench.QUICK,
        session ->
            (StateSession)
                Proxy.newProxyInstance(
                    StateSession.class.getClassLoader(),
                    new Class<?>[] {StateSession.class},
                    (_, called, arguments) -> {
                      if (called.getName().equals(method) && calls.incrementAndGet() >= from) {
                        throw new StateException(StateProblems.lockLost("the lock", "it is gone"));
                      }
                      try {
                        return called.invoke(session, arguments);
                      } catch (InvocationTargetException e) {
                        throw e.getCause();
                      }
                    }));
  }

  private void goesOn() {
    assertThat(bench.apply(chain("1")).isComplete()).isTrue();
    assertThat(bench.world().things()).hasSize(3);
    assertThat(bench.plan(chain("1")).isEmpty()).isTrue();
  }

  @Test
  void whatMayNotBeginHasNotFailed() {
    ApplyResult result = applyRefusing("begin", 2);
    assertThat(List.of(result.failed(), result.unsettled(), result.skipped()))
        .containsExactly(0, 0, 2);
    assertThat(result.isComplete()).isFalse();
    assertThat(result.diagnostics()).extracting(d -> d.code().text()).containsExactly("K3-0721");
    assertThat(bench.events())
        .noneMatch(e -> e instanceof ApplyEvent.OperationFailed)
        .anyMatch(
            e ->
                e instanceof ApplyEvent.OperationSkipped s
                    && s.why() instanceof ApplyEvent.Skip.Refused);
    goesOn();
  }

  @Test
  void whatWasDoneAndIsNotRecordedIsNotSettledYet() {
    ApplyResult result = applyRefusing("finishing", 2);
    assertThat(List.of(result.failed(), result.unsettled(), result.skipped()))
        .containsExactly(0, 1, 1);
    assertThat(bench.world().things()).hasSize(2);
    assertThat(bench.events())
        .noneMatch(e -> e instanceof ApplyEvent.OperationFailed)
        .anyMatch(e -> e instanceof ApplyEvent.OperationUnsettled);
    goesOn();
  }
}
