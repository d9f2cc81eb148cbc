package dev.k3form.frontend.evaluate;

import dev.k3form.frontend.convert.Conversion;
import dev.k3form.frontend.convert.Types;
import dev.k3form.frontend.convert.ValueException;
import dev.k3form.frontend.convert.ValueProblem;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.Refinement;
import dev.k3form.model.value.Value;
import java.text.Normalizer;

/** Joins the parts of a template; what follows something unknown is known by its prefix only. */
final class TextBuilder {
  private final StringBuilder text = new StringBuilder();
  private boolean unknown;
  private boolean secret;

  /** Adds the text of a value. */
  void add(Value value) {
    secret |= value instanceof Value.Secret;
    Value inner = value.reveal();
    if (inner instanceof Value.Unknown(Type type, Refinement refinement)) {
      requireText(type);
      if (!unknown) {
        text.append(refinement.prefix());
      }
      unknown = true;
      return;
    }
    String part = Conversion.text(inner).orElseThrow(() -> notText(inner));
    if (!unknown) {
      text.append(part);
    }
  }

  /** Returns the whole. */
  Value build() {
    String whole = Normalizer.normalize(text, Normalizer.Form.NFC);
    Value value =
        unknown
            ? new Value.Unknown(
                Type.STRING, new Refinement(true, secret ? "" : whole, 0, Integer.MAX_VALUE))
            : Value.str(whole);
    return secret ? new Value.Secret(value) : value;
  }

  private static void requireText(Type type) {
    if (!(type instanceof Type.Primitive || type instanceof Type.OneOf)) {
      throw problem(Types.name(type));
    }
  }

  private static ValueException notText(Value value) {
    return value.isNull()
        ? new ValueException(
            new ValueProblem.NullValue("this is null and cannot be part of a text"))
        : problem(Types.name(value));
  }

  private static ValueException problem(String found) {
    return new ValueException(
        new ValueProblem.WrongType(
            "string", found, "", "write it with `jsonencode`, or join its elements with `join`"));
  }
}
