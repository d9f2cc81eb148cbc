package dev.k3form.frontend.evaluate;

import dev.k3form.frontend.convert.Conversion;
import dev.k3form.frontend.convert.Types;
import dev.k3form.frontend.convert.ValueException;
import dev.k3form.frontend.convert.ValueProblem;
import dev.k3form.frontend.program.Content;
import dev.k3form.frontend.program.Expr;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.schema.AttributeSchema;
import dev.k3form.model.schema.BlockSchema;
import dev.k3form.model.schema.NestedBlock;
import dev.k3form.model.source.Span;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.KeyOrder;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Evaluates the content of a block to an object as its schema wants it. */
final class ContentEvaluator {
  private final Interpreter interpreter;
  private final BiConsumer<ValueException, Expr> failures;
  private final Consumer<Diagnostic> problems;
  private ExpectedShape shapes = ExpectedShape.ANY;

  ContentEvaluator(
      Interpreter interpreter,
      BiConsumer<ValueException, Expr> failures,
      Consumer<Diagnostic> problems) {
    this.interpreter = interpreter;
    this.failures = failures;
    this.problems = problems;
  }

  /** Checks what is written out in place, too. */
  ContentEvaluator shapes(ExpectedShape expected) {
    shapes = expected;
    return this;
  }

  /** Returns the object; what has no value is unknown in it, and told. */
  Value.Obj evaluate(Content content, BlockSchema schema) {
    return evaluate(content, schema, null);
  }

  private Value.Obj evaluate(Content content, BlockSchema schema, @Nullable Frame frame) {
    SortedMap<String, Value> fields = new TreeMap<>(KeyOrder.INSTANCE);
    for (AttributeSchema attribute : schema.attributes().values()) {
      if (attribute.presence().isArgument()) {
        Content.Argument argument = content.arguments().get(attribute.name());
        fields.put(
            attribute.name(),
            argument == null ? Values.NULL : argument(argument.value(), attribute, frame));
      }
    }
    for (NestedBlock block : schema.blocks().values()) {
      fields.put(block.name(), blocks(content, block, frame));
    }
    return new Value.Obj(fields);
  }

  private Value argument(Expr expression, AttributeSchema schema, @Nullable Frame frame) {
    Value value = converted(expression, schema.type(), frame);
    return schema.secret() && !value.isNull() ? new Value.Secret(value) : value;
  }

  /** Returns the value of an expression as one of the type, unknown if it has none. */
  Value converted(Expr expression, Type type, @Nullable Frame frame) {
    try {
      shapes.check(expression, type, e -> failures.accept(e, expression));
      return Conversion.convert(interpreter.evaluate(expression, frame), type);
    } catch (ValueException e) {
      failures.accept(e.orAt(expression.span()), expression);
      return Value.Unknown.of(type);
    }
  }

  /** One block and, for maps, its label. */
  private record Made(Optional<String> label, Value.Obj value) {}

  private Value blocks(Content content, NestedBlock schema, @Nullable Frame frame) {
    List<Made> made = new ArrayList<>();
    boolean unknown = false;
    boolean secret = false;
    for (Content.Nested block : content.blocks()) {
      if (!block.type().equals(schema.name())) {
        continue;
      }
      switch (block) {
        case Content.Static s ->
            made.add(
                new Made(
                    s.labels().stream().findFirst().map(Content.Label::text),
                    evaluate(s.content(), schema.block(), frame)));
        case Content.Dynamic d -> {
          Value collection = collection(d, frame);
          secret |= collection instanceof Value.Secret;
          Optional<List<Loops.Entry>> entries = entries(d, collection);
          unknown |= entries.isEmpty();
          for (Loops.Entry entry : entries.orElse(List.of(Loops.any(Types.of(collection))))) {
            Optional<Made> one = dynamic(d, schema, entry, frame);
            one.filter(_ -> entries.isPresent()).ifPresent(made::add);
            unknown |= one.isEmpty();
          }
        }
      }
    }
    Type.Obj element = schema.block().objectType();
    Value result = unknown ? unknown(schema, element) : known(content, schema, element, made);
    return secret ? new Value.Secret(result) : result;
  }

  private Value collection(Content.Dynamic block, @Nullable Frame frame) {
    try {
      return interpreter.evaluate(block.forEach(), frame);
    } catch (ValueException e) {
      failures.accept(e.orAt(block.forEach().span()), block.forEach());
      return Interpreter.anything();
    }
  }

  private Optional<List<Loops.Entry>> entries(Content.Dynamic block, Value collection) {
    try {
      return Loops.entries(collection);
    } catch (ValueException e) {
      failures.accept(e.orAt(block.forEach().span()), block.forEach());
      return Optional.empty();
    }
  }

  private Optional<Made> dynamic(
      Content.Dynamic block, NestedBlock schema, Loops.Entry entry, @Nullable Frame frame) {
    SortedMap<String, Value> iterator = new TreeMap<>(KeyOrder.INSTANCE);
    iterator.put("key", entry.key());
    iterator.put("value", entry.element());
    Frame inner = Frame.bind(frame, block.iterator(), new Value.Obj(iterator));
    Optional<String> label = Optional.empty();
    if (schema.nesting() == NestedBlock.Nesting.MAP) {
      Value text =
          block.labels().isEmpty()
              ? Interpreter.key(entry.key())
              : converted(block.labels().getFirst(), Type.STRING, inner);
      if (text.isNull() && !block.labels().isEmpty()) {
        Expr at = block.labels().getFirst();
        failures.accept(
            new ValueException(new ValueProblem.NullValue("this label is null"), at.span()), at);
      }
      if (!(text.reveal() instanceof Value.Str(String s))) {
        evaluate(block.content(), schema.block(), inner);
        return Optional.empty();
      }
      label = Optional.of(s);
    }
    return Optional.of(new Made(label, evaluate(block.content(), schema.block(), inner)));
  }

  private static Value unknown(NestedBlock schema, Type.Obj element) {
    return Value.Unknown.of(
        switch (schema.nesting()) {
          case SINGLE -> element;
          case LIST -> new Type.ListOf(element);
          case MAP -> new Type.MapOf(element);
        });
  }

  private Value known(Content content, NestedBlock schema, Type.Obj element, List<Made> made) {
    Span span =
        content.blocks().stream()
            .filter(b -> b.type().equals(schema.name()))
            .map(Content.Nested::span)
            .reduce((_, last) -> last)
            .orElse(Span.NONE);
    return switch (schema.nesting()) {
      case SINGLE -> {
        if (made.size() > 1
            && content.blocks().stream().anyMatch(Content.Dynamic.class::isInstance)) {
          problems.accept(
              new EvaluateProblem.BlockCount(
                      schema.name(), "there may be one, not " + made.size(), span)
                  .toDiagnostic());
        }
        yield made.isEmpty() ? Values.NULL : made.getFirst().value();
      }
      case LIST -> new Value.ListOf(element, made.stream().<Value>map(Made::value).toList());
      case MAP -> {
        SortedMap<String, Value> entries = new TreeMap<>(KeyOrder.INSTANCE);
        for (Made one : made) {
          String label = one.label().orElse("");
          if (entries.put(label, one.value()) != null) {
            problems.accept(
                new EvaluateProblem.SameLabel(schema.name(), label, span).toDiagnostic());
          }
        }
        yield new Value.MapOf(element, entries);
      }
    };
  }
}
