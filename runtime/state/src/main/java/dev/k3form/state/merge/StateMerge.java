package dev.k3form.state.merge;

import dev.k3form.state.StateException;
import dev.k3form.state.StateProblems;
import dev.k3form.state.codec.StateDocument;
import dev.k3form.state.json.Json;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * The three-way merge of states, record by record.
 *
 * <p>A record that one side changed, added or removed is taken from that side. One that both
 * changed in different ways is a conflict: an object was changed twice, and only a look at it can
 * tell what it is now. Works on sealed records, so no key is needed; seals stay valid because their
 * place does not change. Outputs follow from resources and are computed anew by the next apply, so
 * where both sides changed one, ours is kept without a conflict.
 */
public final class StateMerge {
  private StateMerge() {}

  /** A side of a conflict. */
  public enum Side {
    OURS,
    THEIRS
  }

  /**
   * What came of a merge.
   *
   * @param merged the state; conflicts are in it too, and block reading it as a state
   * @param conflicts the addresses in conflict
   */
  public record Result(StateDocument merged, List<String> conflicts) {
    /** Copies the list. */
    public Result {
      conflicts = List.copyOf(conflicts);
    }

    /** Reports whether nothing is left to decide. */
    public boolean isClean() {
      return conflicts.isEmpty();
    }
  }

  /**
   * Merges what two sides made of a base.
   *
   * @param base empty if both sides began without a state
   * @throws StateException if they are not the same state at all
   */
  public static Result merge(
      Optional<StateDocument> base, StateDocument ours, StateDocument theirs) {
    if (!ours.lineage().equals(theirs.lineage())) {
      throw new StateException(StateProblems.differentStates(ours.lineage(), theirs.lineage()));
    }
    Map<String, Json> conflicts = new LinkedHashMap<>(ours.conflicts());
    conflicts.putAll(theirs.conflicts());
    Map<String, Json> before = base.map(StateDocument::resources).orElse(Map.of());
    Map<String, Json> resources = new LinkedHashMap<>();
    for (String address : keys(before, ours.resources(), theirs.resources())) {
      Optional<Json> b = find(before, address);
      Optional<Json> o = find(ours.resources(), address);
      Optional<Json> t = find(theirs.resources(), address);
      if (conflicts.containsKey(address)) {
        continue;
      }
      if (o.equals(t) || t.equals(b)) {
        o.ifPresent(json -> resources.put(address, json));
      } else if (o.equals(b)) {
        t.ifPresent(json -> resources.put(address, json));
      } else {
        conflicts.put(address, conflict(b, o, t));
      }
    }
    Map<String, Json> outputs = outputs(base, ours, theirs);
    StateDocument merged = new StateDocument(ours.lineage(), outputs, resources, conflicts);
    return new Result(merged, List.copyOf(merged.conflicts().keySet()));
  }

  private static Map<String, Json> outputs(
      Optional<StateDocument> base, StateDocument ours, StateDocument theirs) {
    Map<String, Json> before = base.map(StateDocument::outputs).orElse(Map.of());
    Map<String, Json> out = new LinkedHashMap<>();
    for (String name : keys(before, ours.outputs(), theirs.outputs())) {
      Optional<Json> o = find(ours.outputs(), name);
      boolean unchanged = o.equals(find(before, name));
      (unchanged ? find(theirs.outputs(), name) : o).ifPresent(json -> out.put(name, json));
    }
    return out;
  }

  /**
   * Decides one conflict.
   *
   * @throws StateException if there is none of that address
   */
  public static StateDocument resolve(StateDocument document, String address, Side side) {
    Json conflict = document.conflicts().get(address);
    if (!(conflict instanceof Json.Obj(Map<String, Json> sides))) {
      throw new StateException(StateProblems.noSuchConflict(address));
    }
    Map<String, Json> conflicts = new LinkedHashMap<>(document.conflicts());
    conflicts.remove(address);
    Map<String, Json> resources = new LinkedHashMap<>(document.resources());
    Json chosen = sides.getOrDefault(side == Side.OURS ? "ours" : "theirs", Json.NULL);
    if (!(chosen instanceof Json.Null)) {
      resources.put(address, chosen);
    }
    return new StateDocument(document.lineage(), document.outputs(), resources, conflicts);
  }

  private static Json conflict(Optional<Json> base, Optional<Json> ours, Optional<Json> theirs) {
    Map<String, Json> sides = new LinkedHashMap<>();
    sides.put("base", base.orElse(Json.NULL));
    sides.put("ours", ours.orElse(Json.NULL));
    sides.put("theirs", theirs.orElse(Json.NULL));
    return new Json.Obj(sides);
  }

  private static Optional<Json> find(Map<String, Json> map, String key) {
    return Optional.ofNullable(map.get(key));
  }

  @SafeVarargs
  private static SequencedSet<String> keys(Map<String, Json>... maps) {
    SequencedSet<String> keys = new LinkedHashSet<>();
    for (Map<String, Json> map : maps) {
      keys.addAll(map.keySet());
    }
    return keys;
  }
}
