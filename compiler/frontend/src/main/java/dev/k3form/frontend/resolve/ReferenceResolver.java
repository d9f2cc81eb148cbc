package dev.k3form.frontend.resolve;

import dev.k3form.frontend.convert.Suggestions;
import dev.k3form.frontend.program.Expr;
import dev.k3form.frontend.syntax.tree.Expression;
import dev.k3form.frontend.syntax.tree.Step;
import dev.k3form.model.address.ResourceAddress.Mode;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.source.Span;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Binds the start of a traversal: {@code var.a}, {@code local.b}, {@code proxmox_vm.lb}. */
final class ReferenceResolver {
  private static final Set<String> PATHS = Set.of("module", "root", "cwd");

  private final Names names;
  private final Consumer<Diagnostic> problems;

  ReferenceResolver(Names names, Consumer<Diagnostic> problems) {
    this.names = names;
    this.problems = problems;
  }

  /** A bound start, and how many steps of the traversal it took. */
  record Start(Expr value, int used) {}

  /** Returns a traversal as it is written, as far as it consists of names. */
  static String text(Expression.ScopeTraversal traversal) {
    StringBuilder out = new StringBuilder(traversal.root().name());
    for (Step step : traversal.steps()) {
      if (!(step instanceof Step.GetAttribute(var name, Span _))) {
        break;
      }
      out.append('.').append(name.name());
    }
    return out.toString();
  }

  Start resolve(Expression.ScopeTraversal traversal, Place place) {
    String root = traversal.root().name();
    Span span = traversal.root().span();
    Expr.Binding bound = place.bound().get(root);
    if (bound != null) {
      return new Start(new Expr.Bound(bound, span), 0);
    }
    if (!place.closed().isEmpty() && !root.equals("path")) {
      return failed(
          traversal,
          new ResolveProblem.OutOfPlace(text(traversal), place.closed(), traversal.span())
              .toDiagnostic());
    }
    return switch (root) {
      case "var" ->
          named(traversal, "variable", names.variables.keySet(), Expr.Target.Variable::new);
      case "local" -> named(traversal, "local", names.locals.keySet(), Expr.Target.Local::new);
      case "module" -> named(traversal, "module", names.calls.keySet(), Expr.Target.Module::new);
      case "each" -> each(traversal, place);
      case "count" ->
          place.count()
              ? fixed(traversal, "index", new Expr.Target.CountIndex())
              : outOfPlace(
                  traversal, "`count` has a meaning only in a block with a `count` argument");
      case "self" ->
          place.self()
              ? new Start(new Expr.Reference(new Expr.Target.Self(), span), 0)
              : outOfPlace(traversal, "`self` has a meaning only in a postcondition");
      case "path" -> path(traversal);
      case "k3form" -> fixed(traversal, "workspace", new Expr.Target.Workspace());
      case "data" -> resource(traversal, Mode.DATA, 0, place);
      default -> resource(traversal, Mode.MANAGED, -1, place);
    };
  }

  private interface TargetOf {
    Expr.Target of(String name);
  }

  private Start named(
      Expression.ScopeTraversal traversal, String kind, Collection<String> known, TargetOf target) {
    String root = traversal.root().name();
    if (traversal.steps().isEmpty()
        || !(traversal.steps().getFirst() instanceof Step.GetAttribute(var name, Span end))) {
      return failed(
          traversal,
          new ResolveProblem.UnknownReference(
                  root,
                  kind,
                  traversal.span(),
                  List.of("write `" + root + ".` and the name of a " + kind))
              .toDiagnostic());
    }
    Span span = traversal.root().span().to(end);
    if (known.contains(name.name())) {
      return new Start(new Expr.Reference(target.of(name.name()), span), 1);
    }
    List<String> help =
        new ArrayList<>(
            Suggestions.didYouMean(name.name(), known, n -> "`" + root + "." + n + "`"));
    otherKinds(name.name(), root).forEach(help::add);
    return failed(
        traversal,
        new ResolveProblem.UnknownReference(root + "." + name.name(), kind, span, help)
            .toDiagnostic());
  }

  /** Says under which other kinds the name is known. */
  private List<String> otherKinds(String name, String except) {
    List<String> out = new ArrayList<>();
    if (!except.equals("var") && names.variables.containsKey(name)) {
      out.add("`" + name + "` is a variable: `var." + name + "`");
    }
    if (!except.equals("local") && names.locals.containsKey(name)) {
      out.add("`" + name + "` is a local: `local." + name + "`");
    }
    if (!except.equals("module") && names.calls.containsKey(name)) {
      out.add("`" + name + "` is a module: `module." + name + "`");
    }
    return out;
  }

  private Start each(Expression.ScopeTraversal traversal, Place place) {
    if (!place.each()) {
      return outOfPlace(
          traversal, "`each` has a meaning only in a block with a `for_each` argument");
    }
    boolean key =
        !traversal.steps().isEmpty()
            && traversal.steps().getFirst() instanceof Step.GetAttribute(var n, Span _)
            && n.name().equals("key");
    return key
        ? fixed(traversal, "key", new Expr.Target.EachKey())
        : fixed(traversal, "value", new Expr.Target.EachValue());
  }

  private Start fixed(Expression.ScopeTraversal traversal, String wanted, Expr.Target target) {
    if (!traversal.steps().isEmpty()
        && traversal.steps().getFirst() instanceof Step.GetAttribute(var name, Span end)
        && name.name().equals(wanted)) {
      return new Start(new Expr.Reference(target, traversal.root().span().to(end)), 1);
    }
    String root = traversal.root().name();
    String options = root.equals("each") ? "`each.key` and `each.value`" : "`" + target + "`";
    return failed(
        traversal,
        new ResolveProblem.UnknownReference(
                text(traversal), "value", traversal.span(), List.of("there is only " + options))
            .toDiagnostic());
  }

  private Start path(Expression.ScopeTraversal traversal) {
    if (!traversal.steps().isEmpty()
        && traversal.steps().getFirst() instanceof Step.GetAttribute(var name, Span end)
        && PATHS.contains(name.name())) {
      return new Start(
          new Expr.Reference(new Expr.Target.Path(name.name()), traversal.root().span().to(end)),
          1);
    }
    return failed(
        traversal,
        new ResolveProblem.UnknownReference(
                text(traversal),
                "path",
                traversal.span(),
                List.of("there are `path.module`, `path.root` and `path.cwd`"))
            .toDiagnostic());
  }

  private Start outOfPlace(Expression.ScopeTraversal traversal, String why) {
    return failed(
        traversal,
        new ResolveProblem.OutOfPlace(text(traversal), why, traversal.span()).toDiagnostic());
  }

  /** Binds {@code type.name}, or {@code data.type.name} with the type at a step. */
  private Start resource(
      Expression.ScopeTraversal traversal, Mode mode, int typeStep, Place place) {
    List<Step> steps = traversal.steps();
    int nameStep = typeStep + 1;
    if (steps.size() <= nameStep
        || !(steps.get(nameStep) instanceof Step.GetAttribute(var name, Span end))
        || (typeStep >= 0 && !(steps.get(typeStep) instanceof Step.GetAttribute))) {
      return failed(traversal, bareName(traversal, mode));
    }
    String type =
        typeStep >= 0 && steps.get(typeStep) instanceof Step.GetAttribute(var id, Span _)
            ? id.name()
            : traversal.root().name();
    Span span = traversal.root().span().to(end);
    Expr.Target.Resource target = new Expr.Target.Resource(mode, type, name.name());
    String check = names.ofChecks.getOrDefault(target, place.check());
    if (!check.equals(place.check())) {
      return failed(
          traversal,
          new ResolveProblem.OutOfPlace(
                  target.toString(),
                  "only `check." + check + "`, in which it stands, knows it",
                  span)
              .toDiagnostic());
    }
    if (names.resources.containsKey(target)) {
      return new Start(new Expr.Reference(target, span), nameStep + 1);
    }
    return failed(traversal, unknownResource(traversal, target, span));
  }

  private Diagnostic unknownResource(
      Expression.ScopeTraversal traversal, Expr.Target.Resource target, Span span) {
    String prefix = target.mode() == Mode.DATA ? "data." : "";
    Set<String> sameType = names.resourceNames(target);
    List<String> help = new ArrayList<>();
    Suggestions.near(target.name(), sameType)
        .forEach(n -> help.add("did you mean `" + prefix + target.type() + "." + n + "`?"));
    if (sameType.isEmpty()) {
      for (String type : Suggestions.near(prefix + target.type(), names.resourceTypes())) {
        help.add("did you mean `" + type.replaceAll("\\.$", "") + "`?");
      }
      help.addAll(otherKinds(traversal.root().name(), ""));
      if (target.toString().equals("terraform.workspace")) {
        help.add("did you mean `k3form.workspace`?");
      }
      Suggestions.near(
              target.type(),
              List.of("var", "local", "module", "data", "each", "count", "path", "k3form"))
          .forEach(n -> help.add("did you mean `" + n + "." + target.name() + "`?"));
    }
    String other =
        (target.mode() == Mode.DATA ? "" : "data.") + target.type() + "." + target.name();
    Mode otherMode = target.mode() == Mode.DATA ? Mode.MANAGED : Mode.DATA;
    if (names.resources.containsKey(
        new Expr.Target.Resource(otherMode, target.type(), target.name()))) {
      help.add("did you mean `" + other + "`?");
    }
    return new ResolveProblem.UnknownReference(
            target.toString(), target.mode() == Mode.DATA ? "data block" : "resource", span, help)
        .toDiagnostic();
  }

  private Diagnostic bareName(Expression.ScopeTraversal traversal, Mode mode) {
    String root = traversal.root().name();
    List<String> help = new ArrayList<>(otherKinds(root, ""));
    if (help.isEmpty()) {
      help.add(
          mode == Mode.DATA
              ? "the form is `data.type.name`"
              : "to write a string put it in quotes: `\"" + root + "\"`");
    }
    return new ResolveProblem.UnknownReference(root, "resource", traversal.root().span(), help)
        .toDiagnostic();
  }

  private Start failed(Expression.ScopeTraversal traversal, Diagnostic problem) {
    problems.accept(problem);
    return new Start(new Expr.Bad(traversal.span()), traversal.steps().size());
  }
}
