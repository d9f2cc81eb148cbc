package dev.k3form.frontend.check;

import dev.k3form.frontend.program.Declaration;
import dev.k3form.frontend.program.Expr;
import dev.k3form.frontend.program.Module;
import dev.k3form.model.source.Span;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Finds {@code moved} blocks that contradict each other or what is declared. */
final class MovedChecks {
  private final Module module;
  private final Consumer<GraphProblem.BadMove> problems;
  private final Map<String, Declaration.Moved> from = new HashMap<>();
  private final Map<String, Declaration.Moved> to = new HashMap<>();

  private MovedChecks(Module module, Consumer<GraphProblem.BadMove> problems) {
    this.module = module;
    this.problems = problems;
  }

  static void check(Module module, Consumer<GraphProblem.BadMove> problems) {
    new MovedChecks(module, problems).run();
  }

  private void run() {
    for (Declaration.Moved moved : module.moved()) {
      if (moved.from().equals(moved.to())) {
        bad(moved, "`from` and `to` are the same", List.of());
      } else if (type(moved.from()).equals("module") != type(moved.to()).equals("module")) {
        bad(moved, "a module cannot become a resource, nor a resource a module", List.of());
      } else {
        check(moved);
      }
    }
    Set<String> seen = new HashSet<>();
    module.moved().stream().filter(m -> !m.from().equals(m.to())).forEach(m -> circle(m, seen));
  }

  private void check(Declaration.Moved moved) {
    Declaration.Moved sameFrom = from.putIfAbsent(moved.from(), moved);
    if (sameFrom != null) {
      bad(
          moved,
          "`" + moved.from() + "` goes to two places",
          List.of(new Place(sameFrom.span(), "it goes to `" + sameFrom.to() + "` here")));
      return;
    }
    Declaration.Moved sameTo = to.putIfAbsent(moved.to(), moved);
    if (sameTo != null) {
      bad(
          moved,
          "two objects go to `" + moved.to() + "`",
          List.of(new Place(sameTo.span(), "`" + sameTo.from() + "` goes there, too")));
    }
    boolean getsKey = moved.to().startsWith(moved.from() + "[");
    declared(moved.from())
        .filter(_ -> !getsKey)
        .ifPresent(
            span ->
                bad(
                    moved,
                    "`" + moved.from() + "` is still declared",
                    List.of(new Place(span, "it is declared here"))));
  }

  /** Follows the moves from one of them; a circle is told where it is found first. */
  private void circle(Declaration.Moved start, Set<String> seen) {
    Set<String> path = new HashSet<>();
    Declaration.Moved at = start;
    while (at != null && seen.add(at.from())) {
      path.add(at.from());
      Declaration.Moved next = from.get(at.to());
      if (next != null && path.contains(next.from())) {
        bad(at, "the moves go in a circle", List.of(new Place(next.span(), "it closes here")));
      }
      at = next;
    }
  }

  private Optional<Span> declared(String address) {
    for (Map.Entry<Expr.Target.Resource, Declaration.Resource> r : module.resources().entrySet()) {
      if (r.getKey().toString().equals(address)) {
        return Optional.of(r.getValue().span());
      }
    }
    return address.startsWith("module.")
        ? Optional.ofNullable(module.calls().get(address.substring(7)))
            .map(Declaration.ModuleCall::span)
        : Optional.empty();
  }

  /** Returns the type of a resource, {@code module} for a whole module. */
  private static String type(String address) {
    String rest = address;
    while (rest.startsWith("module.")) {
      String call = rest.substring("module.".length());
      int end = 0;
      boolean quoted = false;
      while (end < call.length() && (quoted || call.charAt(end) != '.')) {
        quoted ^= call.charAt(end) == '"' && call.charAt(end - 1) != '\\';
        end++;
      }
      if (end == call.length()) {
        return "module";
      }
      rest = call.substring(end + 1);
    }
    int dot = rest.indexOf('.');
    return dot < 0 ? rest : rest.substring(0, dot);
  }

  private record Place(Span span, String text) {}

  private void bad(Declaration.Moved moved, String why, List<Place> places) {
    problems.accept(
        new GraphProblem.BadMove(
            why,
            moved.span(),
            places.stream().map(Place::span).toList(),
            places.stream().map(Place::text).toList()));
  }
}
