package dev.k3form.state.history;

import dev.k3form.state.codec.StateDocument;
import dev.k3form.state.json.Json;
import dev.k3form.state.merge.StateText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How one record differs between two snapshots, as lines of {@link StateText}.
 *
 * @param address the record's address, or {@code output NAME}
 * @param before its lines in the older snapshot, none if it was not there
 * @param after its lines in the newer one
 */
public record StateDifference(String address, List<String> before, List<String> after) {
  /** Copies the lines. */
  public StateDifference {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  /** Returns the records that differ, in the order of addresses. */
  public static List<StateDifference> between(StateDocument older, StateDocument newer) {
    List<StateDifference> out = new ArrayList<>();
    compare("output ", older.outputs(), newer.outputs(), out);
    compare("", older.resources(), newer.resources(), out);
    return out;
  }

  private static void compare(
      String prefix, Map<String, Json> older, Map<String, Json> newer, List<StateDifference> out) {
    Set<String> keys = new LinkedHashSet<>(older.keySet());
    keys.addAll(newer.keySet());
    for (String key : keys) {
      Optional<Json> a = Optional.ofNullable(older.get(key));
      Optional<Json> b = Optional.ofNullable(newer.get(key));
      if (!a.equals(b)) {
        out.add(new StateDifference(prefix + key, lines(prefix, key, a), lines(prefix, key, b)));
      }
    }
  }

  private static List<String> lines(String prefix, String key, Optional<Json> json) {
    if (json.isEmpty()) {
      return List.of();
    }
    Map<String, Json> one = Map.of(key, json.get());
    StateDocument document =
        prefix.isEmpty()
            ? new StateDocument("", Map.of(), one, Map.of())
            : new StateDocument("", one, Map.of(), Map.of());
    return StateText.of(document).lines().toList();
  }
}
