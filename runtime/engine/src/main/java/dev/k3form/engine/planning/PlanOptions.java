package dev.k3form.engine.planning;

import dev.k3form.engine.plan.Change;
import dev.k3form.engine.plan.Mode;
import dev.k3form.engine.plan.Plan;
import dev.k3form.model.address.ResourceAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the user wants of a plan.
 *
 * @param refresh whether to read what is there
 * @param targets addresses of resources, instances or modules; only these, and what they depend on,
 *     are planned; everything if empty
 * @param excludes addresses; neither these, nor what depends on them, are planned
 * @param replace addresses of instances or resources that are replaced whatever has changed
 * @param replaced instances that an earlier stage has made anew: {@code replace} means them no more
 * @param reads how many objects are read at the same time, 1 at least
 */
public record PlanOptions(
    Mode mode,
    boolean refresh,
    List<String> targets,
    List<String> excludes,
    List<String> replace,
    Set<ResourceAddress> replaced,
    int reads) {
  /** So many at once that sessions, which answer together what waits together, have few rounds. */
  private static final int MANY = 512;

  /** Plan everything, after reading everything. */
  public static final PlanOptions DEFAULT =
      new PlanOptions(Mode.NORMAL, true, List.of(), List.of(), List.of(), Set.of(), MANY);

  /** Copies the lists. */
  public PlanOptions {
    targets = List.copyOf(targets);
    excludes = List.copyOf(excludes);
    replace = List.copyOf(replace);
    replaced = Set.copyOf(replaced);
  }

  /** Returns the same for another purpose. */
  public PlanOptions withMode(Mode other) {
    return new PlanOptions(other, refresh, targets, excludes, replace, replaced, reads);
  }

  /** Returns the same with or without reading. */
  public PlanOptions withRefresh(boolean read) {
    return new PlanOptions(mode, read, targets, excludes, replace, replaced, reads);
  }

  /** Returns the same for these addresses only. */
  public PlanOptions withTargets(List<String> only) {
    return new PlanOptions(mode, refresh, only, excludes, replace, replaced, reads);
  }

  /** Returns the same without these addresses. */
  public PlanOptions withExcludes(List<String> without) {
    return new PlanOptions(mode, refresh, targets, without, replace, replaced, reads);
  }

  /** Returns the same with these replaced. */
  public PlanOptions withReplace(List<String> addresses) {
    return new PlanOptions(mode, refresh, targets, excludes, addresses, replaced, reads);
  }

  /**
   * Returns the same for the stage after an applied plan: what is replaced whatever has changed is
   * replaced once, be it only in the stage in which it is known.
   */
  public PlanOptions after(Plan applied) {
    List<String> waiting =
        replace.stream()
            .filter(
                text ->
                    applied.deferred().stream()
                        .anyMatch(open -> Pattern.parse(text).mayMatch(open.resource())))
            .toList();
    Set<ResourceAddress> made = new HashSet<>(replaced);
    applied.changes().stream().map(Change::address).forEach(made::add);
    return new PlanOptions(mode, refresh, targets, excludes, waiting, made, reads);
  }

  /** Returns the same with so many objects read at the same time. */
  public PlanOptions withReads(int atOnce) {
    return new PlanOptions(mode, refresh, targets, excludes, replace, replaced, atOnce);
  }

  /** Reports whether only a part is planned. */
  public boolean isPartial() {
    return !targets.isEmpty() || !excludes.isEmpty();
  }
}
