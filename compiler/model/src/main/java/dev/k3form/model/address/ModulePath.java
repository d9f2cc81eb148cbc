package dev.k3form.model.address;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The instance of a module in the tree of module calls; the root has no steps. */
public record ModulePath(List<Step> steps) implements Comparable<ModulePath> {
  /** One module call and the instance of it. */
  public record Step(String name, InstanceKey key) {
    @Override
    public String toString() {
      return "module." + name + key;
    }
  }

  /** The module that the user's command was given. */
  public static final ModulePath ROOT = new ModulePath(List.of());

  /** Copies the steps. */
  public ModulePath {
    steps = List.copyOf(steps);
  }

  /** Returns the path of an instance of a module that this one calls. */
  public ModulePath child(String name, InstanceKey key) {
    return new ModulePath(Stream.concat(steps.stream(), Stream.of(new Step(name, key))).toList());
  }

  /** Reports whether this is the root. */
  public boolean isRoot() {
    return steps.isEmpty();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other || (other instanceof ModulePath p && steps.equals(p.steps));
  }

  @Override
  public int hashCode() {
    return steps.hashCode();
  }

  @Override
  public int compareTo(ModulePath other) {
    if (this == other) {
      return 0;
    }
    for (int i = 0; i < Math.min(steps.size(), other.steps.size()); i++) {
      int byName = steps.get(i).name().compareTo(other.steps.get(i).name());
      if (byName != 0) {
        return byName;
      }
      int byKey = steps.get(i).key().compareTo(other.steps.get(i).key());
      if (byKey != 0) {
        return byKey;
      }
    }
    return Integer.compare(steps.size(), other.steps.size());
  }

  /** Returns {@code module.a["x"].module.b}, empty for the root. */
  @Override
  public String toString() {
    return String.join(".", steps.stream().map(Step::toString).toList());
  }
}
