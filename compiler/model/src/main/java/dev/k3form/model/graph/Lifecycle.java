package dev.k3form.model.graph;

import dev.k3form.model.address.AttributePath;
import dev.k3form.model.address.ResourceAddress;
import java.util.List;

/**
 * How the user wants an instance's life to go, evaluated.
 *
 * @param ignoreChanges arguments whose change is left alone; {@link AttributePath#ROOT} for all
 * @param replaceTriggeredBy what replaces the instance when it changes
 */
public record Lifecycle(
    boolean createBeforeDestroy,
    boolean preventDestroy,
    List<AttributePath> ignoreChanges,
    List<Trigger> replaceTriggeredBy) {
  /** A change of this attribute (or of anything, for the root path) of this instance. */
  public record Trigger(ResourceAddress address, AttributePath path) {}

  /** Nothing said. */
  public static final Lifecycle DEFAULT = new Lifecycle(false, false, List.of(), List.of());

  /** Copies the lists. */
  public Lifecycle {
    ignoreChanges = List.copyOf(ignoreChanges);
    replaceTriggeredBy = List.copyOf(replaceTriggeredBy);
  }
}
