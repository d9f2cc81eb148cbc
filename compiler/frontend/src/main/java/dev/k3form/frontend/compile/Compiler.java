package dev.k3form.frontend.compile;

import dev.k3form.frontend.check.Checker;
import dev.k3form.frontend.check.LiteralShape;
import dev.k3form.frontend.convert.Conversion;
import dev.k3form.frontend.convert.ValueException;
import dev.k3form.frontend.evaluate.Compiled;
import dev.k3form.frontend.evaluate.ProgramConfiguration;
import dev.k3form.frontend.graph.DependencyGraph;
import dev.k3form.frontend.graph.GraphBuilder;
import dev.k3form.frontend.graph.ModuleTree;
import dev.k3form.frontend.load.DiskFiles;
import dev.k3form.frontend.load.FileAccess;
import dev.k3form.frontend.load.GivenValue;
import dev.k3form.frontend.load.LoadProblem;
import dev.k3form.frontend.load.RecordedFiles;
import dev.k3form.frontend.load.SourceLoader;
import dev.k3form.frontend.load.StandardModules;
import dev.k3form.frontend.program.Declaration;
import dev.k3form.frontend.program.Expr;
import dev.k3form.frontend.program.Program;
import dev.k3form.frontend.program.Settings;
import dev.k3form.frontend.resolve.ProgramResolver;
import dev.k3form.frontend.resolve.Templates;
import dev.k3form.frontend.resolve.VersionConstraint;
import dev.k3form.frontend.schema.Schemas;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.diagnostic.Diagnostics;
import dev.k3form.model.graph.ConfigurationSources;
import dev.k3form.model.schema.ProviderSchema;
import dev.k3form.model.source.Span;
import dev.k3form.model.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Compiles a directory, or what a saved plan has kept of one, to a checked configuration. */
public final class Compiler {
  private static final String ROOT = ".";

  private final FileAccess files;
  private final Schemas schemas;
  private final Instant planTime;
  private final String workspace;
  private final Diagnostics problems = new Diagnostics();
  private final SourceLoader loader;

  private Compiler(
      FileAccess files, List<ProviderSchema> schemas, String workspace, Instant planTime) {
    this.files = new StandardModules(files);
    this.schemas = new Schemas(schemas);
    this.planTime = planTime;
    this.workspace = workspace;
    this.loader = new SourceLoader(this.files, problems);
  }

  /** Compiles a directory. */
  public static CompileResult compile(CompileRequest request) {
    return compile(request, true, false);
  }

  /** Compiles a directory for expressions that a user types; it may have no configuration. */
  public static CompileResult compileForConsole(CompileRequest request) {
    return compile(request, false, false);
  }

  /**
   * Compiles a directory whose imports may name resources that are not declared, because their
   * blocks are about to be written.
   */
  public static CompileResult compileOpenImports(CompileRequest request) {
    return compile(request, true, true);
  }

  private static CompileResult compile(
      CompileRequest request, boolean needed, boolean openImports) {
    FileAccess files = new DiskFiles(request.directory());
    Compiler compiler =
        new Compiler(files, request.schemas(), request.workspace(), request.planTime());
    Consumer<Diagnostic> problems =
        d -> {
          if (needed || !LoadProblem.NoConfiguration.CODE.equals(d.code().text())) {
            compiler.problems.accept(d);
          }
        };
    Program program = new ProgramResolver(compiler.loader, problems, openImports).resolve(ROOT);
    Map<String, Declaration.Variable> declared = program.rootModule().variables();
    Map<String, GivenValue> given =
        new VariableInputs(declared, compiler.loader, compiler.problems).gather(request, files);
    return compiler.finish(program, compiler.converted(declared, given), true);
  }

  /** Checks a directory without values for its variables. */
  public static CompileResult validate(CompileRequest request) {
    return validate(new DiskFiles(request.directory()), request.schemas(), request.planTime());
  }

  /**
   * Checks a configuration without values for its variables, whose files come from anywhere.
   *
   * @return with what was compiled, if there are no errors; in it variables have their defaults,
   *     and those are unknown whose default is null or that have none
   */
  public static CompileResult validate(
      FileAccess files, List<ProviderSchema> schemas, Instant planTime) {
    Compiler compiler = new Compiler(files, schemas, CompileRequest.DEFAULT_WORKSPACE, planTime);
    Program program = new ProgramResolver(compiler.loader, compiler.problems).resolve(ROOT);
    return compiler.finish(program, unset(program.rootModule().variables()), false);
  }

  /**
   * Compiles what an earlier compilation read.
   *
   * @param planTime the time if that compilation has not recorded its own
   */
  public static CompileResult compile(
      ConfigurationSources sources, List<ProviderSchema> schemas, Instant planTime) {
    RecordedFiles files = new RecordedFiles(sources.files());
    Compiler compiler =
        new Compiler(
            files,
            schemas,
            files.workspace().orElse(CompileRequest.DEFAULT_WORKSPACE),
            files.planTime().orElse(planTime));
    Program program = new ProgramResolver(compiler.loader, compiler.problems).resolve(ROOT);
    return compiler.finish(program, new TreeMap<>(sources.variables()), true);
  }

  /** Returns an error if a configuration does not work with a version of k3form. */
  public static Optional<Diagnostic> versionProblem(Settings settings, String version) {
    boolean fits =
        settings.requiredVersion().isEmpty()
            || VersionConstraint.parse(settings.requiredVersion())
                .map(c -> c.allows(version))
                .orElse(false);
    return fits
        ? Optional.empty()
        : Optional.of(
            Diagnostic.error("K3-0231", "another version of k3form is needed")
                .at(settings.versionSpan(), "this is k3form " + version)
                .build());
  }

  private Map<String, Value> converted(
      Map<String, Declaration.Variable> declared, Map<String, GivenValue> given) {
    Map<String, Value> out = new LinkedHashMap<>();
    given.forEach(
        (name, value) -> {
          Declaration.Variable variable = declared.get(name);
          if (variable != null) {
            convert(variable, value).ifPresent(v -> out.put(name, v));
          }
        });
    for (Declaration.Variable variable : declared.values()) {
      if (!given.containsKey(variable.name()) && variable.defaultValue().isEmpty()) {
        problems.accept(
            new LoadProblem.MissingVariable(
                    variable.name(), variable.description(), variable.span())
                .toDiagnostic());
      }
    }
    return out;
  }

  private Optional<Value> convert(Declaration.Variable variable, GivenValue given) {
    List<ValueException> strange = new ArrayList<>();
    given.expression().ifPresent(e -> LiteralShape.check(e, variable.type(), strange::add));
    // A file of values may serve configurations that take more of it: only slips are told.
    strange.removeIf(e -> e.problem().help().isEmpty());
    strange.forEach(e -> unfit(variable, given, e));
    if (!strange.isEmpty()) {
      return Optional.empty();
    }
    try {
      Value value =
          Conversion.convert(
              variable.sensitive() ? new Value.Secret(given.value()) : given.value(),
              variable.type());
      return Optional.of(value);
    } catch (ValueException e) {
      unfit(variable, given, e);
      return Optional.empty();
    }
  }

  private void unfit(Declaration.Variable variable, GivenValue given, ValueException e) {
    boolean inFile = given.span().isPlace();
    Span place = inFile ? e.orAt(given.span()).span() : variable.typeSpan();
    Diagnostic.Builder builder =
        e.problem()
            .diagnose(place)
            .note(
                "The value of variable `" + variable.name() + "` comes from " + given.from() + ".");
    if (inFile) {
      builder.label(variable.typeSpan(), "its type is declared here");
    }
    problems.accept(builder.build());
  }

  /** Returns the variables of which nothing can be told before they are given. */
  private static Map<String, Value> unset(Map<String, Declaration.Variable> declared) {
    Map<String, Value> out = new LinkedHashMap<>();
    for (Declaration.Variable variable : declared.values()) {
      if (variable.defaultValue().filter(e -> !isNull(e)).isEmpty()) {
        out.put(variable.name(), Value.Unknown.of(variable.type()));
      }
    }
    return out;
  }

  private static boolean isNull(Expr expression) {
    return expression instanceof Expr.Literal(Value value, _) && value.isNull();
  }

  private CompileResult finish(Program program, Map<String, Value> variables, boolean runnable) {
    Optional<Compiled> compiled = Optional.empty();
    Optional<ProgramConfiguration> configuration = Optional.empty();
    problems.addAll(Checker.recursion(program));
    ModuleTree root = ModuleTree.of(program);
    DependencyGraph graph = GraphBuilder.build(root);
    Compiled whole =
        new Compiled(
            root,
            graph,
            graph.order(),
            schemas,
            files,
            planTime,
            workspace,
            Templates.INSTANCE,
            variables);
    Checker checker = new Checker(program, whole);
    problems.addAll(checker.check());
    boolean sound = !problems.hasErrors();
    problems.addAll(checker.unused(sound ? List.of() : loader.sources().values()));
    if (sound) {
      compiled = Optional.of(whole);
    }
    if (compiled.isPresent() && runnable) {
      List<Diagnostic> warnings = problems.sorted();
      configuration = Optional.of(new ProgramConfiguration(compiled.get(), warnings));
    }
    return new CompileResult(configuration, program, compiled, problems.sorted(), loader.sources());
  }
}
