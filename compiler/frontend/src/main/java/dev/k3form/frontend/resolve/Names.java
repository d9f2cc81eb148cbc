package dev.k3form.frontend.resolve;

import dev.k3form.frontend.program.Expr;
import dev.k3form.model.source.Span;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The names that a module declares, with the places, collected before any of them is bound. */
final class Names {
  final Map<String, Span> variables = new LinkedHashMap<>();
  final Map<String, Span> locals = new LinkedHashMap<>();
  final Map<String, Span> outputs = new LinkedHashMap<>();
  final Map<Expr.Target.Resource, Span> resources = new LinkedHashMap<>();
  final Map<String, Span> calls = new LinkedHashMap<>();
  final Map<String, Span> functions = new LinkedHashMap<>();

  /** The data sources that only one check may name, with the name of the check. */
  final Map<Expr.Target.Resource, String> ofChecks = new HashMap<>();

  /** Whether an import may name a resource that is not declared, as its block is to be written. */
  boolean openImports;

  /** The names of resources by type, for suggestions; {@code data.} before those of data blocks. */
  private final Map<String, Set<String>> byType = new HashMap<>();

  void resource(Expr.Target.Resource resource, Span span) {
    resources.put(resource, span);
    byType.computeIfAbsent(typeKey(resource), _ -> new TreeSet<>()).add(resource.name());
  }

  Set<String> resourceNames(Expr.Target.Resource like) {
    return byType.getOrDefault(typeKey(like), Set.of());
  }

  Set<String> resourceTypes() {
    return byType.keySet();
  }

  private static String typeKey(Expr.Target.Resource resource) {
    return new Expr.Target.Resource(resource.mode(), resource.type(), "").toString();
  }
}
