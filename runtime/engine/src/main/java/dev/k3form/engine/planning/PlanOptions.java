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
 */
public record PlanOptions(
    Mode mode, boolean refresh, List<String> targets, List<String> excludes, List<String> replace) {
  /** Plan everything, after reading everything. */
  public static final PlanOptions DEFAULT =
      new PlanOptions(Mode.NORMAL, true, List.of(), List.of(), List.of());

  /** Copies the lists. */
  public PlanOptions {
    targets = List.copyOf(targets);
    excludes = List.copyOf(excludes);
    replace = List.copyOf(replace);
  }

  /** Returns the same for another purpose. */
  public PlanOptions withMode(Mode other) {
    return new PlanOptions(other, refresh, targets, excludes, replace);
  }

  /** Returns the same with or without reading. */
  public PlanOptions withRefresh(boolean read) {
    return new PlanOptions(mode, read, targets, excludes, replace);
  }

  /** Returns the same for these addresses only. */
  public PlanOptions withTargets(List<String> only) {
    return new PlanOptions(mode, refresh, only, excludes, replace);
  }

  /** Returns the same without these addresses. */
  public PlanOptions withExcludes(List<String> without) {
    return new PlanOptions(mode, refresh, targets, without, replace);
  }

  /** Returns the same with these replaced. */
  public PlanOptions withReplace(List<String> addresses) {
    return new PlanOptions(mode, refresh, targets, excludes, addresses);
  }

  /** Reports whether only a part is planned. */
  public boolean isPartial() {
    return !targets.isEmpty() || !excludes.isEmpty();
  }
}
