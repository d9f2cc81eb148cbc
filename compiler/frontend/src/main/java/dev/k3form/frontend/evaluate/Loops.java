package dev.k3form.frontend.evaluate;

import dev.k3form.frontend.convert.Types;
import dev.k3form.frontend.convert.Unification;
import dev.k3form.frontend.convert.ValueException;
import dev.k3form.frontend.convert.ValueProblem;
import dev.k3form.frontend.operations.Taint;
import dev.k3form.frontend.program.Expr;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.KeyOrder;
import dev.k3form.model.value.Refinement;
import dev.k3form.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** For-expressions, splats and the loops of templates. */
final class Loops {
  private final Interpreter interpreter;

  Loops(Interpreter interpreter) {
    this.interpreter = interpreter;
  }

  /** An element and what it is known under: an index, a key, or the element itself. */
  record Entry(Value key, Value element) {}

  /** Returns the elements of a collection, empty if they are unknown. */
  static Optional<List<Entry>> entries(Value collection) {
    return switch (collection) {
      case Value.ListOf(var _, List<Value> items) -> Optional.of(indexed(items));
      case Value.Tuple(List<Value> items) -> Optional.of(indexed(items));
      case Value.SetOf(var _, List<Value> items) ->
          Optional.of(items.stream().map(item -> new Entry(item, item)).toList());
      case Value.MapOf(var _, var entries) -> Optional.of(keyed(entries));
      case Value.Obj(var fields) -> Optional.of(keyed(fields));
      case Value.Unknown(Type type, var _) -> {
        requireCollection(type);
        yield Optional.empty();
      }
      case Value.Secret(Value inner) -> entries(inner);
      case Value.Null _ ->
          throw new ValueException(
              new ValueProblem.NullValue("this is null and cannot be iterated over"));
      case Value.Bool _, Value.Num _, Value.Str _, Value.Size _, Value.Time _ ->
          throw new ValueException(new ValueProblem.NotIterable(describe(Types.of(collection))));
    };
  }

  private static void requireCollection(Type type) {
    boolean scalar = type instanceof Type.Primitive || type instanceof Type.OneOf;
    if (scalar && !type.equals(Type.ANY)) {
      throw new ValueException(new ValueProblem.NotIterable(describe(type)));
    }
  }

  private static String describe(Type type) {
    return "a " + Types.name(type);
  }

  private static List<Entry> indexed(List<Value> items) {
    List<Entry> entries = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      entries.add(new Entry(Value.num(i), items.get(i)));
    }
    return entries;
  }

  private static List<Entry> keyed(SortedMap<String, Value> fields) {
    List<Entry> entries = new ArrayList<>(fields.size());
    fields.forEach((key, value) -> entries.add(new Entry(Value.str(key), value)));
    return entries;
  }

  /** Returns an entry that stands for any element of an unknown collection. */
  static Entry any(Type collection) {
    return switch (collection) {
      case Type.ListOf(Type element) -> entry(Type.NUMBER, element);
      case Type.SetOf(Type element) -> entry(element, element);
      case Type.MapOf(Type element) -> entry(Type.STRING, element);
      case Type.Tuple(List<Type> elements) ->
          entry(Type.NUMBER, Unification.unify(elements).orElse(Type.ANY));
      case Type.Obj(var fields) ->
          entry(
              Type.STRING,
              Unification.unify(fields.values().stream().map(Type.Field::type).toList())
                  .orElse(Type.ANY));
      case Type.Primitive _, Type.OneOf _ -> entry(Type.ANY, Type.ANY);
    };
  }

  private static Entry entry(Type key, Type element) {
    return new Entry(
        new Value.Unknown(key, Refinement.NOT_NULL), new Value.Unknown(element, Refinement.NONE));
  }

  /** Returns the result of a for-expression. */
  Value comprehension(Expr.For loop, @Nullable Frame frame) {
    Value collection = interpreter.evaluate(loop.collection(), frame);
    Collected result = collect(loop, collection, frame);
    boolean secret = collection instanceof Value.Secret || result.secret;
    return Taint.when(secret, result.value());
  }

  /** Returns the texts of a template's loop, joined. */
  Value joined(Expr.For loop, @Nullable Frame frame) {
    Value texts = comprehension(loop, frame);
    TextBuilder text = new TextBuilder();
    switch (texts.reveal()) {
      case Value.Tuple(List<Value> items) -> items.forEach(text::add);
      default -> text.add(Value.Unknown.of(Type.STRING));
    }
    return Taint.when(texts instanceof Value.Secret, text.build());
  }

  /** What a for-expression has gathered so far. */
  private static final class Collected {
    private final boolean object;
    private final boolean grouping;
    private final List<Value> items = new ArrayList<>();
    private final SortedMap<String, Value> fields = new TreeMap<>(KeyOrder.INSTANCE);
    private final SortedMap<String, List<Value>> groups = new TreeMap<>(KeyOrder.INSTANCE);
    private boolean unknown;
    private boolean secret;
    private Type unknownElement = Type.ANY;

    Collected(Expr.For loop) {
      object = loop.resultKey().isPresent();
      grouping = loop.grouping();
    }

    Value value() {
      if (unknown) {
        Type type = object ? new Type.MapOf(unknownElement) : new Type.ListOf(unknownElement);
        return new Value.Unknown(
            unknownElement.equals(Type.ANY) ? Type.ANY : type, Refinement.NOT_NULL);
      }
      if (!object) {
        return new Value.Tuple(items);
      }
      groups.forEach((key, values) -> fields.put(key, new Value.Tuple(values)));
      return new Value.Obj(fields);
    }
  }

  private Collected collect(Expr.For loop, Value collection, @Nullable Frame frame) {
    Collected out = new Collected(loop);
    Optional<List<Entry>> entries;
    try {
      entries = entries(collection);
    } catch (ValueException e) {
      interpreter.failed(e.orAt(loop.collection().span()));
      entries = Optional.empty();
    }
    if (entries.isEmpty()) {
      out.unknown = true;
      out.unknownElement = unknownElement(loop, collection, frame);
      return out;
    }
    for (Entry entry : entries.get()) {
      pass(loop, entry, frame, out);
    }
    return out;
  }

  /** Goes once through the body of a loop over something unknown, to check it and for its type. */
  private Type unknownElement(Expr.For loop, Value collection, @Nullable Frame frame) {
    Entry any = any(Types.of(collection));
    Collected once = new Collected(loop);
    if (interpreter.isChecking()) {
      return pass(loop, any, frame, once);
    }
    try {
      return pass(loop, any, frame, once);
    } catch (ValueException e) {
      return Type.ANY;
    }
  }

  /** Goes through the body once and returns the type of its value. */
  private Type pass(Expr.For loop, Entry entry, @Nullable Frame frame, Collected out) {
    Frame inner = Frame.bind(frame, loop.element(), entry.element());
    if (loop.key().isPresent()) {
      inner = Frame.bind(inner, loop.key().get(), entry.key());
    }
    if (loop.condition().isPresent() && !included(loop.condition().get(), inner, out)) {
      return Type.ANY;
    }
    if (loop.resultKey().isEmpty()) {
      Value value = interpreter.evaluate(loop.value(), inner);
      out.items.add(value);
      return Types.of(value);
    }
    Expr keyExpression = loop.resultKey().get();
    Value key = interpreter.evaluate(keyExpression, inner);
    Value value = interpreter.evaluate(loop.value(), inner);
    try {
      add(out, Interpreter.key(key), value);
    } catch (ValueException e) {
      interpreter.failed(e.orAt(keyExpression.span()));
      out.unknown = true;
    }
    return out.grouping ? new Type.ListOf(Types.of(value)) : Types.of(value);
  }

  private boolean included(Expr condition, Frame frame, Collected out) {
    Value truth = interpreter.evaluate(condition, frame);
    try {
      truth = Interpreter.condition(truth);
    } catch (ValueException e) {
      truth = interpreter.failed(e.orAt(condition.span()));
    }
    out.secret |= truth instanceof Value.Secret;
    if (truth.reveal() instanceof Value.Bool(boolean b)) {
      return b;
    }
    out.unknown = true;
    return true;
  }

  private static void add(Collected out, Value key, Value value) {
    out.secret |= key instanceof Value.Secret;
    if (!(key.reveal() instanceof Value.Str(String name))) {
      out.unknown = true;
    } else if (out.grouping) {
      out.groups.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
    } else if (out.fields.put(name, value) != null) {
      throw new ValueException(
          new ValueProblem.DuplicateKey(key instanceof Value.Secret ? "" : name));
    }
  }

  /** Returns what a splat takes from each element. */
  Value splat(Expr.Splat splat, @Nullable Frame frame) {
    Value base = interpreter.evaluate(splat.base(), frame);
    return Taint.through(base, inner -> splat(splat, inner, frame));
  }

  private Value splat(Expr.Splat splat, Value base, @Nullable Frame frame) {
    return switch (base) {
      case Value.Null _ -> new Value.Tuple(List.of());
      case Value.ListOf(var _, List<Value> items) -> list(each(splat, items, frame));
      case Value.SetOf(var _, List<Value> items) -> list(each(splat, items, frame));
      case Value.Tuple(List<Value> items) -> each(splat, items, frame);
      case Value.Unknown(Type type, Refinement refinement) -> {
        boolean sequence =
            type instanceof Type.ListOf || type instanceof Type.SetOf || type instanceof Type.Tuple;
        if (!sequence && (type.equals(Type.ANY) || !refinement.notNull())) {
          yield Value.Unknown.of(Type.ANY);
        }
        if (type instanceof Type.Tuple(List<Type> elements)) {
          yield each(splat, elements.stream().<Value>map(Value.Unknown::of).toList(), frame);
        }
        if (!sequence) {
          yield each(splat, List.of(base), frame);
        }
        Value one =
            interpreter.evaluate(
                splat.each(), Frame.bind(frame, splat.element(), any(type).element()));
        yield new Value.Unknown(
            new Type.ListOf(Types.of(one)),
            new Refinement(true, "", refinement.minLength(), refinement.maxLength()));
      }
      case Value.Bool _,
          Value.Num _,
          Value.Str _,
          Value.Size _,
          Value.Time _,
          Value.MapOf _,
          Value.Obj _,
          Value.Secret _ ->
          each(splat, List.of(base), frame);
    };
  }

  /** What is taken from elements of one type is of one type, too, unless that is any. */
  private static Value list(Value.Tuple tuple) {
    List<Type> types = tuple.items().stream().map(Types::of).distinct().toList();
    return types.size() == 1 && !types.getFirst().equals(Type.ANY)
        ? new Value.ListOf(types.getFirst(), tuple.items())
        : tuple;
  }

  private Value.Tuple each(Expr.Splat splat, List<Value> items, @Nullable Frame frame) {
    List<Value> out = new ArrayList<>(items.size());
    for (Value item : items) {
      out.add(interpreter.evaluate(splat.each(), Frame.bind(frame, splat.element(), item)));
    }
    return new Value.Tuple(out);
  }
}
