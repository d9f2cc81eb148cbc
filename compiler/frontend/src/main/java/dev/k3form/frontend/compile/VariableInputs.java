package dev.k3form.frontend.compile;

import dev.k3form.frontend.convert.ValueException;
import dev.k3form.frontend.load.FileAccess;
import dev.k3form.frontend.load.GivenValue;
import dev.k3form.frontend.load.LoadProblem;
import dev.k3form.frontend.load.SourceLoader;
import dev.k3form.frontend.program.Declaration;
import dev.k3form.frontend.program.Expr;
import dev.k3form.frontend.resolve.StandaloneExpressions;
import dev.k3form.frontend.syntax.Parser;
import dev.k3form.frontend.syntax.tree.Attribute;
import dev.k3form.frontend.syntax.tree.ExpressionTree;
import dev.k3form.frontend.syntax.tree.SyntaxTree;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.source.SourceFile;
import dev.k3form.model.source.Span;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Gathers the values of the root module's variables: of the environment, {@code k3form.k3svars},
 * {@code *.auto.k3svars} in order of their names, {@code -var-file} and {@code -var}; later ones
 * win.
 */
final class VariableInputs {
  private static final String ENVIRONMENT = "K3FORM_VAR_";
  private static final String STANDARD_FILE = "k3form.k3svars";
  private static final String AUTOMATIC = ".auto.k3svars";

  private final Map<String, Declaration.Variable> declared;
  private final SourceLoader loader;
  private final Consumer<Diagnostic> problems;
  private final Map<String, GivenValue> given = new LinkedHashMap<>();

  VariableInputs(
      Map<String, Declaration.Variable> declared,
      SourceLoader loader,
      Consumer<Diagnostic> problems) {
    this.declared = declared;
    this.loader = loader;
    this.problems = problems;
  }

  /** Returns the values by the names of the variables. */
  Map<String, GivenValue> gather(CompileRequest request, FileAccess files) {
    for (String name : declared.keySet()) {
      String text = request.environment().get(ENVIRONMENT + name);
      if (text != null) {
        fromText(name, text, "the environment variable `" + ENVIRONMENT + name + "`");
      }
    }
    try {
      List<String> names = files.names(".");
      if (names.contains(STANDARD_FILE)) {
        fromFile(STANDARD_FILE);
      }
      names.stream().filter(n -> n.endsWith(AUTOMATIC)).forEach(this::fromFile);
    } catch (IOException e) {
      problems.accept(new LoadProblem.Unreadable(".", SourceLoader.reason(e)).toDiagnostic());
    }
    request.variableFiles().forEach(this::fromFile);
    request.variables().forEach((name, text) -> fromText(name, text, "the option `-var`"));
    return given;
  }

  private void fromFile(String path) {
    Optional<SyntaxTree> tree = loader.parse(path);
    if (tree.isEmpty()) {
      return;
    }
    tree.get()
        .body()
        .blocks()
        .forEach(
            b ->
                problems.accept(
                    new LoadProblem.BlockInVariables(b.type().name(), b.header()).toDiagnostic()));
    for (Attribute attribute : tree.get().body().attributes().toList()) {
      String name = attribute.name().name();
      if (!declared.containsKey(name)) {
        problems.accept(
            new LoadProblem.UndeclaredVariable(
                    name, "the file `" + path + "`", declared.keySet(), attribute.name().span())
                .toDiagnostic());
        continue;
      }
      StandaloneExpressions.evaluate(attribute.value(), "the value of a variable", problems)
          .ifPresent(
              v ->
                  given.put(
                      name,
                      new GivenValue(
                          v,
                          Optional.of(StandaloneExpressions.resolve(attribute.value())),
                          "the file `" + path + "`",
                          attribute.value().span())));
    }
  }

  private void fromText(String name, String text, String from) {
    Declaration.Variable variable = declared.get(name);
    if (variable == null) {
      problems.accept(
          new LoadProblem.UndeclaredVariable(name, from, declared.keySet(), Span.NONE)
              .toDiagnostic());
      return;
    }
    if (isText(variable.type()) || !variable.isTyped()) {
      given.put(name, GivenValue.text(text, from));
      return;
    }
    ExpressionTree tree = Parser.parseExpression(new SourceFile("-var " + name, text));
    if (tree.hasErrors()) {
      if (variable.type().equals(Type.ANY)) {
        given.put(name, GivenValue.text(text, from));
        return;
      }
      Diagnostic first = tree.diagnostics().getFirst();
      bad(name, from, first.summary());
      return;
    }
    try {
      Optional<Value> value =
          StandaloneExpressions.evaluate(
              tree.expression(),
              "the value of a variable",
              d -> {
                if (!variable.type().equals(Type.ANY)) {
                  bad(
                      name,
                      from,
                      d.summary() + (d.primaryLabel().isEmpty() ? "" : ": " + d.primaryLabel()));
                }
              });
      if (value.isEmpty() && variable.type().equals(Type.ANY)) {
        value = Optional.of(Value.str(text));
      }
      Expr written = StandaloneExpressions.resolve(tree.expression());
      value.ifPresent(
          v -> given.put(name, new GivenValue(v, Optional.of(written), from, Span.NONE)));
    } catch (ValueException e) {
      bad(name, from, e.problem().summary());
    }
  }

  private void bad(String name, String from, String why) {
    problems.accept(
        new LoadProblem.BadVariableText(name, from, "Reason: " + why + ".").toDiagnostic());
  }

  /** Sizes and durations are converted from their text, so that no quotes are needed. */
  private static boolean isText(Type type) {
    return type.equals(Type.STRING)
        || type.equals(Type.SIZE)
        || type.equals(Type.DURATION)
        || type instanceof Type.OneOf;
  }
}
