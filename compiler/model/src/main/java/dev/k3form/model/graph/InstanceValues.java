package dev.k3form.model.graph;

import dev.k3form.model.value.Value;

/**
 * Says what the attributes of resource instances are or will be, while a configuration is
 * evaluated.
 */
@FunctionalInterface
public interface InstanceValues {
  /**
   * Returns all attributes of the instance, unknown where only apply will tell.
   *
   * <p>Asked once for each instance, after everything that it depends on, from one thread. For a
   * data source this is where it is read.
   */
  Value.Obj resolve(DesiredInstance instance);

  /**
   * Is told of an instance that is left for later, since it hangs on something whose instances are
   * not known yet; what is wrong with it can be said already.
   */
  default void held(DesiredInstance instance) {}
}
