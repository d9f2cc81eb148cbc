package dev.k3form.frontend.resolve;

import dev.k3form.frontend.program.Content;
import dev.k3form.frontend.program.Declaration;
import dev.k3form.frontend.program.Expr;
import dev.k3form.frontend.program.Settings;
import dev.k3form.frontend.syntax.tree.Attribute;
import dev.k3form.frontend.syntax.tree.Block;
import dev.k3form.frontend.syntax.tree.Expression;
import dev.k3form.frontend.syntax.tree.ObjectItem;
import dev.k3form.frontend.syntax.tree.ObjectKey;
import dev.k3form.model.address.ResourceAddress.Mode;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.graph.ProviderRef;
import dev.k3form.model.source.Span;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.KeyOrder;
import dev.k3form.model.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Reads the blocks of a module, each kind into its declaration. */
final class DeclarationResolver {
  private final Consumer<Diagnostic> problems;
  private final UnaryOperator<String> directoryOf;
  private final ExpressionResolver expressions;
  private final StaticValues statics;
  private final TypeResolver types;
  private final ContentResolver contents;
  private final AddressResolver addresses;

  DeclarationResolver(
      Names names, UnaryOperator<String> directoryOf, Consumer<Diagnostic> problems) {
    this.problems = problems;
    this.directoryOf = directoryOf;
    this.expressions = new ExpressionResolver(names, problems);
    this.statics = new StaticValues(expressions, problems);
    this.types = new TypeResolver(statics, problems);
    this.contents = new ContentResolver(expressions, statics, problems);
    this.addresses = new AddressResolver(names, expressions, problems);
  }

  Declaration.Variable variable(Block block) {
    BlockReader reader = new BlockReader(block, problems);
    Optional<Attribute> type = reader.attribute("type");
    Declaration.Variable variable =
        new Declaration.Variable(
            block.labels().getFirst().text(),
            type.map(a -> types.resolve(a.value())).orElse(Type.ANY),
            type.map(a -> a.value().span()).orElse(block.header()),
            reader.attribute("default").map(a -> expressions.resolve(a.value(), Place.DEFAULT)),
            text(reader, "description"),
            flag(reader, "sensitive", false),
            flag(reader, "nullable", true),
            text(reader, "deprecated"),
            contents.conditions(reader.blocks("validation"), Place.PLAIN),
            block.header());
    reader.finish();
    return variable;
  }

  List<Declaration.Local> locals(Block block) {
    BlockReader reader = new BlockReader(block, problems);
    List<Declaration.Local> locals = new ArrayList<>();
    for (Attribute a : reader.otherAttributes()) {
      reader.attribute(a.name().name());
      locals.add(
          new Declaration.Local(
              a.name().name(), expressions.resolve(a.value(), Place.PLAIN), a.name().span()));
    }
    reader.finish();
    return locals;
  }

  Declaration.Output output(Block block) {
    BlockReader reader = new BlockReader(block, problems);
    Expr value =
        reader
            .required("value")
            .map(a -> expressions.resolve(a.value(), Place.PLAIN))
            .orElse(new Expr.Bad(block.header()));
    Declaration.Output output =
        new Declaration.Output(
            block.labels().getFirst().text(),
            value,
            text(reader, "description"),
            flag(reader, "sensitive", false),
            contents.conditions(reader.blocks("precondition"), Place.PLAIN),
            addresses.dependencies(reader.attribute("depends_on")),
            block.header());
    reader.finish();
    return output;
  }

  Declaration.Provider provider(Block block) {
    BlockReader reader = new BlockReader(block, problems);
    String alias = text(reader, "alias");
    ProviderRef ref = new ProviderRef(block.labels().getFirst().text(), alias);
    return new Declaration.Provider(ref, contents.rest(reader, Place.PLAIN), block.header());
  }

  /** Reads a resource or data block; {@code check} is the check that it stands in. */
  Declaration.Resource resource(Block block, Mode mode, String check) {
    BlockReader reader = new BlockReader(block, problems);
    Declaration.Repetition repetition = contents.repetition(reader);
    Place place = ContentResolver.inside(repetition).inCheck(check);
    Optional<Declaration.ProviderUse> provider =
        reader.attribute("provider").flatMap(a -> addresses.provider(a.value()));
    List<Declaration.Dependency> dependsOn =
        addresses.dependencies(reader.attribute("depends_on"), Place.PLAIN.inCheck(check));
    Declaration.Lifecycle lifecycle =
        reader
            .block("lifecycle")
            .map(b -> contents.lifecycle(b, place, mode))
            .orElse(Declaration.Lifecycle.NONE);
    return new Declaration.Resource(
        mode,
        block.labels().get(0).text(),
        block.labels().get(1).text(),
        block.labels().get(0).span(),
        repetition,
        contents.rest(reader, place),
        provider,
        dependsOn,
        lifecycle,
        check,
        block.header());
  }

  Optional<Declaration.ModuleCall> module(Block block) {
    BlockReader reader = new BlockReader(block, problems);
    Optional<Attribute> source = reader.required("source");
    Optional<String> text = source.flatMap(a -> statics.text(a.value(), "the source of a module"));
    Declaration.Repetition repetition = contents.repetition(reader);
    Place place = ContentResolver.inside(repetition);
    List<Declaration.Dependency> dependsOn = addresses.dependencies(reader.attribute("depends_on"));
    Map<String, Declaration.ProviderUse> providers =
        reader.attribute("providers").map(a -> providers(a.value())).orElse(Map.of());
    reader.reportMissing();
    Content content = contents.rest(reader, place);
    if (!content.blocks().isEmpty()) {
      Content.Nested first = content.blocks().getFirst();
      problems.accept(
          new ResolveProblem.UnknownBlock(first.type(), "`module`", List.of(), first.span())
              .toDiagnostic());
    }
    if (text.isEmpty() || source.isEmpty()) {
      return Optional.empty();
    }
    String directory = directoryOf.apply(text.get());
    if (directory.isEmpty()) {
      problems.accept(
          new ResolveProblem.ModuleNotFound(
                  text.get(),
                  "there is no such directory with `.k3s` files",
                  source.get().value().span())
              .toDiagnostic());
      return Optional.empty();
    }
    return Optional.of(
        new Declaration.ModuleCall(
            block.labels().getFirst().text(),
            directory,
            repetition,
            content.arguments(),
            providers,
            dependsOn,
            block.header()));
  }

  private Map<String, Declaration.ProviderUse> providers(Expression expression) {
    Map<String, Declaration.ProviderUse> out = new LinkedHashMap<>();
    if (!(expression instanceof Expression.ObjectCons object)) {
      problems.accept(
          new ResolveProblem.NotStatic(
                  "`providers`", "write `{ name = name.alias }`", expression.span())
              .toDiagnostic());
      return out;
    }
    for (ObjectItem item : object.items()) {
      switch (item.key()) {
        case ObjectKey.Name(String name, var _) ->
            addresses.provider(item.value()).ifPresent(use -> out.put(name, use));
        case ObjectKey.Ambiguous(Expression.ScopeTraversal t) ->
            addresses
                .provider(item.value())
                .ifPresent(use -> out.put(ReferenceResolver.text(t), use));
        case ObjectKey.Computed(Expression key) ->
            problems.accept(
                new ResolveProblem.NotStatic(
                        "the provider", "write `name` or `name.alias` without quotes", key.span())
                    .toDiagnostic());
      }
    }
    return out;
  }

  Declaration.Check check(Block block) {
    BlockReader reader = new BlockReader(block, problems);
    reader.blocks("data"); // read by the module
    List<Block> assertions = reader.blocks("assert");
    if (assertions.isEmpty()) {
      problems.accept(
          new ResolveProblem.MissingArgument("assert", "`check`", "a block", block.header())
              .toDiagnostic());
    }
    String name = block.labels().getFirst().text();
    Declaration.Check check =
        new Declaration.Check(
            name, contents.conditions(assertions, Place.PLAIN.inCheck(name)), block.header());
    reader.finish();
    return check;
  }

  Declaration.Function function(Block block) {
    BlockReader reader = new BlockReader(block, problems);
    List<Declaration.Parameter> parameters = new ArrayList<>();
    Place place = Place.FUNCTION;
    for (Block param : reader.blocks("param")) {
      if (param.labels().size() != 1) {
        problems.accept(
            new ResolveProblem.Labels(
                    "param", List.of("name"), param.labels().size(), param.header())
                .toDiagnostic());
        continue;
      }
      BlockReader each = new BlockReader(param, problems);
      String name = param.labels().getFirst().text();
      Expr.Binding binding = expressions.binding(name);
      Place before = place;
      boolean optional = parameters.stream().anyMatch(p -> p.defaultValue().isPresent());
      if (optional && each.attribute("default").isEmpty()) {
        problems.accept(
            new ResolveProblem.MissingArgument(
                    "default", "a `param` after one with a default", "", param.header())
                .toDiagnostic());
      }
      parameters.add(
          new Declaration.Parameter(
              name,
              each.attribute("type").map(a -> types.resolve(a.value())).orElse(Type.ANY),
              each.attribute("default").map(a -> expressions.resolve(a.value(), before)),
              binding,
              param.header()));
      each.attribute("description");
      each.finish();
      place = place.bind(binding);
    }
    Place inner = place;
    Declaration.Function function =
        new Declaration.Function(
            block.labels().getFirst().text(),
            parameters,
            reader.attribute("type").map(a -> types.resolve(a.value())).orElse(Type.ANY),
            reader
                .required("result")
                .map(a -> expressions.resolve(a.value(), inner))
                .orElse(new Expr.Bad(block.header())),
            text(reader, "description"),
            block.header());
    reader.finish();
    return function;
  }

  Optional<Declaration.Moved> moved(Block block) {
    BlockReader reader = new BlockReader(block, problems);
    Optional<String> from = reader.required("from").flatMap(a -> addresses.text(a.value()));
    Optional<String> to = reader.required("to").flatMap(a -> addresses.text(a.value()));
    reader.finish();
    return from.flatMap(f -> to.map(t -> new Declaration.Moved(f, t, block.header())));
  }

  Optional<Declaration.Removed> removed(Block block) {
    BlockReader reader = new BlockReader(block, problems);
    Optional<String> from = reader.required("from").flatMap(a -> addresses.text(a.value()));
    boolean destroy = true;
    Optional<Block> lifecycle = reader.block("lifecycle");
    if (lifecycle.isPresent()) {
      BlockReader inner = new BlockReader(lifecycle.get(), problems);
      destroy = flag(inner, "destroy", true);
      inner.finish();
    }
    reader.finish();
    boolean goes = destroy;
    return from.map(f -> new Declaration.Removed(f, goes, block.header()));
  }

  Optional<Declaration.Import> importBlock(Block block) {
    BlockReader reader = new BlockReader(block, problems);
    Optional<Expr> forEach =
        reader.attribute("for_each").map(a -> expressions.resolve(a.value(), Place.PLAIN));
    Place place = forEach.isPresent() ? Place.PLAIN.withEach() : Place.PLAIN;
    Optional<AddressResolver.Instance> to =
        reader.required("to").flatMap(a -> addresses.instance(a.value(), place));
    Optional<Expr> id = reader.required("id").map(a -> expressions.resolve(a.value(), place));
    reader.finish();
    return to.flatMap(
        t ->
            id.map(
                i ->
                    new Declaration.Import(
                        t.resource(), t.key(), i, forEach, t.span(), block.header())));
  }

  Settings settings(Block block, Settings before) {
    BlockReader reader = new BlockReader(block, problems);
    String version = text(reader, "required_version");
    Span versionSpan =
        reader
            .attribute("required_version")
            .map(a -> a.value().span())
            .orElse(before.versionSpan());
    if (!version.isEmpty() && VersionConstraint.parse(version).isEmpty()) {
      problems.accept(
          new ResolveProblem.BadSetting(
                  "another version of k3form is needed",
                  "this is no condition on a version, such as `>= 0.1, < 2`",
                  versionSpan)
              .toDiagnostic());
    }
    Optional<Settings.Store> store = before.store();
    for (Block each : reader.blocks("store")) {
      if (each.labels().size() != 1) {
        problems.accept(
            new ResolveProblem.Labels("store", List.of("type"), each.labels().size(), each.header())
                .toDiagnostic());
      } else if (store.isPresent()) {
        problems.accept(
            new ResolveProblem.Duplicate("the store", store.get().span(), each.header())
                .toDiagnostic());
      } else {
        String type = each.labels().getFirst().text();
        store = Optional.of(new Settings.Store(type, values(each), each.header()));
      }
    }
    Value.Obj defaults = reader.block("defaults").map(this::values).orElse(before.defaults());
    reader.finish();
    return new Settings(
        version.isEmpty() ? before.requiredVersion() : version, versionSpan, store, defaults);
  }

  private Value.Obj values(Block block) {
    SortedMap<String, Value> fields = new TreeMap<>(KeyOrder.INSTANCE);
    BlockReader reader = new BlockReader(block, problems);
    for (Attribute a : reader.otherAttributes()) {
      reader.attribute(a.name().name());
      statics
          .evaluate(a.value(), "a setting of k3form")
          .ifPresent(v -> fields.put(a.name().name(), v));
    }
    reader.finish();
    return new Value.Obj(fields);
  }

  private String text(BlockReader reader, String name) {
    return reader
        .attribute(name)
        .flatMap(a -> statics.text(a.value(), "`" + name + "`"))
        .orElse("");
  }

  private boolean flag(BlockReader reader, String name, boolean otherwise) {
    return reader
        .attribute(name)
        .flatMap(a -> statics.truth(a.value(), "`" + name + "`"))
        .orElse(otherwise);
  }
}
