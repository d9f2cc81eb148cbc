package dev.k3form.engine.apply;

import dev.k3form.engine.plan.Bookkeeping;
import dev.k3form.engine.plan.Change;
import dev.k3form.model.value.Value;
import dev.k3form.state.DeposedObject;
import dev.k3form.state.ObjectStatus;
import dev.k3form.state.ResourceRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The records that operations leave behind. */
public final class Records {
  /** The note under which an unfinished object keeps the key of the operation that began it. */
  public static final String KEY_NOTE = "k3form.idempotency_key";

  private Records() {}

  /** Returns the record of a change with those attributes. */
  static ResourceRecord of(
      Change change, ObjectStatus status, Value.Obj attributes, List<DeposedObject> deposed) {
    Bookkeeping record = change.about().record();
    return new ResourceRecord(
        change.address(),
        change.about().provider(),
        record.schemaVersion(),
        status,
        attributes,
        record.dependencies(),
        record.createBeforeDestroy(),
        record.preventDestroy(),
        deposed,
        new TreeMap<>());
  }

  /** Returns the deposed objects of a record, with its present object as a further one if named. */
  static List<DeposedObject> deposed(Optional<ResourceRecord> now, String setAside) {
    if (now.isEmpty()) {
      return List.of();
    }
    List<DeposedObject> out = new ArrayList<>(now.get().deposed());
    boolean there = now.get().status() != ObjectStatus.ABSENT;
    if (!setAside.isEmpty() && there && out.stream().noneMatch(d -> d.id().equals(setAside))) {
      out = new ArrayList<>(now.get().depose(setAside).deposed());
    }
    return out;
  }

  /** Returns an unfinished object's record: how to go on is in its notes. */
  public static ResourceRecord incomplete(
      ResourceRecord planned, Value.Obj attributes, Map<String, String> notes, String key) {
    SortedMap<String, String> all = new TreeMap<>(notes);
    all.put(KEY_NOTE, key);
    return planned.withStatus(ObjectStatus.INCOMPLETE).withAttributes(attributes).withNotes(all);
  }
}
