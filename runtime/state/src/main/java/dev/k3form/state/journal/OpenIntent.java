package dev.k3form.state.journal;

import dev.k3form.state.ResourceRecord;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An intent whose outcome is not recorded: it is under way, or a run was cut off in it.
 *
 * @param sequence its number in the journal
 * @param notes what was noted before the effect, such as the external id chosen in advance
 * @param checkpoint the last partial record
 */
public record OpenIntent(
    long sequence,
    Intent intent,
    SortedMap<String, String> notes,
    Optional<ResourceRecord> checkpoint) {
  /** Copies the notes. */
  public OpenIntent {
    notes = Collections.unmodifiableSortedMap(new TreeMap<>(notes));
  }

  OpenIntent withNote(String key, String value) {
    SortedMap<String, String> all = new TreeMap<>(notes);
    all.put(key, value);
    return new OpenIntent(sequence, intent, all, checkpoint);
  }

  OpenIntent withCheckpoint(ResourceRecord record) {
    return new OpenIntent(sequence, intent, notes, Optional.of(record));
  }
}
