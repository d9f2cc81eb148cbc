package dev.k3form.frontend.resolve;

import dev.k3form.frontend.convert.Conversion;
import dev.k3form.frontend.convert.Suggestions;
import dev.k3form.frontend.convert.ValueException;
import dev.k3form.frontend.syntax.tree.Expression;
import dev.k3form.frontend.syntax.tree.ObjectItem;
import dev.k3form.frontend.syntax.tree.ObjectKey;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.source.Span;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Reads type expressions: {@code map(object({ port = optional(number, 80) }))}. */
final class TypeResolver {
  private static final List<String> NAMES =
      List.of(
          "string",
          "number",
          "bool",
          "size",
          "duration",
          "any",
          "list",
          "set",
          "map",
          "object",
          "tuple",
          "oneof");

  private final StaticValues statics;
  private final Consumer<Diagnostic> problems;

  TypeResolver(StaticValues statics, Consumer<Diagnostic> problems) {
    this.statics = statics;
    this.problems = problems;
  }

  Type resolve(Expression expression) {
    return switch (expression) {
      case Expression.ScopeTraversal t when t.steps().isEmpty() -> named(t.root().name(), t.span());
      case Expression.Call c when c.name().size() == 1 -> constructed(c);
      case Expression.Parens p -> resolve(p.inner());
      case Expression.ErrorExpr _ -> Type.ANY;
      default -> {
        boolean quoted = expression instanceof Expression.Template;
        yield bad(
            "this is not a type", expression.span(), quoted ? "write the type without quotes" : "");
      }
    };
  }

  private Type named(String name, Span span) {
    for (Type.Primitive primitive : Type.Primitive.values()) {
      if (primitive.toString().equals(name)) {
        return primitive;
      }
    }
    return switch (name) {
      case "list" -> new Type.ListOf(Type.ANY);
      case "set" -> new Type.SetOf(Type.ANY);
      case "map" -> new Type.MapOf(Type.ANY);
      case "object" ->
          bad("`object` needs its attributes", span, "write `object({ name = type })`");
      case "tuple" -> bad("`tuple` needs its elements", span, "write `tuple([type, type])`");
      case "oneof" -> bad("`oneof` needs its choices", span, "write `oneof(\"a\", \"b\")`");
      default -> unknown(name, span);
    };
  }

  private Type unknown(String name, Span span) {
    List<String> near = Suggestions.near(name.toLowerCase(Locale.ROOT), NAMES);
    return bad(
        "there is no type `" + name + "`",
        span,
        near.isEmpty()
            ? "types: " + String.join(", ", NAMES)
            : "did you mean `" + near.getFirst() + "`?");
  }

  private Type constructed(Expression.Call call) {
    String name = call.qualifiedName();
    List<Expression> arguments = call.arguments();
    return switch (name) {
      case "list", "set", "map" -> {
        if (arguments.size() != 1) {
          yield bad("`" + name + "` takes the type of its elements", call.span(), "");
        }
        Type element = resolve(arguments.getFirst());
        yield switch (name) {
          case "list" -> new Type.ListOf(element);
          case "set" -> new Type.SetOf(element);
          default -> new Type.MapOf(element);
        };
      }
      case "tuple" ->
          arguments.size() == 1 && arguments.getFirst() instanceof Expression.Tuple t
              ? new Type.Tuple(t.items().stream().map(this::resolve).toList())
              : bad("`tuple` takes a list of types", call.span(), "write `tuple([type, type])`");
      case "object" ->
          arguments.size() == 1 && arguments.getFirst() instanceof Expression.ObjectCons o
              ? object(o)
              : bad(
                  "`object` takes its attributes", call.span(), "write `object({ name = type })`");
      case "oneof" -> choices(call);
      case "optional" -> bad("`optional` is only for the attributes of an object", call.span(), "");
      default ->
          NAMES.contains(name)
              ? bad("`" + name + "` takes no arguments", call.span(), "write `" + name + "`")
              : unknown(name, call.nameSpan());
    };
  }

  private Type choices(Expression.Call call) {
    List<String> choices = new ArrayList<>();
    for (Expression argument : call.arguments()) {
      Optional<String> text =
          argument instanceof Expression.Template t ? t.literal() : Optional.empty();
      if (text.isEmpty()) {
        return bad("`oneof` takes strings that are written out", argument.span(), "");
      }
      choices.add(text.get());
    }
    return choices.isEmpty()
        ? bad("`oneof` needs at least one choice", call.span(), "")
        : new Type.OneOf(choices);
  }

  private Type object(Expression.ObjectCons object) {
    TreeMap<String, Type.Field> fields = new TreeMap<>();
    for (ObjectItem item : object.items()) {
      if (!(item.key() instanceof ObjectKey.Name(String name, Span span))) {
        return bad("the name of an attribute is a plain word", item.key().span(), "");
      }
      if (fields.put(name, field(item.value())) != null) {
        return bad("the attribute `" + name + "` comes twice", span, "");
      }
    }
    return new Type.Obj(fields);
  }

  private Type.Field field(Expression expression) {
    if (!(expression instanceof Expression.Call call) || !call.qualifiedName().equals("optional")) {
      return Type.Field.required(resolve(expression));
    }
    List<Expression> arguments = call.arguments();
    if (arguments.isEmpty() || arguments.size() > 2) {
      return Type.Field.optional(
          bad(
              "`optional` takes a type and a default",
              call.span(),
              "write `optional(string, \"x\")`"));
    }
    Type type = resolve(arguments.getFirst());
    if (arguments.size() == 1) {
      return Type.Field.optional(type);
    }
    Optional<Value> value = statics.evaluate(arguments.get(1), "the default of an attribute");
    return new Type.Field(
        type, true, value.flatMap(v -> converted(v, type, arguments.get(1).span())));
  }

  private Optional<Value> converted(Value value, Type type, Span span) {
    try {
      return Optional.of(Conversion.convert(value, type));
    } catch (ValueException e) {
      problems.accept(e.problem().diagnose(span).build());
      return Optional.empty();
    }
  }

  private Type bad(String why, Span span, String help) {
    problems.accept(
        new ResolveProblem.BadType(why, span, help.isEmpty() ? List.of() : List.of(help))
            .toDiagnostic());
    return Type.ANY;
  }
}
