package dev.k3form.model.graph;

import dev.k3form.model.address.InstanceKey;
import dev.k3form.model.address.ModulePath;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.diagnostic.Diagnostic;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What cannot be planned yet: a resource block whose {@code count} or {@code for_each} is known
 * only after apply, or an instance that depends on such a block.
 *
 * @param resource the block in its module instance, without key; or the instance
 * @param dependencies what it hangs on: instances, and open blocks by their addresses without key,
 *     of modules too
 * @param reason where and why, as a warning
 */
public record Deferred(
    ResourceAddress resource, SortedSet<ResourceAddress> dependencies, Diagnostic reason) {
  /** Copies the set. */
  public Deferred {
    dependencies = Collections.unmodifiableSortedSet(new TreeSet<>(dependencies));
  }

  /** Returns what stands for a module call whose instances are not known, among dependencies. */
  public static ResourceAddress module(ModulePath caller, String call) {
    return new ResourceAddress(
        caller, ResourceAddress.Mode.MANAGED, "module", call, InstanceKey.none());
  }

  /**
   * Reports whether an instance is this one, or may be one of this block; a module on the way whose
   * instances are not known either may have any key.
   */
  public boolean isAbout(ResourceAddress address) {
    return resource.mode() == address.mode()
        && resource.type().equals(address.type())
        && resource.name().equals(address.name())
        && isOrAny(resource.key(), address.key())
        && resource.module().steps().size() == address.module().steps().size()
        && isWithin(address.module().steps());
  }

  private boolean isWithin(List<ModulePath.Step> path) {
    List<ModulePath.Step> own = resource.module().steps();
    for (int i = 0; i < own.size(); i++) {
      if (!own.get(i).name().equals(path.get(i).name())
          || !isOrAny(own.get(i).key(), path.get(i).key())) {
        return false;
      }
    }
    return true;
  }

  private static boolean isOrAny(InstanceKey open, InstanceKey key) {
    return open instanceof InstanceKey.None || open.equals(key);
  }
}
