package dev.k3form.state.journal;

import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.value.Value;
import dev.k3form.state.DeposedObject;
import dev.k3form.state.ObjectStatus;
import dev.k3form.state.OutputRecord;
import dev.k3form.state.ResourceRecord;
import dev.k3form.state.State;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot with journal entries on top: the same code plays entries live and after a crash.
 *
 * <p>Safe for use by several threads. An entry costs the logarithm of the number of records; the
 * immutable view is made when it is asked for.
 */
public final class LiveState {
  private final String lineage;
  private final SortedMap<ResourceAddress, ResourceRecord> resources;
  private final SortedMap<Long, OpenIntent> open = new TreeMap<>();
  private SortedMap<String, OutputRecord> outputs;
  private @Nullable State view;

  /** Starts from a snapshot. */
  public LiveState(State snapshot) {
    lineage = snapshot.lineage();
    resources = new TreeMap<>(snapshot.resources());
    outputs = snapshot.outputs();
    view = snapshot;
  }

  /** Returns what a snapshot and the entries after it amount to. */
  public static LiveState replay(State snapshot, List<Entry> entries) {
    LiveState live = new LiveState(snapshot);
    entries.forEach(live::apply);
    return live;
  }

  /** Plays one entry. */
  public synchronized void apply(Entry entry) {
    switch (entry) {
      case Entry.Begun(long sequence, Intent intent, var _) ->
          open.put(sequence, new OpenIntent(sequence, intent, new TreeMap<>(), Optional.empty()));
      case Entry.Noted(long sequence, String key, String value) ->
          open.computeIfPresent(sequence, (_, intent) -> intent.withNote(key, value));
      case Entry.Checkpoint(long sequence, ResourceRecord record) -> {
        open.computeIfPresent(sequence, (_, intent) -> intent.withCheckpoint(record));
        put(record);
      }
      case Entry.Finished(long sequence, Outcome outcome) -> finish(open.remove(sequence), outcome);
      case Entry.RecordChanged(ResourceRecord record, var _) -> put(record);
      case Entry.RecordRemoved(ResourceAddress address, var _) -> remove(address);
      case Entry.RecordMoved(ResourceAddress from, ResourceRecord record, var _) -> {
        remove(from);
        put(record);
      }
      case Entry.OutputsChanged(var changed) -> {
        outputs = changed;
        view = null;
      }
      case Entry.RunStarted _, Entry.Committing _, Entry.RunEnded _ -> {}
    }
  }

  private void finish(@Nullable OpenIntent intent, Outcome outcome) {
    switch (outcome) {
      case Outcome.Applied(ResourceRecord record) -> put(record);
      case Outcome.Failed(var _, Optional<ResourceRecord> record) -> record.ifPresent(this::put);
      case Outcome.Deleted _ -> {
        if (intent != null) {
          delete(intent.intent());
        }
      }
    }
  }

  private void delete(Intent intent) {
    ResourceRecord record = resources.get(intent.address());
    if (record == null) {
      return;
    }
    if (intent.deposed().isPresent()) {
      String id = intent.deposed().get();
      List<DeposedObject> rest = record.deposed().stream().filter(d -> !d.id().equals(id)).toList();
      ResourceRecord without = record.withDeposed(rest);
      if (rest.isEmpty() && record.status() == ObjectStatus.ABSENT) {
        remove(intent.address());
      } else {
        put(without);
      }
    } else if (record.deposed().isEmpty()) {
      remove(intent.address());
    } else {
      put(record.withStatus(ObjectStatus.ABSENT).withAttributes(Value.Obj.EMPTY));
    }
  }

  private void put(ResourceRecord record) {
    resources.put(record.address(), record);
    view = null;
  }

  private void remove(ResourceAddress address) {
    resources.remove(address);
    view = null;
  }

  /** Returns the record of an instance as of now. */
  public synchronized Optional<ResourceRecord> resource(ResourceAddress address) {
    return Optional.ofNullable(resources.get(address));
  }

  /** Returns everything as of now. */
  public synchronized State view() {
    State current = view;
    if (current == null) {
      current = new State(lineage, resources, outputs);
      view = current;
    }
    return current;
  }

  /** Returns the intents without an outcome, in the order in which they began. */
  public synchronized List<OpenIntent> openIntents() {
    return List.copyOf(open.values());
  }

  /** Returns the current form of an open intent. */
  public synchronized Optional<OpenIntent> openIntent(long sequence) {
    return Optional.ofNullable(open.get(sequence));
  }

  /** Returns the greatest sequence number of the open intents, zero if there are none. */
  public synchronized long lastSequence() {
    return open.isEmpty() ? 0 : open.lastKey();
  }
}
