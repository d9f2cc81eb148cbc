package dev.k3form.testkit.fake;

import dev.k3form.spi.ProviderException;
import dev.k3form.testkit.Crash;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The objects that there are, what was done to them, and what is to go wrong. */
public final class FakeWorld {
  private final Map<String, Thing> things = new ConcurrentSkipListMap<>();
  private final Map<String, String> owners = new ConcurrentHashMap<>();
  private final Map<String, ArrayDeque<Fault>> faults = new ConcurrentHashMap<>();
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger ids = new AtomicInteger();
  private final AtomicInteger active = new AtomicInteger();
  private final AtomicInteger mostActive = new AtomicInteger();
  private volatile boolean dead;
  private volatile Consumer<String> hook = _ -> {};

  /** Lets the next call of that sort on things of that name fail; {@code create}, {@code gate}. */
  public void fail(String call, String name, Fault... next) {
    faults.computeIfAbsent(call + " " + name, _ -> new ArrayDeque<>()).addAll(List.of(next));
  }

  /** Calls the hook with {@code call name} at the beginning of each call. */
  public void onCall(Consumer<String> listener) {
    hook = listener;
  }

  /** Ends the process of whoever calls, now and until it is revived. */
  public void die() {
    dead = true;
  }

  /** Lets a new process work. */
  public void revive() {
    dead = false;
  }

  /** Returns the things, by identifier. */
  public Map<String, Thing> things() {
    return Map.copyOf(things);
  }

  /** Returns the things of a name. */
  public List<Thing> named(String name) {
    return things.values().stream().filter(t -> t.name().equals(name)).toList();
  }

  /** Changes a thing behind everybody's back. */
  public void tamper(Thing thing) {
    things.put(String.valueOf(thing.id()), thing);
  }

  /** Removes a thing behind everybody's back. */
  public void steal(String id) {
    things.remove(id);
  }

  /** Returns what was done, as {@code call name}, in order. */
  public List<String> log() {
    return List.copyOf(log);
  }

  /** Forgets what was done. */
  public void clearLog() {
    log.clear();
  }

  /** Returns how many calls ran at the same time at most. */
  public int mostActive() {
    return mostActive.get();
  }

  /** Something done to the world. */
  @FunctionalInterface
  interface Effect<T> {
    T run() throws ProviderException;
  }

  <T> T call(String call, String name, Effect<T> effect) throws ProviderException {
    checkAlive();
    mostActive.accumulateAndGet(active.incrementAndGet(), Math::max);
    try {
      hook.accept(call + " " + name);
      checkAlive();
      Optional<Fault> fault = next(call + " " + name);
      if (fault.isPresent() && !fault.get().afterEffect()) {
        throw failure(call, name, fault.get());
      }
      T result = effect.run();
      log.add(call + " " + name);
      checkAlive();
      if (fault.isPresent()) {
        throw failure(call, name, fault.get());
      }
      return result;
    } finally {
      active.decrementAndGet();
    }
  }

  private Optional<Fault> next(String key) {
    ArrayDeque<Fault> queue = faults.get(key);
    if (queue == null) {
      return Optional.empty();
    }
    synchronized (queue) {
      return Optional.ofNullable(queue.poll());
    }
  }

  private static ProviderException failure(String call, String name, Fault fault) {
    return new ProviderException(
        fault.kind(), "the world refuses to " + call + " `" + name + "`", null, "", List.of());
  }

  void checkAlive() {
    if (dead) {
      throw new Crash("of the process");
    }
  }

  String newId() {
    return "t" + ids.incrementAndGet();
  }

  Optional<Thing> find(String id) {
    return Optional.ofNullable(things.get(id));
  }

  Optional<Thing> ownedBy(String key) {
    return Optional.ofNullable(owners.get(key)).flatMap(this::find);
  }

  Thing put(Thing thing, String owner) {
    String id = String.valueOf(thing.id());
    things.put(id, thing);
    owners.putIfAbsent(owner, id);
    return thing;
  }

  void remove(String id) {
    things.remove(id);
  }
}
