package dev.k3form.engine.topology;

import dev.k3form.engine.plan.Action;
import dev.k3form.engine.plan.Change;
import dev.k3form.model.address.ResourceAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The operations of a plan's changes, before they have an order.
 *
 * <p>An instance enters by its first operation and is there when its making one is done; it may
 * have a deletion besides.
 */
final class Steps {
  /** One operation to be. */
  record Step(Action action, Change change, String deposed) {}

  /**
   * The operations of one instance, as numbers of steps; -1 for none.
   *
   * @param first the first that makes it
   * @param make the one after which it is there
   * @param delete the deletion of its object, or of the one that is set aside
   * @param leave the point by which all that stood on it is deleted; the deletion itself if it has
   *     one
   * @param gate the check that it serves again
   */
  record OfInstance(Change change, int first, int make, int delete, int leave, int gate) {
    boolean replacesDeleteFirst() {
      return change instanceof Change.Replace r && r.order() == Change.Replace.Order.DELETE_FIRST;
    }

    boolean isPureDelete() {
      return change instanceof Change.Delete;
    }

    /** Returns the first thing that disturbs a running object, or makes it. */
    int disturbance() {
      return replacesDeleteFirst() || isPureDelete() ? delete : first;
    }
  }

  static final int NONE = -1;

  private final boolean deleting;
  private final List<Step> steps = new ArrayList<>();
  private final Map<ResourceAddress, OfInstance> instances = new HashMap<>();
  private final Map<ResourceAddress, Integer> standing = new HashMap<>();

  /** Starts; {@code deleting} says whether anything is deleted. */
  Steps(boolean deleting) {
    this.deleting = deleting;
  }

  List<Step> all() {
    return steps;
  }

  @Nullable OfInstance of(ResourceAddress address) {
    return instances.get(address);
  }

  /** Adds the operations of an instance's change. */
  OfInstance add(Change change) {
    OfInstance added =
        switch (change) {
          case Change.Create c -> making(c, Action.CREATE);
          case Change.Resume c -> making(c, Action.RESUME);
          case Change.Update c -> making(c, Action.UPDATE);
          case Change.Read c -> single(c, Action.READ);
          case Change.NoOp c ->
              c.about().importId().isPresent()
                  ? single(c, Action.IMPORT)
                  : single(c, c.recorded() ? Action.RECORD : Action.PASS);
          case Change.Replace c -> replacing(c);
          case Change.Delete c -> leaving(c);
          case Change.Forget c -> single(c, Action.FORGET);
          case Change.DeleteDeposed c ->
              throw new IllegalArgumentException("a deposed object is not an instance: " + c.id());
        };
    instances.put(change.address(), added);
    return added;
  }

  /** Adds the deletion of an object that an earlier apply set aside. */
  int addDeposed(Change.DeleteDeposed change) {
    return step(Action.DELETE_DEPOSED, change, change.id());
  }

  /** Adds the check that an instance which stays as it is serves. */
  int addGate(Change change) {
    return standing.computeIfAbsent(change.address(), _ -> step(Action.GATE, change, ""));
  }

  private OfInstance single(Change change, Action action) {
    int step = step(action, change, "");
    return new OfInstance(change, step, step, NONE, leave(change), NONE);
  }

  private OfInstance making(Change change, Action action) {
    int imported = change.about().importId().isPresent() ? step(Action.IMPORT, change, "") : NONE;
    int make = step(action, change, "");
    return new OfInstance(
        change, imported == NONE ? make : imported, make, NONE, leave(change), gate(change));
  }

  private OfInstance replacing(Change.Replace change) {
    if (change.order() == Change.Replace.Order.DELETE_FIRST) {
      int delete = step(Action.DELETE, change, "");
      int create = step(Action.CREATE, change, "");
      return new OfInstance(change, create, create, delete, delete, gate(change));
    }
    String id = DeposedIds.of(change);
    int create = step(Action.CREATE, change, id);
    int delete = step(Action.DELETE_DEPOSED, change, id);
    return new OfInstance(change, create, create, delete, delete, gate(change));
  }

  private OfInstance leaving(Change.Delete change) {
    int delete = step(Action.DELETE, change, "");
    return new OfInstance(change, NONE, NONE, delete, delete, NONE);
  }

  /** What stays passes on the order of deletions between those that it stands between. */
  private int leave(Change change) {
    return deleting && change.before().isPresent() ? step(Action.PASS, change, "") : NONE;
  }

  private int gate(Change change) {
    return change.about().group().isPresent() ? step(Action.GATE, change, "") : NONE;
  }

  private int step(Action action, Change change, String deposed) {
    steps.add(new Step(action, change, deposed));
    return steps.size() - 1;
  }
}
