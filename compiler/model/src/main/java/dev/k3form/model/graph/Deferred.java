package dev.k3form.model.graph;

import dev.k3form.model.address.InstanceKey;
import dev.k3form.model.address.ModulePath;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.diagnostic.Diagnostic;
import java.util.List;

/**
 * What cannot be planned yet: a resource block whose {@code count} or {@code for_each} is known
 * only after apply, or an instance that depends on such a block.
 *
 * @param resource the block in its module instance, without key; or the instance
 * @param reason where and why, as a warning
 */
public record Deferred(ResourceAddress resource, Diagnostic reason) {
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
