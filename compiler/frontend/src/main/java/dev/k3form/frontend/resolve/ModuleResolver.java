package dev.k3form.frontend.resolve;

import dev.k3form.frontend.program.Declaration;
import dev.k3form.frontend.program.Expr;
import dev.k3form.frontend.program.Module;
import dev.k3form.frontend.program.Settings;
import dev.k3form.frontend.syntax.tree.Attribute;
import dev.k3form.frontend.syntax.tree.Block;
import dev.k3form.frontend.syntax.tree.BlockLabel;
import dev.k3form.frontend.syntax.tree.SyntaxTree;
import dev.k3form.model.address.ResourceAddress.Mode;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.graph.ProviderRef;
import dev.k3form.model.source.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Makes a module of the files of one directory: first all names, then what they stand for. */
final class ModuleResolver {
  private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}\\p{M}_-]*");
  private static final Map<String, List<String>> LABELS = new LinkedHashMap<>();

  static {
    LABELS.put("variable", List.of("name"));
    LABELS.put("locals", List.of());
    LABELS.put("output", List.of("name"));
    LABELS.put("provider", List.of("name"));
    LABELS.put("resource", List.of("type", "name"));
    LABELS.put("data", List.of("type", "name"));
    LABELS.put("module", List.of("name"));
    LABELS.put("check", List.of("name"));
    LABELS.put("moved", List.of());
    LABELS.put("removed", List.of());
    LABELS.put("import", List.of());
    LABELS.put("function", List.of("name"));
    LABELS.put("k3form", List.of());
  }

  private static final Set<String> CALL_ARGUMENTS =
      Set.of("source", "count", "for_each", "depends_on", "providers");

  private static final Set<String> RESERVED_ROOTS =
      Set.of("var", "local", "module", "data", "each", "count", "self", "path", "k3form");

  private final String directory;
  private final List<SyntaxTree> trees;
  private final Consumer<Diagnostic> problems;
  private final Names names = new Names();
  private final DeclarationResolver declarations;

  private final Map<String, Declaration.Variable> variables = new LinkedHashMap<>();
  private final Map<String, Declaration.Local> locals = new LinkedHashMap<>();
  private final Map<String, Declaration.Output> outputs = new LinkedHashMap<>();
  private final Map<ProviderRef, Declaration.Provider> providers = new LinkedHashMap<>();
  private final Map<Expr.Target.Resource, Declaration.Resource> resources = new LinkedHashMap<>();
  private final Map<String, Declaration.ModuleCall> calls = new LinkedHashMap<>();
  private final Map<String, Declaration.Check> checks = new LinkedHashMap<>();
  private final Map<String, Declaration.Function> functions = new LinkedHashMap<>();
  private final List<Declaration.Moved> moved = new ArrayList<>();
  private final List<Declaration.Removed> removed = new ArrayList<>();
  private final List<Declaration.Import> imports = new ArrayList<>();
  private Settings settings = Settings.NONE;

  /**
   * Prepares.
   *
   * @param directoryOf tells the directory of a module from its source, empty if there is none
   */
  ModuleResolver(
      String directory,
      List<SyntaxTree> trees,
      UnaryOperator<String> directoryOf,
      Consumer<Diagnostic> problems) {
    this.directory = directory;
    this.trees = trees;
    this.problems = problems;
    this.declarations = new DeclarationResolver(names, directoryOf, problems);
  }

  /** Lets imports name resources that are not declared. */
  ModuleResolver withOpenImports(boolean open) {
    names.openImports = open;
    return this;
  }

  Settings settings() {
    return settings;
  }

  Module resolve() {
    List<Block> usable = new ArrayList<>();
    for (SyntaxTree tree : trees) {
      tree.body().attributes().forEach(this::strayAttribute);
      tree.body().blocks().filter(this::collect).forEach(usable::add);
    }
    usable.forEach(this::declare);
    return new Module(
        directory, variables, locals, outputs, providers, resources, calls, checks, functions,
        moved, removed, imports);
  }

  private void strayAttribute(Attribute attribute) {
    String name = attribute.name().name();
    problems.accept(
        new ResolveProblem.UnknownArgument(
                name,
                "a configuration file",
                List.of(),
                attribute.name().span(),
                LABELS.containsKey(name))
            .toDiagnostic());
  }

  /** Takes note of the names of a block; false if it is not to be looked at any further. */
  private boolean collect(Block block) {
    String type = block.type().name();
    List<String> labels = LABELS.get(type);
    if (labels == null) {
      problems.accept(
          new ResolveProblem.UnknownBlock(
                  type, "a configuration file", LABELS.keySet(), block.type().span())
              .toDiagnostic());
      return false;
    }
    if (labels.size() != block.labels().size()) {
      problems.accept(
          new ResolveProblem.Labels(type, labels, block.labels().size(), block.header())
              .toDiagnostic());
      return false;
    }
    for (BlockLabel label : block.labels()) {
      if (!NAME.matcher(label.text()).matches()) {
        problems.accept(
            new ResolveProblem.BadName(
                    label.text(),
                    type,
                    "a name begins with a letter and goes on with letters, digits, `_` and `-`",
                    label.span())
                .toDiagnostic());
        return false;
      }
    }
    return switch (type) {
      case "variable" -> !isInputTaken(block) && name(names.variables, block, "variable");
      case "output" -> name(names.outputs, block, "output");
      case "module" -> name(names.calls, block, "module");
      case "function" -> name(names.functions, block, "function");
      case "locals" -> {
        block
            .body()
            .attributes()
            .forEach(a -> name(names.locals, a.name().name(), a.name().span(), "local"));
        yield true;
      }
      case "resource", "data" ->
          resourceName(block, type.equals("data") ? Mode.DATA : Mode.MANAGED);
      case "check" -> {
        dataOf(block).filter(b -> b.labels().size() == 2).forEach(b -> dataName(block, b));
        yield true;
      }
      default -> true;
    };
  }

  private void dataName(Block check, Block data) {
    if (resourceName(data, Mode.DATA)) {
      names.ofChecks.put(
          new Expr.Target.Resource(
              Mode.DATA, data.labels().get(0).text(), data.labels().get(1).text()),
          check.labels().getFirst().text());
    }
  }

  /** The data sources that a check reads for itself. */
  private static Stream<Block> dataOf(Block check) {
    return check.body().blocks().filter(b -> b.type().name().equals("data"));
  }

  private boolean name(Map<String, Span> known, Block block, String what) {
    return name(known, block.labels().getFirst().text(), block.header(), what);
  }

  private boolean name(Map<String, Span> known, String name, Span span, String what) {
    Span first = known.putIfAbsent(name, span);
    if (first != null) {
      problems.accept(
          new ResolveProblem.Duplicate(what + " `" + name + "`", first, span).toDiagnostic());
    }
    return first == null;
  }

  /** Tells a variable to which no module call could give a value. */
  private boolean isInputTaken(Block block) {
    BlockLabel label = block.labels().getFirst();
    boolean taken = CALL_ARGUMENTS.contains(label.text());
    if (taken) {
      problems.accept(
          new ResolveProblem.BadName(
                  label.text(),
                  "variable",
                  "`module` blocks have an argument of their own with this name",
                  label.span())
              .toDiagnostic());
    }
    return taken;
  }

  private boolean resourceName(Block block, Mode mode) {
    BlockLabel type = block.labels().get(0);
    if (RESERVED_ROOTS.contains(type.text())) {
      problems.accept(
          new ResolveProblem.BadName(
                  type.text(), "type", "this word begins references of another kind", type.span())
              .toDiagnostic());
      return false;
    }
    Expr.Target.Resource target =
        new Expr.Target.Resource(mode, type.text(), block.labels().get(1).text());
    Span first = names.resources.get(target);
    if (first != null) {
      problems.accept(
          new ResolveProblem.Duplicate("`" + target + "`", first, block.header()).toDiagnostic());
      return false;
    }
    names.resource(target, block.header());
    return true;
  }

  private void declare(Block block) {
    String name = block.labels().isEmpty() ? "" : block.labels().getLast().text();
    switch (block.type().name()) {
      case "variable" -> variables.put(name, declarations.variable(block));
      case "locals" -> declarations.locals(block).forEach(l -> locals.putIfAbsent(l.name(), l));
      case "output" -> outputs.put(name, declarations.output(block));
      case "provider" -> provider(declarations.provider(block));
      case "resource" -> resource(declarations.resource(block, Mode.MANAGED, ""));
      case "data" -> resource(declarations.resource(block, Mode.DATA, ""));
      case "module" -> declarations.module(block).ifPresent(call -> calls.put(name, call));
      case "check" -> {
        check(declarations.check(block));
        dataOf(block).forEach(data -> scoped(name, data));
      }
      case "function" -> functions.put(name, declarations.function(block));
      case "moved" -> declarations.moved(block).ifPresent(moved::add);
      case "removed" -> declarations.removed(block).ifPresent(removed::add);
      case "import" -> declarations.importBlock(block).ifPresent(imports::add);
      case "k3form" -> settings = declarations.settings(block, settings);
      default -> throw new IllegalStateException("unhandled block " + block.type().name());
    }
  }

  private void provider(Declaration.Provider provider) {
    Declaration.Provider first = providers.putIfAbsent(provider.ref(), provider);
    if (first != null) {
      problems.accept(
          new ResolveProblem.Duplicate(
                  "provider `" + provider.ref() + "`", first.span(), provider.span())
              .toDiagnostic());
    }
  }

  private void resource(Declaration.Resource resource) {
    resources.put(resource.target(), resource);
  }

  private void scoped(String check, Block data) {
    if (data.labels().size() != 2) {
      problems.accept(
          new ResolveProblem.Labels(
                  "data", List.of("type", "name"), data.labels().size(), data.header())
              .toDiagnostic());
      return;
    }
    Declaration.Resource resource = declarations.resource(data, Mode.DATA, check);
    resources.putIfAbsent(resource.target(), resource);
  }

  private void check(Declaration.Check check) {
    Declaration.Check first = checks.putIfAbsent(check.name(), check);
    if (first != null) {
      problems.accept(
          new ResolveProblem.Duplicate("check `" + check.name() + "`", first.span(), check.span())
              .toDiagnostic());
    }
  }
}
