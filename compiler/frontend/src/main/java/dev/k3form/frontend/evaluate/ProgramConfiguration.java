package dev.k3form.frontend.evaluate;

import dev.k3form.frontend.graph.ModuleTree;
import dev.k3form.frontend.load.RecordedFiles;
import dev.k3form.frontend.program.Content;
import dev.k3form.frontend.program.Declaration;
import dev.k3form.frontend.schema.Schemas;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.diagnostic.Diagnostics;
import dev.k3form.model.graph.Configuration;
import dev.k3form.model.graph.ConfigurationSources;
import dev.k3form.model.graph.DesiredGraph;
import dev.k3form.model.graph.DesiredProvider;
import dev.k3form.model.graph.Evaluation;
import dev.k3form.model.graph.InstanceValues;
import dev.k3form.model.graph.ProviderRef;
import dev.k3form.model.graph.Refactoring;
import dev.k3form.model.schema.BlockSchema;
import dev.k3form.model.schema.ProviderSchema;
import dev.k3form.model.source.Span;
import dev.k3form.model.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A compiled program as the engine sees it. */
public final class ProgramConfiguration implements Configuration {
  private final Compiled compiled;
  private final List<Diagnostic> warnings;
  private final Foundation foundation;

  /** What does not depend on resources: providers and refactorings, and the problems with them. */
  private record Foundation(
      List<DesiredProvider> providers, List<Refactoring> refactorings, List<Diagnostic> problems) {}

  /** Creates a configuration. */
  public ProgramConfiguration(Compiled compiled, List<Diagnostic> warnings) {
    this.compiled = compiled;
    this.warnings = List.copyOf(warnings);
    this.foundation = foundation();
  }

  @Override
  public List<DesiredProvider> providers() {
    return foundation.providers();
  }

  @Override
  public List<Refactoring> refactorings() {
    return foundation.refactorings();
  }

  @Override
  public Span place(ResourceAddress address, String argument) {
    return Places.of(compiled, address, argument);
  }

  @Override
  public ResourceAddress recounted(ResourceAddress recorded) {
    return Places.recounted(compiled, recorded);
  }

  /** Returns the errors that were met when providers and refactorings were evaluated. */
  public List<Diagnostic> problems() {
    return foundation.problems();
  }

  @Override
  public Evaluation evaluate(InstanceValues values) {
    Walk walk = new Walk(compiled, values);
    walk.run();
    DesiredGraph graph =
        new DesiredGraph(
            foundation.providers(),
            walk.instances,
            walk.outputs(),
            walk.checks,
            walk.deferred,
            problems(walk));
    return new ProgramEvaluation(walk, graph);
  }

  private List<Diagnostic> problems(Walk walk) {
    List<Diagnostic> all = new ArrayList<>(foundation.problems());
    all.addAll(walk.reports.items());
    Diagnostics sorted = new Diagnostics();
    sorted.addAll(all);
    return sorted.sorted();
  }

  @Override
  public List<Diagnostic> warnings() {
    return warnings;
  }

  @Override
  public ConfigurationSources sources() {
    return new ConfigurationSources(
        RecordedFiles.at(compiled.planTime(), compiled.workspace(), compiled.files().read()),
        new TreeMap<>(compiled.variables()));
  }

  /** Evaluates what must not depend on resources, with every resource unknown. */
  private Foundation foundation() {
    ModuleTree root = compiled.root();
    Map<ProviderRef, DesiredProvider> out = new LinkedHashMap<>();
    List<Refactoring> refactorings = List.of();
    List<Diagnostic> problems = List.of();
    if (needsWalk(root)) {
      Walk walk =
          new Walk(
              compiled,
              instance ->
                  Schemas.unknown(compiled.schemas().block(Targets.of(instance.address()))));
      walk.run();
      Reports reports = new Reports();
      for (ModuleInstance module : walk.modules.getOrDefault(root, List.of())) {
        for (Declaration.Provider provider : root.module().providers().values()) {
          out.put(provider.ref(), evaluate(provider, module, walk, reports));
        }
      }
      refactorings = Refactorings.of(walk, reports);
      problems = List.copyOf(reports.items());
    }
    used(root).forEach(ref -> out.putIfAbsent(ref, empty(ref)));
    return new Foundation(List.copyOf(out.values()), refactorings, problems);
  }

  private static boolean needsWalk(ModuleTree root) {
    return !root.module().providers().isEmpty()
        || root.all().stream()
            .map(ModuleTree::module)
            .anyMatch(
                m -> !m.moved().isEmpty() || !m.removed().isEmpty() || !m.imports().isEmpty());
  }

  private DesiredProvider evaluate(
      Declaration.Provider provider, ModuleInstance module, Walk walk, Reports reports) {
    InstanceScope scope = walk.scope(module, Iteration.once());
    Value.Obj config =
        new ContentEvaluator(
                Interpreter.evaluating(scope),
                (problem, expression) -> reports.add(problem, expression, scope, Optional.empty()),
                reports::add)
            .evaluate(provider.content(), schema(provider.ref()));
    scope.reads().stream()
        .min(java.util.Comparator.naturalOrder())
        .ifPresent(
            read ->
                reports.add(
                    new EvaluateProblem.ProviderNeedsResource(
                            provider.ref().toString(), read.toString(), span(provider))
                        .toDiagnostic()));
    return new DesiredProvider(
        provider.ref(), config, provider.span(), Places.of(provider.content()));
  }

  /** The argument that refers to a resource, or the header. */
  private static Span span(Declaration.Provider provider) {
    for (Content.Argument argument : provider.content().arguments().values()) {
      boolean reads =
          dev.k3form.frontend.program.References.of(argument.value()).stream()
              .anyMatch(
                  r -> r.target() instanceof dev.k3form.frontend.program.Expr.Target.Resource);
      if (reads) {
        return argument.value().span();
      }
    }
    return provider.span();
  }

  private BlockSchema schema(ProviderRef ref) {
    ProviderSchema schema = compiled.schemas().providers().get(ref.name());
    return schema == null ? BlockSchema.EMPTY : schema.configuration();
  }

  private DesiredProvider empty(ProviderRef ref) {
    Value.Obj config =
        new ContentEvaluator(Interpreter.evaluating(EmptyScope.INSTANCE), (_, _) -> {}, _ -> {})
            .evaluate(Content.EMPTY, schema(ref));
    return DesiredProvider.unwritten(ref, config);
  }

  /** Returns the providers that resources anywhere use. */
  private List<ProviderRef> used(ModuleTree root) {
    List<ProviderRef> out = new ArrayList<>();
    for (ModuleTree tree : root.all()) {
      for (Declaration.Resource resource : tree.module().resources().values()) {
        ProviderRef ref =
            resource
                .provider()
                .map(Declaration.ProviderUse::ref)
                .orElse(ProviderRef.of(compiled.schemas().providerOf(resource.type())));
        out.add(tree.rootProvider(ref));
      }
    }
    return out.stream().distinct().sorted().toList();
  }
}
