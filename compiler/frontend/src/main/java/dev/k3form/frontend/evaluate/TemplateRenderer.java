package dev.k3form.frontend.evaluate;

import dev.k3form.frontend.convert.ValueException;
import dev.k3form.frontend.convert.ValueProblem;
import dev.k3form.model.value.Value;
import java.util.Map;

/** Evaluates templates that are values themselves, as {@code templatefile} does. */
final class TemplateRenderer {
  private TemplateRenderer() {}

  static Value render(String name, String template, Map<String, Value> names, Scope scope) {
    throw new ValueException(new ValueProblem.CallFailed(name, "templates cannot be rendered"));
  }
}
