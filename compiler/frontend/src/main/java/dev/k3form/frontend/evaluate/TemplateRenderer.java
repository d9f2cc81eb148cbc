package dev.k3form.frontend.evaluate;

import dev.k3form.model.value.Value;
import java.util.Map;

/**
 * Evaluates templates that are values themselves, as {@code templatefile} does.
 *
 * <p>A port: reading a template needs the parser and the resolver, which stand above the evaluator.
 */
@FunctionalInterface
public interface TemplateRenderer {
  /**
   * Returns the text of a template.
   *
   * @param name what messages call the template
   * @param names what the names in it stand for
   * @param scope where the call stands
   */
  Value render(String name, String template, Map<String, Value> names, Scope scope);
}
