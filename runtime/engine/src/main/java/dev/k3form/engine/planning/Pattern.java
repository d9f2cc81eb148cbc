package dev.k3form.engine.planning;

import dev.k3form.model.address.InstanceKey;
import dev.k3form.model.address.ModulePath;
import dev.k3form.model.address.ResourceAddress;
import java.util.List;

/**
 * An address that may stand for several instances: a module with all that is in it, a resource with
 * all its instances, or one instance.
 */
public sealed interface Pattern {
  /** Everything in a module; a last step without key stands for all instances of the module. */
  record Module(ModulePath module) implements Pattern {
    @Override
    public boolean matches(ResourceAddress address) {
      return startsWith(address.module().steps(), module.steps());
    }
  }

  /** One instance, or all of a resource if there is no key. */
  record Resource(ResourceAddress resource) implements Pattern {
    @Override
    public boolean matches(ResourceAddress address) {
      return resource.key() instanceof InstanceKey.None
          ? address.resource().equals(resource)
          : address.equals(resource);
    }
  }

  /** Reports whether an instance is meant. */
  boolean matches(ResourceAddress address);

  /**
   * Reports whether instances may be meant of a resource whose instances are not known yet; nor
   * need those of the modules around it be.
   */
  default boolean mayMatch(ResourceAddress open) {
    return switch (this) {
      case Resource(ResourceAddress one) ->
          one.mode() == open.mode()
              && one.type().equals(open.type())
              && one.name().equals(open.name())
              && one.module().steps().size() == open.module().steps().size()
              && mayStartWith(open.module().steps(), one.module().steps());
      case Module(ModulePath module) -> mayStartWith(open.module().steps(), module.steps());
    };
  }

  /** Reports whether all instances are meant of a resource whose instances are not known yet. */
  default boolean covers(ResourceAddress open) {
    return switch (this) {
      case Resource(ResourceAddress one) ->
          one.equals(open) || (one.key() instanceof InstanceKey.None && matches(open));
      case Module _ -> matches(open);
    };
  }

  private static boolean mayStartWith(List<ModulePath.Step> open, List<ModulePath.Step> module) {
    if (open.size() < module.size()) {
      return false;
    }
    for (int i = 0; i < module.size(); i++) {
      ModulePath.Step at = open.get(i);
      ModulePath.Step step = module.get(i);
      boolean any = at.key() instanceof InstanceKey.None || step.key() instanceof InstanceKey.None;
      if (!at.name().equals(step.name()) || !(any || at.key().equals(step.key()))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException if it is no address
   */
  static Pattern parse(String text) {
    try {
      return new Resource(ResourceAddress.parse(text));
    } catch (IllegalArgumentException e) {
      if (!text.startsWith("module.")) {
        throw e;
      }
      try {
        return new Module(ResourceAddress.parse(text + ".a.b").module());
      } catch (IllegalArgumentException _) {
        throw e;
      }
    }
  }

  /** Reports whether the path lies in the module. */
  static boolean startsWith(List<ModulePath.Step> path, List<ModulePath.Step> module) {
    if (path.size() < module.size()) {
      return false;
    }
    for (int i = 0; i < module.size(); i++) {
      ModulePath.Step step = module.get(i);
      boolean same =
          path.get(i).name().equals(step.name())
              && (path.get(i).key().equals(step.key())
                  || (i == module.size() - 1 && step.key() instanceof InstanceKey.None));
      if (!same) {
        return false;
      }
    }
    return true;
  }
}
