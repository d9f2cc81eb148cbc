package dev.k3form.frontend.emit;

import dev.k3form.frontend.evaluate.AbstractWalk;
import dev.k3form.frontend.evaluate.Compiled;
import dev.k3form.frontend.graph.DependencyGraph;
import java.util.List;
import java.util.Map;

/** Prints a checked program: each declaration with the type of its value and what it needs. */
public final class CheckedText {
  private CheckedText() {}

  /** Returns the text of a program that was compiled without errors. */
  public static String of(Compiled compiled) {
    AbstractWalk walk = new AbstractWalk(compiled, Map.of(), (_, _, _) -> {}, _ -> {});
    walk.run();
    StringBuilder out = new StringBuilder();
    DependencyGraph graph = compiled.graph();
    compiled
        .order()
        .forEach(
            node -> {
              out.append(node);
              walk.typeOf(node).ifPresent(type -> out.append(": ").append(type));
              out.append('\n');
              List<String> needs =
                  graph.dependencies(node).stream()
                      .map(Object::toString)
                      .filter(name -> !name.equals("root"))
                      .toList();
              needs.forEach(name -> out.append("  after ").append(name).append('\n'));
            });
    return out.toString();
  }
}
