package dev.k3form.frontend.function;

import static dev.k3form.frontend.function.Function.Category.CONVERSION;
import static dev.k3form.model.type.Type.ANY;
import static dev.k3form.model.type.Type.BOOL;
import static dev.k3form.model.type.Type.STRING;

import dev.k3form.frontend.convert.Conversion;
import dev.k3form.frontend.convert.Types;
import dev.k3form.frontend.convert.ValueException;
import dev.k3form.frontend.convert.ValueProblem;
import dev.k3form.frontend.function.Function.Trait;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import java.util.List;

/** Functions that change types and marks, and those that deal with failure. */
final class ConversionFunctions {
  private ConversionFunctions() {}

  static List<Function> all() {
    return List.of(
        to("tobool", Type.BOOL, "The value as a bool: a bool, or the string `true` or `false`."),
        to("tonumber", Type.NUMBER, "The value as a number: a number, or a string that holds one."),
        to("tostring", Type.STRING, "The value as a string."),
        to("tosize", Type.SIZE, "The value as a size: a size, or a string such as `4GiB`."),
        to(
            "toduration",
            Type.DURATION,
            "The value as a duration: a duration, or a string such as `30s`."),
        to("tolist", new Type.ListOf(ANY), "The value as a list, whose elements get one type."),
        to("toset", new Type.SetOf(ANY), "The value as a set: without order and repetitions."),
        to("tomap", new Type.MapOf(ANY), "The value as a map, whose elements get one type."),
        Function.named("can", CONVERSION, "Whether an expression has a value.")
            .nullable("expression", ANY)
            .with(Trait.LAZY)
            .returns(BOOL, ConversionFunctions::special),
        Function.named("try", CONVERSION, "The first of several expressions that has a value.")
            .nullable("expression", ANY)
            .nullableRest("expressions", ANY)
            .with(Trait.LAZY)
            .returns(ANY, ConversionFunctions::special),
        Function.named("sensitive", CONVERSION, "The value as a secret, which is never shown.")
            .nullable("value", ANY)
            .with(Trait.ACCEPTS_SECRET)
            .with(Trait.ACCEPTS_UNKNOWN)
            .returns(ANY, a -> new Value.Secret(a.get(0))),
        Function.named(
                "nonsensitive", CONVERSION, "The value of a secret as one that may be shown.")
            .nullable("value", ANY)
            .with(Trait.ACCEPTS_SECRET)
            .with(Trait.ACCEPTS_UNKNOWN)
            .returns(ANY, a -> a.get(0).reveal()),
        Function.named("issensitive", CONVERSION, "Whether the value is a secret.")
            .nullable("value", ANY)
            .with(Trait.ACCEPTS_SECRET)
            .with(Trait.ACCEPTS_UNKNOWN)
            .returns(BOOL, a -> Value.bool(a.get(0) instanceof Value.Secret)),
        Function.named("ephemeralasnull", CONVERSION, "The value; k3form has no ephemeral values.")
            .nullable("value", ANY)
            .with(Trait.ACCEPTS_SECRET)
            .with(Trait.ACCEPTS_UNKNOWN)
            .returns(ANY, a -> a.get(0)),
        Function.named("type", CONVERSION, "The type of a value, as a string.")
            .nullable("value", ANY)
            .with(Trait.ACCEPTS_SECRET)
            .with(Trait.ACCEPTS_UNKNOWN)
            .returns(
                STRING,
                a -> Value.str(a.get(0).isNull() ? "null" : Types.of(a.get(0)).toString())));
  }

  private static Function to(String name, Type type, String doc) {
    return Function.named(name, CONVERSION, doc)
        .nullable("value", ANY)
        .with(Trait.STRUCTURAL)
        .typed(values -> typeOf(values.getFirst(), type))
        .returns(type, a -> converted(a, type));
  }

  private static Type typeOf(Value value, Type type) {
    Type converted = Conversion.type(Types.of(value), type);
    return converted.equals(ANY) ? type : converted;
  }

  private static Value converted(Arguments a, Type type) {
    try {
      return Conversion.convert(a.get(0), type);
    } catch (ValueException e) {
      boolean text = a.get(0) instanceof Value.Str;
      String why =
          e.problem() instanceof ValueProblem.WrongType wrong && !wrong.why().isEmpty()
              ? ": " + wrong.why()
              : "";
      throw a.failed(text ? "the text is not a " + Types.name(type) : e.problem().summary() + why);
    }
  }

  private static Value special(Arguments arguments) {
    throw new IllegalStateException("the interpreter evaluates `" + arguments.function() + "`");
  }
}
