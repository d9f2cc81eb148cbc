package dev.k3form.engine.topology;

import dev.k3form.engine.plan.Change;
import dev.k3form.engine.topology.Steps.OfInstance;
import dev.k3form.spi.RolloutGroup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * Puts the members of each rollout group one behind the other.
 *
 * <p>Members that are made or changed come in the order of the graph, so that a member which others
 * depend on goes first; members that only go come last. Of a group that allows k to be down, a
 * member waits for the gate of the k-th before it. Each gate also waits for the one before, so that
 * a failed one stops all that follow. Before any member is changed or goes, those that stay as they
 * are have to pass their gates: one that does not serve, since an earlier rollout ended with it or
 * for whatever reason, must not be joined by another. A group of which nothing existed before has
 * nothing to disturb, and is made at once.
 */
final class Rollouts {
  private final SequencedMap<String, List<OfInstance>> makers = new LinkedHashMap<>();
  private final SequencedMap<String, List<OfInstance>> leavers = new LinkedHashMap<>();
  private final SequencedMap<String, List<OfInstance>> standing = new LinkedHashMap<>();
  private final SequencedMap<String, Integer> limits = new LinkedHashMap<>();
  private final SequencedMap<String, Boolean> existing = new LinkedHashMap<>();

  /** Takes note of an instance, in the order of the graph. */
  void add(OfInstance instance) {
    instance.change().about().group().ifPresent(group -> add(group, instance));
  }

  private void add(RolloutGroup group, OfInstance instance) {
    limits.merge(group.name(), group.maxUnavailable(), Math::min);
    if (!(instance.change() instanceof Change.Create)) {
      existing.put(group.name(), true);
    }
    if (instance.gate() != Steps.NONE) {
      makers.computeIfAbsent(group.name(), _ -> new ArrayList<>()).add(instance);
    } else if (instance.isPureDelete()) {
      leavers.computeIfAbsent(group.name(), _ -> new ArrayList<>()).add(instance);
    } else if (instance.change() instanceof Change.NoOp
        && instance.change().about().importId().isEmpty()) {
      standing.computeIfAbsent(group.name(), _ -> new ArrayList<>()).add(instance);
    }
  }

  void connect(Edges edges, Steps steps) {
    limits.forEach(
        (name, limit) -> {
          List<OfInstance> members = new ArrayList<>(makers.getOrDefault(name, List.of()));
          members.forEach(m -> edges.hard(m.make(), m.gate()));
          members.addAll(leavers.getOrDefault(name, List.of()));
          if (existing.containsKey(name)) {
            chain(members, limit, edges);
          }
          if (members.stream().anyMatch(Rollouts::disturbs)) {
            List<OfInstance> first = members.subList(0, Math.min(limit, members.size()));
            for (OfInstance other : standing.getOrDefault(name, List.of())) {
              int gate = steps.addGate(other.change());
              first.forEach(member -> edges.hard(gate, member.disturbance()));
            }
          }
        });
  }

  private static boolean disturbs(OfInstance member) {
    return switch (member.change()) {
      case Change.Update _, Change.Replace _, Change.Delete _ -> true;
      case Change.Create _,
          Change.Resume _,
          Change.Read _,
          Change.NoOp _,
          Change.Forget _,
          Change.DeleteDeposed _ ->
          false;
    };
  }

  private static void chain(List<OfInstance> members, int limit, Edges edges) {
    for (int i = 1; i < members.size(); i++) {
      edges.hard(end(members.get(i - 1)), end(members.get(i)));
      if (i >= limit) {
        edges.hard(end(members.get(i - limit)), members.get(i).disturbance());
      }
    }
  }

  private static int end(OfInstance member) {
    return member.gate() == Steps.NONE ? member.delete() : member.gate();
  }
}
