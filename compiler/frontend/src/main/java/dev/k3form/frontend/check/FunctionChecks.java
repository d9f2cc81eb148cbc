package dev.k3form.frontend.check;

import dev.k3form.frontend.program.Declaration;
import dev.k3form.frontend.program.Expr;
import dev.k3form.frontend.program.Module;
import dev.k3form.frontend.program.References;
import dev.k3form.model.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Finds functions that call themselves, directly or through others. */
final class FunctionChecks {
  private FunctionChecks() {}

  static List<Diagnostic> recursion(Module module) {
    Map<String, Set<String>> calls = new HashMap<>();
    for (Declaration.Function function : module.functions().values()) {
      Set<String> called = new TreeSet<>();
      List<Expr> parts = new ArrayList<>(List.of(function.result()));
      function.parameters().forEach(p -> p.defaultValue().ifPresent(parts::add));
      parts.forEach(
          part ->
              References.walk(
                  part,
                  e -> {
                    if (e instanceof Expr.UserCall call) {
                      called.add(call.function());
                    }
                  }));
      calls.put(function.name(), called);
    }
    List<Diagnostic> out = new ArrayList<>();
    for (Declaration.Function function : module.functions().values()) {
      if (reaches(calls, function.name())) {
        out.add(
            new GraphProblem.FunctionCallsItself(function.name(), function.span()).toDiagnostic());
      }
    }
    return out;
  }

  private static boolean reaches(Map<String, Set<String>> calls, String name) {
    Set<String> seen = new TreeSet<>();
    List<String> pending = new ArrayList<>(calls.getOrDefault(name, Set.of()));
    while (!pending.isEmpty()) {
      String next = pending.removeLast();
      if (next.equals(name)) {
        return true;
      }
      if (seen.add(next)) {
        pending.addAll(calls.getOrDefault(next, Set.of()));
      }
    }
    return false;
  }
}
