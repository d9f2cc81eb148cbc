package dev.k3form.frontend.evaluate;

import dev.k3form.frontend.function.CallContext;
import dev.k3form.frontend.load.FileAccess;
import dev.k3form.model.value.Value;
import java.time.Instant;
import java.util.Map;

/** What functions know when they are called in a module. */
record ScopeContext(World world, String moduleDirectory, Scope scope) implements CallContext {
  @Override
  public FileAccess files() {
    return world.files;
  }

  @Override
  public Instant planTime() {
    return world.planTime;
  }

  @Override
  public Value render(String templateName, String template, Map<String, Value> names) {
    return world.templates.render(templateName, template, names, scope);
  }
}
