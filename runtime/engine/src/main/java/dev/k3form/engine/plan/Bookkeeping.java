package dev.k3form.engine.plan;

import dev.k3form.model.address.ResourceAddress;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** What the record of an instance says besides its attributes, once the change is applied. */
public record Bookkeeping(
    int schemaVersion,
    SortedSet<ResourceAddress> dependencies,
    boolean createBeforeDestroy,
    boolean preventDestroy) {
  /** Nothing. */
  public static final Bookkeeping NONE =
      new Bookkeeping(0, Collections.emptySortedSet(), false, false);

  /** Copies the dependencies. */
  public Bookkeeping {
    dependencies = Collections.unmodifiableSortedSet(new TreeSet<>(dependencies));
  }

  /** Returns the same with another order of replacement. */
  public Bookkeeping createFirst(boolean first) {
    return new Bookkeeping(schemaVersion, dependencies, first, preventDestroy);
  }
}
