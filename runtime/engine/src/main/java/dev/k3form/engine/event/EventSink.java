package dev.k3form.engine.event;

import java.util.function.Consumer;

/** Hands events on one at a time. */
public final class EventSink {
  private final Consumer<ApplyEvent> consumer;

  /** Creates a sink before a consumer. */
  public EventSink(Consumer<ApplyEvent> consumer) {
    this.consumer = consumer;
  }

  /** Returns a sink that drops everything. */
  public static EventSink none() {
    return new EventSink(_ -> {});
  }

  /** Hands an event on. */
  public synchronized void emit(ApplyEvent event) {
    consumer.accept(event);
  }

  /** Begins a phase. */
  public PhaseMeter phase(Phase phase, int total) {
    emit(new ApplyEvent.PhaseStarted(phase, total));
    return PhaseMeter.start(this, phase, total);
  }
}
