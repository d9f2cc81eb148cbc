package dev.k3form.frontend.emit;

import dev.k3form.frontend.evaluate.SourceText;
import dev.k3form.frontend.program.Content;
import dev.k3form.frontend.program.Declaration;
import dev.k3form.frontend.program.Expr;
import dev.k3form.frontend.program.Module;
import dev.k3form.frontend.program.Program;
import java.util.List;
import java.util.Optional;

/** Prints a resolved program: every declaration of every module, names bound, sugar gone. */
public final class ProgramText {
  private final StringBuilder out = new StringBuilder();

  private ProgramText() {}

  /** Returns the text of a program. */
  public static String of(Program program) {
    ProgramText text = new ProgramText();
    program.modules().values().forEach(text::module);
    return text.out.toString();
  }

  private void module(Module module) {
    line(0, "module in " + module.directory());
    module.variables().values().forEach(this::variable);
    module.locals().values().forEach(l -> line(1, "local." + l.name() + " = " + source(l.value())));
    module.functions().values().forEach(this::function);
    module.providers().values().forEach(p -> block(1, "provider " + p.ref(), p.content()));
    module.resources().values().forEach(this::resource);
    module.calls().values().forEach(this::call);
    module.checks().values().forEach(c -> conditions("check." + c.name(), c.assertions()));
    module
        .outputs()
        .values()
        .forEach(o -> line(1, "output." + o.name() + " = " + source(o.value())));
    module.moved().forEach(m -> line(1, "moved " + m.from() + " to " + m.to()));
    module
        .removed()
        .forEach(r -> line(1, "removed " + r.from() + (r.destroy() ? "" : ", not destroyed")));
    module
        .imports()
        .forEach(
            i ->
                line(
                    1,
                    "import "
                        + i.to()
                        + i.key().map(k -> "[" + source(k) + "]").orElse("")
                        + " from "
                        + source(i.id())));
  }

  private void variable(Declaration.Variable v) {
    line(
        1,
        "var."
            + v.name()
            + ": "
            + v.type()
            + v.defaultValue().map(d -> " = " + source(d)).orElse("")
            + (v.sensitive() ? ", sensitive" : "")
            + (v.nullable() ? "" : ", not nullable"));
    conditionLines(2, "validation", v.validations());
  }

  private void function(Declaration.Function f) {
    List<String> parameters =
        f.parameters().stream()
            .map(
                p ->
                    p.name()
                        + ": "
                        + p.type()
                        + p.defaultValue().map(d -> " = " + source(d)).orElse(""))
            .toList();
    line(
        1,
        "function "
            + f.name()
            + "("
            + String.join(", ", parameters)
            + "): "
            + f.resultType()
            + " = "
            + source(f.result()));
  }

  private void resource(Declaration.Resource r) {
    line(1, r.target().toString());
    repetition(r.repetition());
    r.provider().ifPresent(p -> line(2, "provider " + p.ref()));
    r.dependsOn().forEach(d -> line(2, "depends on " + d.target()));
    content(2, r.content());
    Declaration.Lifecycle lifecycle = r.lifecycle();
    optional(2, "create_before_destroy", lifecycle.createBeforeDestroy());
    optional(2, "prevent_destroy", lifecycle.preventDestroy());
    lifecycle
        .ignoreChanges()
        .forEach(p -> line(2, "ignores " + (p.path().steps().isEmpty() ? "all" : p.path())));
    optional(2, "ignore_changes", lifecycle.ignoreChangesExpression());
    lifecycle.replaceTriggeredBy().forEach(e -> line(2, "replaced by " + source(e)));
    conditionLines(2, "precondition", lifecycle.preconditions());
    conditionLines(2, "postcondition", lifecycle.postconditions());
  }

  private void call(Declaration.ModuleCall call) {
    line(1, "module." + call.name() + " in " + call.directory());
    repetition(call.repetition());
    call.dependsOn().forEach(d -> line(2, "depends on " + d.target()));
    call.providers().forEach((name, use) -> line(2, "provider " + name + " is " + use.ref()));
    call.arguments().values().forEach(a -> line(2, a.name() + " = " + source(a.value())));
  }

  private void repetition(Declaration.Repetition repetition) {
    switch (repetition) {
      case Declaration.Repetition.Once _ -> {}
      case Declaration.Repetition.Count c -> line(2, "count " + source(c.value()));
      case Declaration.Repetition.ForEach f -> line(2, "for each of " + source(f.value()));
    }
  }

  private void conditions(String title, List<Declaration.Condition> conditions) {
    line(1, title);
    conditionLines(2, "assert", conditions);
  }

  private void conditionLines(int level, String kind, List<Declaration.Condition> conditions) {
    conditions.forEach(
        c -> line(level, kind + " " + source(c.condition()) + " else " + source(c.message())));
  }

  private void optional(int level, String name, Optional<Expr> expression) {
    expression.ifPresent(e -> line(level, name + " = " + source(e)));
  }

  private void block(int level, String title, Content content) {
    line(level, title);
    content(level + 1, content);
  }

  private void content(int level, Content content) {
    content.arguments().values().forEach(a -> line(level, a.name() + " = " + source(a.value())));
    for (Content.Nested nested : content.blocks()) {
      switch (nested) {
        case Content.Static s -> {
          String labels =
              String.join("", s.labels().stream().map(l -> " \"" + l.text() + "\"").toList());
          block(level, s.type() + labels, s.content());
        }
        case Content.Dynamic d -> {
          String labels =
              String.join("", d.labels().stream().map(l -> " [" + source(l) + "]").toList());
          block(
              level,
              d.type() + labels + " for " + d.iterator().name() + " in " + source(d.forEach()),
              d.content());
        }
      }
    }
  }

  private static String source(Expr expression) {
    return SourceText.of(expression);
  }

  private void line(int level, String text) {
    out.append("  ".repeat(level)).append(text).append('\n');
  }
}
