package dev.k3form.frontend.check;

import dev.k3form.frontend.convert.Suggestions;
import dev.k3form.frontend.program.Content;
import dev.k3form.frontend.program.Declaration;
import dev.k3form.frontend.program.Expr;
import dev.k3form.frontend.program.Module;
import dev.k3form.frontend.program.Program;
import dev.k3form.frontend.schema.Schemas;
import dev.k3form.model.address.ResourceAddress.Mode;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.graph.ProviderRef;
import dev.k3form.model.schema.AttributeSchema;
import dev.k3form.model.schema.BlockSchema;
import dev.k3form.model.schema.NestedBlock;
import dev.k3form.model.schema.Presence;
import dev.k3form.model.schema.ProviderSchema;
import dev.k3form.model.schema.ResourceSchema;
import dev.k3form.model.source.Span;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Checks that the blocks of a module have the shape that the schemas want. */
final class SchemaChecker {
  private final Module module;
  private final Program program;
  private final Schemas schemas;
  private final Consumer<Diagnostic> problems;

  SchemaChecker(Module module, Program program, Schemas schemas, Consumer<Diagnostic> problems) {
    this.module = module;
    this.program = program;
    this.schemas = schemas;
    this.problems = problems;
  }

  void check() {
    module.providers().values().forEach(this::provider);
    module.resources().values().forEach(this::resource);
    module.calls().values().forEach(this::call);
  }

  private void provider(Declaration.Provider provider) {
    if (!module.directory().equals(program.root())) {
      problems.accept(
          new SchemaProblem.ProviderInModule(provider.ref().name(), provider.span())
              .toDiagnostic());
    }
    ProviderSchema schema = schemas.providers().get(provider.ref().name());
    if (schema == null) {
      problems.accept(
          new SchemaProblem.UnknownProvider(
                  provider.ref().name(), schemas.providers().keySet(), provider.span())
              .toDiagnostic());
      return;
    }
    content(
        provider.content(), schema.configuration(), "provider " + schema.name(), provider.span());
  }

  private void resource(Declaration.Resource resource) {
    Expr.Target.Resource target = resource.target();
    Optional<ResourceSchema> schema = schemas.find(target);
    if (schema.isEmpty()) {
      Mode other = target.mode() == Mode.DATA ? Mode.MANAGED : Mode.DATA;
      boolean otherKind =
          schemas.find(new Expr.Target.Resource(other, target.type(), "")).isPresent();
      Collection<String> known = schemas.types(target.mode());
      problems.accept(
          new SchemaProblem.UnknownType(
                  target.type(),
                  target.mode() == Mode.DATA ? "data source" : "resource",
                  known,
                  otherKind,
                  resource.typeSpan())
              .toDiagnostic());
      return;
    }
    content(resource.content(), schema.get().block(), target.type(), resource.span());
    resource.provider().ifPresent(this::use);
    for (Declaration.PathExpr path : resource.lifecycle().ignoreChanges()) {
      String head = path.path().head();
      BlockSchema block = schema.get().block();
      if (!head.isEmpty()
          && !block.attributes().containsKey(head)
          && !block.blocks().containsKey(head)) {
        problems.accept(
            new SchemaProblem.UnknownArgument(
                    head, target.type(), block.attributes().keySet(), false, path.span())
                .toDiagnostic());
      }
    }
  }

  private void use(Declaration.ProviderUse use) {
    ProviderRef ref = use.ref();
    boolean root = module.directory().equals(program.root());
    if (!schemas.providers().containsKey(ref.name())) {
      problems.accept(
          new SchemaProblem.UnknownProvider(ref.name(), schemas.providers().keySet(), use.span())
              .toDiagnostic());
    } else if (root && !ref.alias().isEmpty() && !module.providers().containsKey(ref)) {
      problems.accept(
          new SchemaProblem.UndeclaredProvider(ref.toString(), use.span()).toDiagnostic());
    }
  }

  private void call(Declaration.ModuleCall call) {
    Module called = program.module(call.directory());
    for (Content.Argument argument : call.arguments().values()) {
      Declaration.Variable variable = called.variables().get(argument.name());
      if (variable == null) {
        problems.accept(
            new SchemaProblem.UnknownInput(
                    argument.name(), call.name(), called.variables().keySet(), argument.nameSpan())
                .toDiagnostic());
      } else if (!variable.deprecated().isEmpty()) {
        problems.accept(
            new SchemaProblem.DeprecatedArgument(
                    argument.name(), variable.deprecated(), argument.nameSpan())
                .toDiagnostic());
      }
    }
    for (Declaration.Variable variable : called.variables().values()) {
      if (variable.defaultValue().isEmpty()
          && !call.arguments().containsKey(variable.name())
          && !isMisspelt(variable.name(), call.arguments().keySet(), called.variables().keySet())) {
        problems.accept(
            new SchemaProblem.MissingInput(
                    variable.name(),
                    variable.type().toString(),
                    call.name(),
                    call.span(),
                    variable.span())
                .toDiagnostic());
      }
    }
    call.providers().values().forEach(this::use);
  }

  /** Reports whether what is missing was written with a mistake, which is told where it stands. */
  private static boolean isMisspelt(
      String missing, Collection<String> written, Collection<String> known) {
    return written.stream()
        .filter(name -> !known.contains(name))
        .anyMatch(name -> Suggestions.near(name, known).contains(missing));
  }

  private void content(Content content, BlockSchema schema, String in, Span header) {
    List<String> arguments =
        schema.attributes().values().stream()
            .filter(a -> a.presence().isArgument())
            .map(AttributeSchema::name)
            .toList();
    for (Content.Argument argument : content.arguments().values()) {
      AttributeSchema attribute = schema.attributes().get(argument.name());
      if (attribute == null) {
        problems.accept(
            new SchemaProblem.UnknownArgument(
                    argument.name(),
                    in,
                    arguments,
                    schema.blocks().containsKey(argument.name()),
                    argument.nameSpan())
                .toDiagnostic());
      } else if (!attribute.presence().isArgument()) {
        problems.accept(
            new SchemaProblem.ComputedArgument(argument.name(), in, argument.nameSpan())
                .toDiagnostic());
      } else if (!attribute.deprecated().isEmpty()) {
        problems.accept(
            new SchemaProblem.DeprecatedArgument(
                    argument.name(), attribute.deprecated(), argument.nameSpan())
                .toDiagnostic());
      }
    }
    for (AttributeSchema attribute : schema.attributes().values()) {
      if (attribute.presence() == Presence.REQUIRED
          && !content.arguments().containsKey(attribute.name())
          && !isMisspelt(attribute.name(), content.arguments().keySet(), arguments)) {
        problems.accept(
            new SchemaProblem.MissingArgument(
                    attribute.name(), attribute.type().toString(), attribute.doc(), in, header)
                .toDiagnostic());
      }
    }
    blocks(content, schema, in, header);
  }

  private void blocks(Content content, BlockSchema schema, String in, Span header) {
    for (Content.Nested block : content.blocks()) {
      NestedBlock nested = schema.blocks().get(block.type());
      if (nested == null) {
        boolean isArgument = schema.attributes().containsKey(block.type());
        problems.accept(
            new SchemaProblem.UnknownNestedBlock(
                    block.type(), in, schema.blocks().keySet(), isArgument, block.span())
                .toDiagnostic());
        continue;
      }
      boolean labelled = nested.nesting() == NestedBlock.Nesting.MAP;
      int labels =
          switch (block) {
            case Content.Static s -> s.labels().size();
            case Content.Dynamic d -> labelled && d.labels().isEmpty() ? 1 : d.labels().size();
          };
      if (labels != (labelled ? 1 : 0)) {
        problems.accept(
            new SchemaProblem.BlockLabels(block.type(), labelled, labels, block.span())
                .toDiagnostic());
      }
      content(block.content(), nested.block(), in + " " + block.type(), block.span());
    }
    for (NestedBlock nested : schema.blocks().values()) {
      List<Content.Nested> all =
          content.blocks().stream().filter(b -> b.type().equals(nested.name())).toList();
      boolean open = all.stream().anyMatch(Content.Dynamic.class::isInstance);
      int max = nested.nesting() == NestedBlock.Nesting.SINGLE ? 1 : nested.max();
      boolean tooMany = max > 0 && all.size() > max;
      if (!open && (all.size() < nested.min() || tooMany)) {
        Span span = tooMany ? all.get(max).span() : header;
        problems.accept(
            new SchemaProblem.BlockCount(nested.name(), all.size(), nested.min(), max, span)
                .toDiagnostic());
      }
    }
  }
}
