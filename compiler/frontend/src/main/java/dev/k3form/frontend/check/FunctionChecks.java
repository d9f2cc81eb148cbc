package dev.k3form.frontend.check;

import dev.k3form.frontend.program.Declaration;
import dev.k3form.frontend.program.Expr;
import dev.k3form.frontend.program.Module;
import dev.k3form.frontend.program.References;
import dev.k3form.model.diagnostic.Diagnostic;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;

/** Finds functions that call themselves, directly or through others; each circle is told once. */
final class FunctionChecks {
  private final Map<String, Map<String, Expr.UserCall>> calls = new LinkedHashMap<>();
  private final Set<String> done = new HashSet<>();
  private final SequencedSet<String> path = new LinkedHashSet<>();
  private final List<Diagnostic> out = new ArrayList<>();
  private final Set<String> closing = new HashSet<>();

  /**
   * What was found.
   *
   * @param functions those without whose results no circle is left
   */
  record Recursion(List<Diagnostic> problems, Set<String> functions) {}

  private FunctionChecks(Module module) {
    for (Declaration.Function function : module.functions().values()) {
      Map<String, Expr.UserCall> called = new LinkedHashMap<>();
      List<Expr> parts = new ArrayList<>(List.of(function.result()));
      function.parameters().forEach(p -> p.defaultValue().ifPresent(parts::add));
      parts.forEach(
          part ->
              References.walk(
                  part,
                  e -> {
                    if (e instanceof Expr.UserCall call) {
                      called.putIfAbsent(call.function(), call);
                    }
                  }));
      calls.put(function.name(), called);
    }
  }

  static Recursion recursion(Module module) {
    FunctionChecks checks = new FunctionChecks(module);
    checks.calls.keySet().forEach(checks::visit);
    return new Recursion(List.copyOf(checks.out), Set.copyOf(checks.closing));
  }

  /** Depth first, with a stack of its own: a chain of functions may be long. */
  private void visit(String start) {
    Deque<Iterator<String>> open = new ArrayDeque<>();
    enter(start, open);
    while (!open.isEmpty()) {
      Iterator<String> next = open.getLast();
      if (next.hasNext()) {
        enter(next.next(), open);
      } else {
        open.removeLast();
        path.removeLast();
      }
    }
  }

  private void enter(String name, Deque<Iterator<String>> open) {
    if (path.contains(name)) {
      closing.add(name);
      circle(path.stream().dropWhile(n -> !n.equals(name)).toList());
    } else if (done.add(name)) {
      path.add(name);
      open.add(calls.getOrDefault(name, Map.of()).keySet().iterator());
    }
  }

  private void circle(List<String> names) {
    List<GraphProblem.FunctionsCallEachOther.Call> circle = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String next = names.get((i + 1) % names.size());
      Expr.UserCall call = calls.getOrDefault(names.get(i), Map.of()).get(next);
      if (call != null) {
        circle.add(new GraphProblem.FunctionsCallEachOther.Call(names.get(i), next, call.span()));
      }
    }
    out.add(new GraphProblem.FunctionsCallEachOther(circle).toDiagnostic());
  }
}
