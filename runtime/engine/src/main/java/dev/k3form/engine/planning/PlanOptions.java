package dev.k3form.engine.planning;

import dev.k3form.engine.plan.Mode;
import java.util.List;

/**
 * What the user wants of a plan.
 *
 * @param refresh whether to read what is there
 * @param targets addresses of resources, instances or modules; only these, and what they depend on,
 *     are planned; everything if empty
 * @param excludes addresses; neither these, nor what depends on them, are planned
 * @param replace addresses of instances or resources that are replaced whatever has changed
 * @param reads how many objects are read at the same time, 1 at least
 */
public record PlanOptions(
    Mode mode,
    boolean refresh,
    List<String> targets,
    List<String> excludes,
    List<String> replace,
    int reads) {
  /** So many at once that sessions, which answer together what waits together, have few rounds. */
  private static final int MANY = 512;

  /** Plan everything, after reading everything. */
  public static final PlanOptions DEFAULT =
      new PlanOptions(Mode.NORMAL, true, List.of(), List.of(), List.of(), MANY);

  /** Copies the lists. */
  public PlanOptions {
    targets = List.copyOf(targets);
    excludes = List.copyOf(excludes);
    replace = List.copyOf(replace);
  }

  /** Returns the same for another purpose. */
  public PlanOptions withMode(Mode other) {
    return new PlanOptions(other, refresh, targets, excludes, replace, reads);
  }

  /** Returns the same with or without reading. */
  public PlanOptions withRefresh(boolean read) {
    return new PlanOptions(mode, read, targets, excludes, replace, reads);
  }

  /** Returns the same for these addresses only. */
  public PlanOptions withTargets(List<String> only) {
    return new PlanOptions(mode, refresh, only, excludes, replace, reads);
  }

  /** Returns the same without these addresses. */
  public PlanOptions withExcludes(List<String> without) {
    return new PlanOptions(mode, refresh, targets, without, replace, reads);
  }

  /** Returns the same with these replaced. */
  public PlanOptions withReplace(List<String> addresses) {
    return new PlanOptions(mode, refresh, targets, excludes, addresses, reads);
  }

  /** Returns the same with so many objects read at the same time. */
  public PlanOptions withReads(int atOnce) {
    return new PlanOptions(mode, refresh, targets, excludes, replace, atOnce);
  }

  /** Reports whether only a part is planned. */
  public boolean isPartial() {
    return !targets.isEmpty() || !excludes.isEmpty();
  }
}
