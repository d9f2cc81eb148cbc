package dev.k3form.engine.planning;

import dev.k3form.engine.provider.BoundType;
import dev.k3form.model.address.AttributePath;
import dev.k3form.model.graph.DesiredInstance;
import dev.k3form.model.value.Value;

/** What {@code ignore_changes} does. */
public final class IgnoredChanges {
  private IgnoredChanges() {}

  /** Returns the configuration with what the user wants left alone as it is. */
  public static Value.Obj apply(DesiredInstance instance, BoundType<?> type, Value.Obj found) {
    Value.Obj config = instance.config();
    for (AttributePath path : instance.lifecycle().ignoreChanges()) {
      if (path.steps().isEmpty()) {
        for (var a : type.schema().block().attributes().values()) {
          if (a.presence().isArgument()) {
            config = config.with(a.name(), found.get(a.name()));
          }
        }
        for (String block : type.schema().block().blocks().keySet()) {
          config = config.with(block, found.get(block));
        }
      } else if (ValuePaths.with(config, path, ValuePaths.get(found, path))
          instanceof Value.Obj o) {
        config = o;
      }
    }
    return config;
  }
}
