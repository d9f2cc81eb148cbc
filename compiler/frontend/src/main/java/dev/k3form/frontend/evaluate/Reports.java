package dev.k3form.frontend.evaluate;

import dev.k3form.frontend.convert.ValueException;
import dev.k3form.frontend.convert.ValueText;
import dev.k3form.frontend.program.Expr;
import dev.k3form.frontend.program.References;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.source.Span;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Collects the problems of an evaluation, each once.
 *
 * <p>A mistake that all instances of a block have in common is told for the first of them only.
 */
final class Reports {
  private static final int MOST_NOTES = 4;
  private static final int LONGEST_VALUE = 80;

  private record Seen(String code, String summary, Span span, String label) {}

  private final List<Diagnostic> items = new ArrayList<>();
  private final Set<Seen> seen = new HashSet<>();

  /** Adds a problem. */
  void add(Diagnostic diagnostic) {
    Seen key =
        new Seen(
            diagnostic.code().text(),
            diagnostic.summary(),
            diagnostic.primary(),
            diagnostic.primaryLabel());
    if (seen.add(key)) {
      items.add(diagnostic);
    }
  }

  /** Adds what ended the evaluation of an expression, with the values that it worked on. */
  void add(ValueException problem, Expr whole, Scope scope, Optional<ResourceAddress> owner) {
    Span span = problem.span().isPlace() ? problem.span() : whole.span();
    Diagnostic.Builder builder = problem.problem().diagnose(span);
    values(whole, span, scope).forEach(builder::note);
    owner.ifPresent(builder::on);
    add(builder.build());
  }

  /** Returns what was collected. */
  List<Diagnostic> items() {
    return items;
  }

  /** Returns notes on the values of the names in an expression, none for secrets and unknowns. */
  static List<String> values(Expr whole, Span near, Scope scope) {
    Set<String> notes = new LinkedHashSet<>();
    for (Expr.Reference reference : References.of(whole)) {
      boolean touches =
          reference.span().file().equals(near.file())
              && reference.span().end() >= near.start()
              && reference.span().start() <= near.end();
      boolean tells =
          switch (reference.target()) {
            case Expr.Target.Variable _,
                Expr.Target.Local _,
                Expr.Target.EachKey _,
                Expr.Target.EachValue _,
                Expr.Target.CountIndex _,
                Expr.Target.Workspace _ ->
                true;
            case Expr.Target.Resource _,
                Expr.Target.Module _,
                Expr.Target.Self _,
                Expr.Target.Path _ ->
                false;
          };
      if (touches && tells && notes.size() < MOST_NOTES) {
        Value value = scope.value(reference.target());
        if (!Values.containsSecret(value) && Values.isWhollyKnown(value)) {
          notes.add(
              "`" + reference.target() + "` is `" + ValueText.line(value, LONGEST_VALUE) + "`.");
        }
      }
    }
    return List.copyOf(notes);
  }
}
