package dev.k3form.engine.topology;

import dev.k3form.engine.plan.Action;
import dev.k3form.engine.plan.Change;
import dev.k3form.engine.plan.ExecutionGraph;
import dev.k3form.engine.plan.ExecutionGraph.Move;
import dev.k3form.engine.plan.ExecutionGraph.Waived;
import dev.k3form.engine.plan.Operation;
import dev.k3form.engine.topology.Steps.OfInstance;
import dev.k3form.engine.topology.Steps.Step;
import dev.k3form.model.address.ResourceAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes the execution graph of a plan's changes.
 *
 * <p>The rules, of which the first three always hold and the rest are wishes that yield where
 * dependencies were turned around:
 *
 * <ol>
 *   <li>An instance is made after those that it depends on.
 *   <li>Of a replacement, the order that the change says: delete then create, or create then
 *       delete.
 *   <li>Members of a rollout group follow one another ({@link Rollouts}).
 *   <li>An object is deleted after those that depended on it, at once or through others, are
 *       deleted.
 *   <li>An object is deleted after those that depended on it, and stay, are changed.
 *   <li>An object that was set aside, now or by an earlier apply, is deleted after all that depend
 *       on its successor are changed, after what depended on it is deleted, and only once its
 *       successor has passed the gate of its rollout group.
 * </ol>
 *
 * <p>Costs are linear in instances and direct dependencies.
 */
public final class GraphBuilder {
  private final Steps steps;
  private final Edges edges = new Edges();
  private final Map<ResourceAddress, List<Integer>> deposed = new HashMap<>();
  private final Map<ResourceAddress, ? extends Set<ResourceAddress>> present;
  private final Map<ResourceAddress, ? extends Set<ResourceAddress>> recorded;

  private GraphBuilder(
      Map<ResourceAddress, ? extends Set<ResourceAddress>> present,
      Map<ResourceAddress, ? extends Set<ResourceAddress>> recorded,
      boolean deleting) {
    this.steps = new Steps(deleting);
    this.present = present;
    this.recorded = recorded;
  }

  /** The dependencies of hard edges form a circle. */
  public static final class CycleException extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient List<ResourceAddress> members;

    CycleException(List<ResourceAddress> members) {
      super("cycle");
      this.members = members;
    }

    /** Returns the instances in and behind the circle. */
    public List<ResourceAddress> members() {
      return members;
    }
  }

  /**
   * Builds the graph.
   *
   * @param wanted the changes of instances that the configuration has, each after what it depends
   *     on
   * @param leaving the changes of instances that only the state has, and of objects set aside
   * @param present the dependencies that the configuration has
   * @param recorded the dependencies that the state has, by present addresses
   */
  public static ExecutionGraph build(
      List<Change> wanted,
      List<Change> leaving,
      Map<ResourceAddress, ? extends Set<ResourceAddress>> present,
      Map<ResourceAddress, ? extends Set<ResourceAddress>> recorded,
      List<Move> moves)
      throws CycleException {
    boolean deleting =
        Stream.concat(wanted.stream(), leaving.stream())
            .anyMatch(
                c ->
                    c instanceof Change.Delete
                        || c instanceof Change.Replace
                        || c instanceof Change.DeleteDeposed);
    return new GraphBuilder(present, recorded, deleting).build(wanted, leaving, moves);
  }

  private ExecutionGraph build(List<Change> wanted, List<Change> leaving, List<Move> moves)
      throws CycleException {
    Rollouts rollouts = new Rollouts();
    List<OfInstance> makers = new ArrayList<>(wanted.size());
    for (Change change : wanted) {
      OfInstance instance = steps.add(change);
      makers.add(instance);
      rollouts.add(instance);
    }
    List<OfInstance> leavers = new ArrayList<>();
    List<Change.DeleteDeposed> setAside = new ArrayList<>();
    for (Change change : leaving) {
      if (change instanceof Change.DeleteDeposed d) {
        setAside.add(d);
        deposed.computeIfAbsent(d.address(), _ -> new ArrayList<>()).add(steps.addDeposed(d));
      } else {
        OfInstance instance = steps.add(change);
        leavers.add(instance);
        rollouts.add(instance);
      }
    }
    makers.forEach(this::connectMaking);
    makers.forEach(this::connectLeaving);
    leavers.forEach(this::connectLeaving);
    rollouts.connect(edges, steps);
    setAside.forEach(this::connectDeposed);
    return finish(moves);
  }

  /** Every object that an earlier apply set aside goes after those that stand on it, or did. */
  private void connectDeposed(Change.DeleteDeposed change) {
    OfInstance owner = steps.of(change.address());
    int gate = owner == null ? Steps.NONE : owner.gate();
    if (owner != null
        && owner.change() instanceof Change.NoOp
        && owner.change().about().group().isPresent()) {
      gate = steps.addGate(owner.change());
    }
    for (int step : deposed.getOrDefault(change.address(), List.of())) {
      if (owner != null && owner.make() != Steps.NONE) {
        edges.wish(owner.make(), step);
      }
      if (gate != Steps.NONE) {
        edges.hard(gate, step);
      }
      for (ResourceAddress dependency : change.about().record().dependencies()) {
        OfInstance other = steps.of(dependency);
        if (other != null && other.leave() != Steps.NONE) {
          edges.wish(step, other.leave());
        }
        deposed.getOrDefault(dependency, List.of()).forEach(below -> edges.wish(step, below));
      }
    }
  }

  private void connectMaking(OfInstance instance) {
    if (instance.first() != instance.make()) {
      edges.hard(instance.first(), instance.make());
    }
    if (instance.change() instanceof Change.Replace) {
      if (instance.replacesDeleteFirst()) {
        edges.hard(instance.delete(), instance.make());
      } else {
        edges.hard(instance.make(), instance.delete());
        if (instance.gate() != Steps.NONE) {
          edges.hard(instance.gate(), instance.delete());
        }
      }
    }
    for (ResourceAddress dependency : dependencies(present, instance)) {
      OfInstance other = steps.of(dependency);
      if (other == null) {
        continue;
      }
      if (other.make() != Steps.NONE) {
        edges.hard(other.make(), instance.first());
      }
      deposed
          .getOrDefault(dependency, List.of())
          .forEach(aside -> edges.wish(instance.make(), aside));
      boolean succeeds = other.change() instanceof Change.Replace && !other.replacesDeleteFirst();
      if (succeeds) {
        edges.wish(instance.make(), other.delete());
      }
    }
  }

  private void connectLeaving(OfInstance instance) {
    Set<ResourceAddress> now = dependencies(present, instance);
    for (ResourceAddress dependency : dependencies(recorded, instance)) {
      if (instance.leave() != Steps.NONE) {
        deposed
            .getOrDefault(dependency, List.of())
            .forEach(aside -> edges.wish(instance.leave(), aside));
      }
      OfInstance other = steps.of(dependency);
      if (other == null || other.leave() == Steps.NONE) {
        continue;
      }
      if (instance.leave() != Steps.NONE) {
        edges.wish(instance.leave(), other.leave());
      }
      if (other.delete() == Steps.NONE || instance.delete() != Steps.NONE) {
        continue;
      }
      if (instance.make() != Steps.NONE
          && (!other.replacesDeleteFirst() || !now.contains(dependency))) {
        edges.wish(instance.make(), other.delete());
      }
    }
  }

  private static Set<ResourceAddress> dependencies(
      Map<ResourceAddress, ? extends Set<ResourceAddress>> map, OfInstance instance) {
    Set<ResourceAddress> found = map.get(instance.change().address());
    return found == null ? Set.of() : found;
  }

  private ExecutionGraph finish(List<Move> moves) throws CycleException {
    int nodes = steps.all().size();
    Kahn sorted = Kahn.sort(nodes, edges);
    if (sorted.placed() < nodes) {
      boolean[] placed = new boolean[nodes];
      for (int at = 0; at < sorted.placed(); at++) {
        placed[sorted.node(at)] = true;
      }
      List<ResourceAddress> members = new ArrayList<>();
      for (int n = 0; n < nodes; n++) {
        if (!placed[n]) {
          members.add(steps.all().get(n).change().address());
        }
      }
      throw new CycleException(members.stream().distinct().toList());
    }
    return new ExecutionGraph(moves, operations(sorted), waived(sorted));
  }

  private List<Waived> waived(Kahn sorted) {
    List<Waived> out = new ArrayList<>();
    for (int e = 0; e < edges.count(); e++) {
      if (sorted.isDropped(e)) {
        out.add(new Waived(address(edges.to(e)), address(edges.from(e))));
      }
    }
    return out.stream().distinct().toList();
  }

  private ResourceAddress address(int node) {
    return steps.all().get(node).change().address();
  }

  /** Leaves out instances that stay as they are, unless they stand between two that change. */
  private List<Operation> operations(Kahn sorted) {
    int nodes = steps.all().size();
    boolean[] above = new boolean[nodes];
    boolean[] below = new boolean[nodes];
    Edges.Index in = edges.incoming(nodes);
    Edges.Index out = edges.outgoing(nodes);
    for (int place = 0; place < nodes; place++) {
      int n = sorted.node(place);
      for (int i = in.from(n); i < in.to(n); i++) {
        int other = edges.from(in.at(i));
        above[n] |= !sorted.isDropped(in.at(i)) && (isReal(other) || above[other]);
      }
    }
    for (int at = nodes - 1; at >= 0; at--) {
      int n = sorted.node(at);
      for (int i = out.from(n); i < out.to(n); i++) {
        int other = edges.to(out.at(i));
        below[n] |= !sorted.isDropped(out.at(i)) && (isReal(other) || below[other]);
      }
    }
    int[] ids = new int[nodes];
    List<Operation> operations = new ArrayList<>();
    for (int place = 0; place < nodes; place++) {
      int n = sorted.node(place);
      boolean kept = isReal(n) || (above[n] && below[n]);
      ids[n] = kept ? operations.size() : Steps.NONE;
      if (kept) {
        operations.add(operation(n, operations.size(), ids, sorted, in));
      }
    }
    return operations;
  }

  private Operation operation(int node, int id, int[] ids, Kahn sorted, Edges.Index in) {
    int[] after = new int[in.to(node) - in.from(node)];
    int count = 0;
    for (int i = in.from(node); i < in.to(node); i++) {
      int e = in.at(i);
      int other = ids[edges.from(e)];
      if (!sorted.isDropped(e) && other != Steps.NONE) {
        after[count++] = other;
      }
    }
    Step step = steps.all().get(node);
    Arrays.sort(after, 0, count);
    List<Integer> waits = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      if (i == 0 || after[i] != after[i - 1]) {
        waits.add(after[i]);
      }
    }
    return new Operation(
        id,
        step.action(),
        step.change().address(),
        step.change().about().provider(),
        step.deposed(),
        waits);
  }

  private boolean isReal(int node) {
    return steps.all().get(node).action() != Action.PASS;
  }
}
