package dev.k3form.frontend.program;

import dev.k3form.model.graph.ProviderRef;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All declarations of one directory, by name and in the order of the source.
 *
 * @param directory the path as the user would write it, from the directory of the command
 */
public record Module(
    String directory,
    Map<String, Declaration.Variable> variables,
    Map<String, Declaration.Local> locals,
    Map<String, Declaration.Output> outputs,
    Map<ProviderRef, Declaration.Provider> providers,
    Map<Expr.Target.Resource, Declaration.Resource> resources,
    Map<String, Declaration.ModuleCall> calls,
    Map<String, Declaration.Check> checks,
    Map<String, Declaration.Function> functions,
    List<Declaration.Moved> moved,
    List<Declaration.Removed> removed,
    List<Declaration.Import> imports) {
  /** Copies the collections and keeps their order. */
  public Module {
    variables = ordered(variables);
    locals = ordered(locals);
    outputs = ordered(outputs);
    providers = ordered(providers);
    resources = ordered(resources);
    calls = ordered(calls);
    checks = ordered(checks);
    functions = ordered(functions);
    moved = List.copyOf(moved);
    removed = List.copyOf(removed);
    imports = List.copyOf(imports);
  }

  private static <K, V> Map<K, V> ordered(Map<K, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
