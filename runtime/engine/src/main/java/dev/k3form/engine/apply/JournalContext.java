package dev.k3form.engine.apply;

import dev.k3form.engine.observe.Taints;
import dev.k3form.engine.provider.BoundType;
import dev.k3form.engine.provider.Interruption;
import dev.k3form.engine.provider.RunContext;
import dev.k3form.spi.ApplyContext;
import dev.k3form.state.ResourceRecord;
import dev.k3form.state.journal.OpenIntent;
import dev.k3form.state.store.StateSession;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The context of an operation that changes something: what it notes goes to the journal first. */
final class JournalContext extends RunContext implements ApplyContext {
  private final StateSession session;
  private final OpenIntent intent;
  private final BoundType<?> type;
  private final ResourceRecord planned;
  private final boolean creating;
  private final ProviderCall call;
  private final Map<String, String> notes = new ConcurrentHashMap<>();
  private volatile Optional<ResourceRecord> checkpoint = Optional.empty();

  /**
   * Creates the context of an open intent.
   *
   * @param planned the record that is to come out
   * @param earlier the notes of earlier attempts
   * @param creating whether the object is unfinished until the operation ends
   */
  JournalContext(
      StateSession session,
      OpenIntent intent,
      BoundType<?> type,
      ResourceRecord planned,
      Map<String, String> earlier,
      boolean creating,
      Interruption interruption,
      Duration limit,
      Supervision supervision) {
    super(interruption, limit, supervision.progress());
    this.call = supervision.call();
    this.session = session;
    this.intent = intent;
    this.type = type;
    this.planned = planned;
    this.creating = creating;
    notes.putAll(earlier);
  }

  @Override
  public String idempotencyKey() {
    return intent.intent().idempotencyKey();
  }

  @Override
  public Optional<String> get(String key) {
    return Optional.ofNullable(notes.get(key));
  }

  @Override
  public void note(String key, String value) {
    outside(() -> session.note(intent, key, value));
    notes.put(key, value);
  }

  @Override
  public void checkpoint(Record partial) {
    var attributes = Taints.like(planned.attributes(), type.unbind(partial));
    ResourceRecord record =
        creating
            ? Records.incomplete(planned, attributes, notes, idempotencyKey())
            : planned.withAttributes(attributes);
    outside(() -> session.checkpoint(intent, record));
    checkpoint = Optional.of(record);
  }

  private void outside(Runnable write) {
    call.exit();
    try {
      write.run();
    } finally {
      call.enter();
    }
  }

  Map<String, String> notes() {
    return Map.copyOf(notes);
  }

  Optional<ResourceRecord> lastCheckpoint() {
    return checkpoint;
  }
}
