package dev.k3form.state.journal;

import dev.k3form.model.address.ResourceAddress;
import dev.k3form.state.OutputRecord;
import dev.k3form.state.ResourceRecord;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One line of the journal.
 *
 * <p>Every entry that changes a record says what the record is from now on, not how it changes, and
 * {@code before} is the digest of the record that it changes (empty if there was none). So
 * replaying entries twice is the same as once, and replaying them on a state that somebody else has
 * changed is either safe or noticed.
 */
public sealed interface Entry {
  /** A run begins; {@code base} is the digest of the snapshot that it builds on. */
  record RunStarted(String run, String operation, String base) implements Entry {}

  /** Something is about to be done. */
  record Begun(long sequence, Intent intent, String before) implements Entry {}

  /** Something to know about an intent, durable before its effect. */
  record Noted(long sequence, String key, String value) implements Entry {}

  /** A step of an operation is done, the whole is not. */
  record Checkpoint(long sequence, ResourceRecord record) implements Entry {}

  /** What came of an intent. */
  record Finished(long sequence, Outcome outcome) implements Entry {}

  /** A record is set outside of operations: by refresh, import, taint. */
  record RecordChanged(ResourceRecord record, String before) implements Entry {}

  /** A record is dropped without touching the object. */
  record RecordRemoved(ResourceAddress address, String before) implements Entry {}

  /** A record goes to another address; {@code record} has the new one. */
  record RecordMoved(ResourceAddress from, ResourceRecord record, String before) implements Entry {}

  /** The outputs are these from now on. */
  record OutputsChanged(SortedMap<String, OutputRecord> outputs) implements Entry {
    /** Copies the outputs. */
    public OutputsChanged {
      outputs = Collections.unmodifiableSortedMap(new TreeMap<>(outputs));
    }
  }

  /** The snapshot with this digest is about to replace the one that the run began with. */
  record Committing(String digest) implements Entry {}

  /** The run ended by itself. */
  record RunEnded(String run) implements Entry {}

  /** Returns the address whose record the entry sets and the digest before, if it is one. */
  default Optional<Touch> touch() {
    return switch (this) {
      case Begun(var _, Intent intent, String before) ->
          Optional.of(new Touch(intent.address(), before));
      case RecordChanged(ResourceRecord r, String before) ->
          Optional.of(new Touch(r.address(), before));
      case RecordRemoved(ResourceAddress a, String before) -> Optional.of(new Touch(a, before));
      case RecordMoved(ResourceAddress from, var _, String before) ->
          Optional.of(new Touch(from, before));
      case RunStarted _,
          Noted _,
          Checkpoint _,
          Finished _,
          OutputsChanged _,
          Committing _,
          RunEnded _ ->
          Optional.empty();
    };
  }

  /** A record as an entry found it. */
  record Touch(ResourceAddress address, String before) {}
}
