package dev.k3form.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.engine.event.ApplyEvent;
import dev.k3form.engine.event.EventSink;
import dev.k3form.engine.event.Phase;
import dev.k3form.engine.event.PhaseMeter;
import dev.k3form.engine.plan.Action;
import dev.k3form.engine.plan.Operation;
import dev.k3form.engine.provider.Interruption;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.graph.ProviderRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchedulerTest {
  private static final ProviderRef PROVIDER = ProviderRef.of("fake");

  /** Takes a place of each limit while it works, and sees how many do. */
  private abstract static class Crew implements Scheduler.Work {
    private final Map<String, AtomicInteger> now = new ConcurrentHashMap<>();
    private final Map<String, Integer> most = new ConcurrentHashMap<>();
    private final AtomicInteger all = new AtomicInteger();
    private final AtomicInteger together = new AtomicInteger();
    private final List<Integer> skipped = new ArrayList<>();

    abstract void work(int id) throws InterruptedException;

    @Override
    public boolean run(Operation operation, Runnable done) {
      together.accumulateAndGet(all.incrementAndGet(), Math::max);
      List<Limit> limits = limits(operation);
      for (Limit limit : limits) {
        int n = now.computeIfAbsent(limit.shared(), _ -> new AtomicInteger()).incrementAndGet();
        most.merge(limit.shared(), n, Math::max);
      }
      try {
        work(operation.id());
        return true;
      } catch (InterruptedException e) {
        return false;
      } finally {
        limits.forEach(limit -> now.get(limit.shared()).decrementAndGet());
        all.decrementAndGet();
        done.run();
      }
    }

    @Override
    public void skipped(Operation operation, ApplyEvent.Skip why) {
      skipped.add(operation.id());
    }

    @Override
    public void unsettled(Operation operation, Duration elapsed) {}

    @Override
    public void interrupt(Operation operation) {}

    @Override
    public Duration limit(Operation operation) {
      return Duration.ofMinutes(1);
    }

    @Override
    public boolean isStuck() {
      return false;
    }
  }

  private static Operation operation(int id, List<Integer> after) {
    ResourceAddress address = ResourceAddress.parse("fake_thing.t[" + id + "]");
    return new Operation(id, Action.CREATE, address, PROVIDER, "", after);
  }

  private static void run(List<Operation> operations, Scheduler.Work work, int parallelism) {
    EventSink events = EventSink.none();
    try (PhaseMeter meter = events.phase(Phase.APPLY, operations.size())) {
      new Scheduler(operations, work, parallelism, events, meter, new Interruption()).run();
    }
  }

  @Test
  void aPlaceThatOneCannotUseYetGoesToTheNext() throws InterruptedException {
    CountDownLatch last = new CountDownLatch(1);
    List<String> hosts = List.of("long", "short", "long", "short");
    List<Operation> operations = new ArrayList<>();
    hosts.forEach(_ -> operations.add(operation(operations.size(), List.of())));
    AtomicInteger waited = new AtomicInteger();
    Crew crew =
        new Crew() {
          @Override
          public List<Limit> limits(Operation operation) {
            return List.of(
                new Limit("provider", 2), new Limit("host " + hosts.get(operation.id()), 1));
          }

          @Override
          void work(int id) throws InterruptedException {
            if (id == 0 && last.await(20, TimeUnit.SECONDS)) {
              waited.incrementAndGet();
            } else if (id == 3) {
              last.countDown();
            }
          }
        };
    run(operations, crew, 10);
    assertThat(waited).as("the last one ran while the first one was at work").hasValue(1);
    assertThat(crew.most).containsEntry("provider", 2).containsEntry("host long", 1);
    assertThat(crew.skipped).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 1000})
  void noLimitIsEverExceededAndEverythingIsDone(int parallelism) {
    Random random = new Random(parallelism);
    List<Operation> operations = new ArrayList<>();
    List<List<Limit>> limits = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      operations.add(operation(i, i > 20 && i % 3 == 0 ? List.of(random.nextInt(i)) : List.of()));
      int provider = random.nextInt(3);
      int host = random.nextInt(5);
      limits.add(
          List.of(
              new Limit("provider " + provider, 2 + provider),
              new Limit("host " + host, 1 + host)));
    }
    AtomicInteger done = new AtomicInteger();
    Crew crew =
        new Crew() {
          @Override
          public List<Limit> limits(Operation operation) {
            return limits.get(operation.id());
          }

          @Override
          void work(int id) throws InterruptedException {
            Thread.sleep(id % 2);
            done.incrementAndGet();
          }
        };
    run(operations, crew, parallelism);
    assertThat(done).hasValue(600);
    assertThat(crew.skipped).isEmpty();
    assertThat(crew.together.get()).isLessThanOrEqualTo(parallelism);
    limits.forEach(
        both ->
            both.forEach(
                limit ->
                    assertThat(crew.most.get(limit.shared())).isLessThanOrEqualTo(limit.most())));
    if (parallelism == 1000) {
      assertThat(crew.most).as("and they are used up").containsEntry("provider 0", 2);
    }
  }
}
