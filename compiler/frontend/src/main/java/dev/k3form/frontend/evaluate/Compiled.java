package dev.k3form.frontend.evaluate;

import dev.k3form.frontend.graph.DependencyGraph;
import dev.k3form.frontend.graph.ModuleTree;
import dev.k3form.frontend.graph.Node;
import dev.k3form.frontend.load.FileAccess;
import dev.k3form.frontend.schema.Schemas;
import dev.k3form.model.value.Value;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A checked program with all that its evaluation needs.
 *
 * @param order every node after those that it needs
 * @param workspace which of the states of this configuration it is for
 * @param variables the values given for the variables of the root module, converted to their types
 */
public record Compiled(
    ModuleTree root,
    DependencyGraph graph,
    List<Node> order,
    Schemas schemas,
    FileAccess files,
    Instant planTime,
    String workspace,
    TemplateRenderer templates,
    Map<String, Value> variables) {
  /** Copies the collections. */
  public Compiled {
    order = List.copyOf(order);
    variables = Collections.unmodifiableMap(new TreeMap<>(variables));
  }
}
