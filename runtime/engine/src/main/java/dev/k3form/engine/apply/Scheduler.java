package dev.k3form.engine.apply;

import dev.k3form.engine.event.ApplyEvent;
import dev.k3form.engine.event.EventSink;
import dev.k3form.engine.event.PhaseMeter;
import dev.k3form.engine.plan.Operation;
import dev.k3form.engine.provider.Interruption;
import dev.k3form.model.address.ResourceAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Runs operations on virtual threads as soon as what they wait for has succeeded, within limits.
 *
 * <p>It takes the order from the graph and decides nothing: among operations that may begin, the
 * one of the smallest number does. The calling thread keeps the books alone.
 */
final class Scheduler {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LAST_PATIENCE = Duration.ofSeconds(5);
  private static final Duration QUIET = Duration.ofSeconds(10);

  /** What is done for an operation. */
  interface Work {
    /**
     * Returns whether it succeeded; throws nothing.
     *
     * @param done is called when those that wait for it may begin, which may be before it is
     *     recorded for good; what they record comes after it
     */
    boolean run(Operation operation, Runnable done);

    /** Returns the limits that it falls under; an operation under none is done at once. */
    List<Limit> limits(Operation operation);

    /** Is told that an operation that does not end is not waited for any more. */
    void unsettled(Operation operation, Duration elapsed);

    /** Is told that an operation will not be begun. */
    void skipped(Operation operation, ApplyEvent.Skip why);

    /** Interrupts an operation that runs, as soon as that is safe. */
    void interrupt(Operation operation);

    /** Returns how long an operation may take before it is interrupted. */
    Duration limit(Operation operation);

    /** Reports whether nothing more can be recorded, so that nothing more may begin. */
    boolean isStuck();
  }

  /** News of an operation. */
  private sealed interface News {
    /** It is done, and not recorded for good yet. */
    record Done(int id) implements News {}

    /** It is over; {@code error} is what ended it that no failure explains. */
    record Over(int id, boolean success, @Nullable Error error) implements News {}
  }

  private record Running(List<Limit> limits, long start, AtomicLong told) {}

  private final List<Operation> operations;
  private final Work work;
  private final int parallelism;
  private final EventSink events;
  private final PhaseMeter meter;
  private final Interruption interruption;

  private final int[] waiting;
  private final int[] firstFollower;
  private final int[] followers;
  private final boolean[] settled;
  private final PriorityQueue<Integer> ready = new PriorityQueue<>();
  private final Map<String, Integer> used = new HashMap<>();
  private final Map<String, ArrayDeque<Integer>> held = new HashMap<>();
  private final Map<Integer, Running> running = new HashMap<>();
  private final Set<Integer> recording = new HashSet<>();
  private final LinkedBlockingQueue<News> news = new LinkedBlockingQueue<>();
  private int open;
  private @Nullable Error error;

  Scheduler(
      List<Operation> operations,
      Work work,
      int parallelism,
      EventSink events,
      PhaseMeter meter,
      Interruption interruption) {
    this.operations = operations;
    this.work = work;
    this.parallelism = parallelism;
    this.events = events;
    this.meter = meter;
    this.interruption = interruption;
    int n = operations.size();
    waiting = new int[n];
    settled = new boolean[n];
    firstFollower = new int[n + 1];
    open = n;
    for (Operation operation : operations) {
      waiting[operation.id()] = operation.after().size();
      operation.after().forEach(before -> firstFollower[before + 1]++);
      if (operation.after().isEmpty()) {
        ready.add(operation.id());
      }
    }
    for (int i = 0; i < n; i++) {
      firstFollower[i + 1] += firstFollower[i];
    }
    followers = new int[firstFollower[n]];
    int[] at = firstFollower.clone();
    for (Operation operation : operations) {
      operation.after().forEach(before -> followers[at[before]++] = operation.id());
    }
  }

  /** Runs everything that can be run; returns when nothing runs any more. */
  void run() {
    long cancelledAt = 0;
    boolean interrupted = false;
    try (var _ = interruption.listen(level -> events.emit(new ApplyEvent.Interrupted(level)))) {
      while (open > 0) {
        if (!interruption.isStopping() && !work.isStuck() && error == null) {
          begin();
        }
        if (running.isEmpty() && recording.isEmpty()) {
          break;
        }
        switch (next()) {
          case News.Done(int id) -> done(id);
          case News.Over over -> over(over);
          case null -> {}
        }
        if (interruption.isCancelled()) {
          long now = System.nanoTime();
          cancelledAt = cancelledAt == 0 ? now : cancelledAt;
          if (now - cancelledAt > PATIENCE.toNanos() && !interrupted) {
            interrupted = true;
            running.keySet().forEach(id -> work.interrupt(operations.get(id)));
          }
          if (now - cancelledAt > PATIENCE.plus(LAST_PATIENCE).toNanos()) {
            abandon(now);
            break;
          }
        }
      }
    }
    if (error != null) {
      throw error;
    }
    skipRest();
  }

  /** Leaves what is still under way; the journal knows of it. */
  private void abandon(long now) {
    running.forEach(
        (id, r) -> work.unsettled(operations.get(id), Duration.ofNanos(now - r.start())));
  }

  private @Nullable News next() {
    try {
      News next = news.poll(250, TimeUnit.MILLISECONDS);
      meter.tick();
      if (next == null) {
        remind();
      }
      return next;
    } catch (InterruptedException e) {
      interruption.interrupt();
      return null;
    }
  }

  /** Tells of operations that have been silent for long. */
  private void remind() {
    long now = System.nanoTime();
    running.forEach(
        (id, r) -> {
          if (now - r.told().get() > QUIET.toNanos()) {
            r.told().set(now);
            Operation operation = operations.get(id);
            if (now - r.start() > work.limit(operation).plus(LAST_PATIENCE).toNanos()) {
              work.interrupt(operation); // it was told by its context, and does not listen
            }
            events.emit(
                new ApplyEvent.OperationProgress(
                    operation.address(),
                    operation.action(),
                    "",
                    Duration.ofNanos(now - r.start())));
          }
        });
  }

  private void begin() {
    while (!ready.isEmpty() && running.size() < parallelism) {
      int id = ready.remove();
      Operation operation = operations.get(id);
      List<Limit> limits = work.limits(operation);
      Limit full = firstFull(limits);
      if (full != null) {
        held.computeIfAbsent(full.shared(), _ -> new ArrayDeque<>()).add(id);
        // It was woken for a place that it cannot use yet: another one may.
        limits.stream().filter(l -> !isFull(l)).forEach(l -> wake(l.shared()));
        continue;
      }
      limits.forEach(l -> used.merge(l.shared(), 1, Integer::sum));
      long now = System.nanoTime();
      Thread thread =
          Thread.ofVirtual().name("operation-" + id).unstarted(() -> news.add(run(operation)));
      running.put(id, new Running(limits, now, new AtomicLong(now)));
      thread.start();
    }
  }

  private News run(Operation operation) {
    int id = operation.id();
    try {
      return new News.Over(id, work.run(operation, () -> news.add(new News.Done(id))), null);
    } catch (Error e) {
      return new News.Over(id, false, e);
    }
  }

  private @Nullable Limit firstFull(List<Limit> limits) {
    for (Limit limit : limits) {
      if (isFull(limit)) {
        return limit;
      }
    }
    return null;
  }

  private boolean isFull(Limit limit) {
    return used.getOrDefault(limit.shared(), 0) >= limit.most();
  }

  private void wake(String shared) {
    ArrayDeque<Integer> queue = held.get(shared);
    if (queue != null && !queue.isEmpty()) {
      ready.add(queue.remove());
    }
  }

  private void done(int id) {
    release(id);
    recording.add(id);
    for (int i = firstFollower[id]; i < firstFollower[id + 1]; i++) {
      if (--waiting[followers[i]] == 0 && !settled[followers[i]]) {
        ready.add(followers[i]);
      }
    }
  }

  private void over(News.Over over) {
    if (over.error() != null && error == null) {
      error = over.error();
    }
    release(over.id());
    settle(over.id());
    boolean followed = recording.remove(over.id());
    if (!over.success() && !followed) {
      skipFollowers(over.id());
    }
  }

  private void release(int id) {
    Running ended = running.remove(id);
    if (ended == null) {
      return;
    }
    for (Limit limit : ended.limits()) {
      used.merge(limit.shared(), -1, Integer::sum);
      wake(limit.shared());
    }
  }

  private void settle(int id) {
    settled[id] = true;
    open--;
    meter.step();
  }

  private void skipFollowers(int failed) {
    ResourceAddress cause = operations.get(failed).address();
    ArrayDeque<Integer> queue = new ArrayDeque<>(List.of(failed));
    while (!queue.isEmpty()) {
      int id = queue.remove();
      for (int i = firstFollower[id]; i < firstFollower[id + 1]; i++) {
        int follower = followers[i];
        if (!settled[follower]) {
          settle(follower);
          work.skipped(operations.get(follower), new ApplyEvent.Skip.Awaited(cause));
          queue.add(follower);
        }
      }
    }
  }

  private void skipRest() {
    List<Operation> rest = new ArrayList<>();
    for (Operation operation : operations) {
      int id = operation.id();
      if (!settled[id] && !running.containsKey(id) && !recording.contains(id)) {
        rest.add(operation);
      }
    }
    ApplyEvent.Skip why =
        interruption.isStopping()
            ? new ApplyEvent.Skip.Interrupted()
            : new ApplyEvent.Skip.Stopped();
    rest.forEach(o -> work.skipped(o, why));
  }
}
