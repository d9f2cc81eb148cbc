package dev.k3form.engine.planning;

import dev.k3form.model.address.InstanceKey;
import dev.k3form.model.address.ModulePath;
import dev.k3form.model.address.ResourceAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Other addresses for what one address stands for: an instance, a resource with all its instances,
 * or a module with all that is in it.
 */
public record Renaming(Pattern from, Pattern to) {
  /**
   * Returns the renaming between two addresses.
   *
   * @throws IllegalArgumentException if one of them is no address
   */
  public static Renaming of(String from, String to) {
    return new Renaming(Pattern.parse(from), Pattern.parse(to));
  }

  /** Returns the other address of an instance; empty if it keeps its own. */
  public Optional<ResourceAddress> apply(ResourceAddress address) {
    if (!from.matches(address)) {
      return Optional.empty();
    }
    return switch (from) {
      case Pattern.Resource(ResourceAddress source)
          when to instanceof Pattern.Resource(ResourceAddress target) -> {
        boolean whole =
            source.key() instanceof InstanceKey.None && target.key() instanceof InstanceKey.None;
        boolean single = address.key().equals(source.key());
        yield whole
            ? Optional.of(target.withKey(address.key()))
            : single ? Optional.of(target) : Optional.empty();
      }
      case Pattern.Module(ModulePath source) when to instanceof Pattern.Module(ModulePath target) ->
          Optional.of(rebase(address, source, target));
      case Pattern.Resource _, Pattern.Module _ -> Optional.empty();
    };
  }

  private static ResourceAddress rebase(
      ResourceAddress address, ModulePath source, ModulePath target) {
    List<ModulePath.Step> steps = new ArrayList<>(target.steps());
    List<ModulePath.Step> old = address.module().steps();
    int last = source.steps().size() - 1;
    boolean keepsKey =
        source.steps().get(last).key() instanceof InstanceKey.None
            && !steps.isEmpty()
            && steps.getLast().key() instanceof InstanceKey.None;
    if (keepsKey) {
      steps.set(steps.size() - 1, new ModulePath.Step(steps.getLast().name(), old.get(last).key()));
    }
    steps.addAll(old.subList(last + 1, old.size()));
    return new ResourceAddress(
        new ModulePath(steps), address.mode(), address.type(), address.name(), address.key());
  }
}
