package dev.k3form.engine;

import dev.k3form.model.address.ResourceAddress;
import dev.k3form.state.OutputRecord;
import dev.k3form.state.ResourceRecord;
import dev.k3form.state.State;
import dev.k3form.state.journal.Durable;
import dev.k3form.state.journal.Intent;
import dev.k3form.state.journal.OpenIntent;
import dev.k3form.state.journal.Outcome;
import dev.k3form.state.store.StateSession;
import dev.k3form.state.store.UnfinishedRun;
import dev.k3form.testkit.Crash;
import dev.k3form.testkit.fake.FakeWorld;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** A session whose process ends at one of its calls, before or after the call's work. */
final class CrashingSession implements StateSession {
  private final StateSession delegate;
  private final FakeWorld world;
  private final int crashAt;
  private final boolean after;
  private final AtomicInteger calls = new AtomicInteger();
  private volatile boolean dead;

  CrashingSession(StateSession delegate, FakeWorld world, int crashAt, boolean after) {
    this.delegate = delegate;
    this.world = world;
    this.crashAt = crashAt;
    this.after = after;
  }

  private <T> T at(Supplier<T> work) {
    boolean now = calls.incrementAndGet() == crashAt;
    if (dead || (now && !after)) {
      die();
    }
    T result = work.get();
    if (dead || now) {
      die();
    }
    return result;
  }

  private void die() {
    dead = true;
    world.die();
    throw new Crash("in the journal");
  }

  private void run(Runnable work) {
    at(
        () -> {
          work.run();
          return true;
        });
  }

  @Override
  public State state() {
    return delegate.state();
  }

  @Override
  public Optional<ResourceRecord> resource(ResourceAddress address) {
    return delegate.resource(address);
  }

  @Override
  public String digest(ResourceAddress address) {
    return delegate.digest(address);
  }

  @Override
  public List<OpenIntent> openIntents() {
    return delegate.openIntents();
  }

  @Override
  public Optional<UnfinishedRun> unfinishedRun() {
    return delegate.unfinishedRun();
  }

  @Override
  public OpenIntent begin(Intent intent) {
    return at(() -> delegate.begin(intent));
  }

  @Override
  public OpenIntent note(OpenIntent intent, String key, String value) {
    return at(() -> delegate.note(intent, key, value));
  }

  @Override
  public OpenIntent checkpoint(OpenIntent intent, ResourceRecord partial) {
    return at(() -> delegate.checkpoint(intent, partial));
  }

  @Override
  public Durable finishing(OpenIntent intent, Outcome outcome) {
    return at(() -> delegate.finishing(intent, outcome));
  }

  @Override
  public void put(ResourceRecord record) {
    run(() -> delegate.put(record));
  }

  @Override
  public void remove(ResourceAddress address) {
    run(() -> delegate.remove(address));
  }

  @Override
  public void move(
      SequencedMap<ResourceAddress, ResourceAddress> moves, UnaryOperator<ResourceRecord> form) {
    run(() -> delegate.move(moves, form));
  }

  @Override
  public void outputs(SortedMap<String, OutputRecord> outputs) {
    run(() -> delegate.outputs(outputs));
  }

  @Override
  public void commit(String message) {
    run(() -> delegate.commit(message));
  }

  @Override
  public void close() {
    delegate.close();
  }
}
