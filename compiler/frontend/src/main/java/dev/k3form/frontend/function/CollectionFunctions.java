package dev.k3form.frontend.function;

import static dev.k3form.frontend.function.Function.Category.COLLECTION;
import static dev.k3form.model.type.Type.ANY;
import static dev.k3form.model.type.Type.BOOL;
import static dev.k3form.model.type.Type.NUMBER;
import static dev.k3form.model.type.Type.STRING;

import dev.k3form.frontend.convert.Conversion;
import dev.k3form.frontend.convert.Numbers;
import dev.k3form.frontend.convert.Types;
import dev.k3form.frontend.convert.Unification;
import dev.k3form.frontend.convert.ValueException;
import dev.k3form.frontend.function.Function.Trait;
import dev.k3form.frontend.operations.Access;
import dev.k3form.frontend.operations.Arithmetic;
import dev.k3form.frontend.operations.Equality;
import dev.k3form.frontend.operations.Taint;
import dev.k3form.frontend.syntax.tree.BinaryOperator;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.KeyOrder;
import dev.k3form.model.value.Refinement;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.ValueOrder;
import dev.k3form.model.value.Values;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Functions of lists, maps and objects. */
final class CollectionFunctions {
  private static final Type LIST = new Type.ListOf(ANY);
  private static final Type STRINGS = new Type.ListOf(STRING);

  private CollectionFunctions() {}

  static List<Function> all() {
    List<Function> all = new ArrayList<>();
    all.addAll(quantifiers());
    all.addAll(sequences());
    all.addAll(maps());
    return all;
  }

  private static Function.Builder structural(String name, String doc) {
    return Function.named(name, COLLECTION, doc).with(Trait.STRUCTURAL);
  }

  private static List<Function> quantifiers() {
    return List.of(
        Function.named("alltrue", COLLECTION, "Whether all elements are true; so for no element.")
            .param("list", new Type.ListOf(BOOL))
            .returns(
                BOOL, a -> Value.bool(a.items(0).stream().allMatch(CollectionFunctions::isTrue))),
        Function.named("anytrue", COLLECTION, "Whether an element is true; not so for no element.")
            .param("list", new Type.ListOf(BOOL))
            .returns(
                BOOL, a -> Value.bool(a.items(0).stream().anyMatch(CollectionFunctions::isTrue))),
        structural("coalesce", "The first argument that is neither null nor an empty string.")
            .nullable("value", ANY)
            .nullableRest("values", ANY)
            .with(Trait.ACCEPTS_UNKNOWN)
            .returns(ANY, CollectionFunctions::coalesce),
        structural("coalescelist", "The first list that is not empty.")
            .param("list", ANY)
            .rest("lists", ANY)
            .returns(ANY, CollectionFunctions::coalesceList),
        structural("contains", "Whether a list or set has an element that equals a value.")
            .param("list", ANY)
            .nullable("value", ANY)
            .with(Trait.ACCEPTS_UNKNOWN)
            .returns(BOOL, CollectionFunctions::contains),
        structural("length", "The number of elements, or of the characters of a string.")
            .param("value", ANY)
            .with(Trait.ACCEPTS_UNKNOWN)
            .returns(NUMBER, CollectionFunctions::length),
        Function.named("sum", COLLECTION, "The sum of numbers, sizes or durations.")
            .param("list", ANY)
            .returns(NUMBER, CollectionFunctions::sum));
  }

  private static List<Function> sequences() {
    return List.of(
        structural("chunklist", "The list in pieces of a length; the last one may be shorter.")
            .param("list", LIST)
            .param("size", NUMBER)
            .typed(args -> new Type.ListOf(Types.of(args.getFirst())))
            .returns(new Type.ListOf(LIST), CollectionFunctions::chunks),
        Function.named("compact", COLLECTION, "The list without nulls and empty strings.")
            .param("list", STRINGS)
            .returns(
                STRINGS,
                a ->
                    new Value.ListOf(
                        STRING,
                        a.items(0).stream()
                            .filter(i -> !i.isNull() && !i.equals(Value.str("")))
                            .toList())),
        structural("concat", "The lists, one after the other.")
            .param("list", ANY)
            .rest("lists", ANY)
            .typed(CollectionFunctions::concatenatedType)
            .returns(LIST, CollectionFunctions::concat),
        structural("distinct", "The list without repetitions, the first of each kept.")
            .param("list", LIST)
            .typed(args -> Types.of(args.getFirst()))
            .returns(LIST, CollectionFunctions::distinct),
        structural(
                "element", "The element of a list at an index, which starts again behind the end.")
            .param("list", ANY)
            .param("index", NUMBER)
            .typed(args -> Elements.type(args.getFirst()))
            .returns(ANY, CollectionFunctions::element),
        structural(
                "flatten",
                "The list with the elements of lists in it in their place, at any depth.")
            .param("list", ANY)
            .typed(_ -> ANY)
            .returns(LIST, Flatten::list),
        structural("index", "The index of the first element that equals a value.")
            .param("list", ANY)
            .nullable("value", ANY)
            .returns(NUMBER, CollectionFunctions::indexOf),
        structural("list", "The arguments as a list; write `[...]` instead.")
            .nullableRest("values", ANY)
            .returns(LIST, a -> Conversion.convert(new Value.Tuple(a.values()), LIST)),
        structural("one", "The only element of a list, null if it is empty.")
            .param("list", ANY)
            .typed(args -> Elements.type(args.getFirst()))
            .returns(ANY, CollectionFunctions::one),
        Function.named("range", COLLECTION, "Numbers from a start to before a limit, by a step.")
            .param("limit", NUMBER)
            .rest("more", NUMBER)
            .returns(new Type.ListOf(NUMBER), CollectionFunctions::range),
        structural("reverse", "The list, last element first.")
            .param("list", ANY)
            .typed(args -> Types.of(args.getFirst()))
            .returns(LIST, CollectionFunctions::reverse),
        structural("slice", "The elements from a start index to before an end index.")
            .param("list", ANY)
            .param("start", NUMBER)
            .param("end", NUMBER)
            .typed(args -> new Type.ListOf(Elements.type(args.getFirst())))
            .returns(LIST, CollectionFunctions::slice),
        Function.named("sort", COLLECTION, "The strings in the order of their characters.")
            .param("list", STRINGS)
            .returns(
                STRINGS,
                a ->
                    new Value.ListOf(
                        STRING, a.items(0).stream().sorted(ValueOrder.INSTANCE).toList())));
  }

  private static List<Function> maps() {
    return List.of(
        structural("keys", "The keys of a map or attributes of an object, in order.")
            .param("map", ANY)
            .returns(
                STRINGS,
                a ->
                    new Value.ListOf(
                        STRING, a.entries(0).keySet().stream().<Value>map(Value::str).toList())),
        structural("lookup", "The value of a map under a key, or else a default.")
            .param("map", ANY)
            .param("key", STRING)
            .nullableRest("default", ANY)
            .typed(args -> Elements.type(args.getFirst()))
            .returns(ANY, CollectionFunctions::lookup),
        structural("map", "A map of keys and values in turn; write `{...}` instead.")
            .nullableRest("pairs", ANY)
            .returns(new Type.MapOf(ANY), CollectionFunctions::map),
        structural(
                "matchkeys", "The values whose key, at the same index, is one of those searched.")
            .param("values", LIST)
            .param("keys", LIST)
            .param("searched", LIST)
            .typed(args -> Types.of(args.getFirst()))
            .returns(LIST, CollectionFunctions::matchKeys),
        structural("merge", "The maps or objects in one; later ones win.")
            .nullableRest("maps", ANY)
            .typed(_ -> ANY)
            .returns(new Type.MapOf(ANY), CollectionFunctions::merge),
        structural("transpose", "A map from strings to lists of strings, turned round.")
            .param("map", new Type.MapOf(STRINGS))
            .returns(new Type.MapOf(STRINGS), CollectionFunctions::transpose),
        structural("values", "The values of a map or object, in order of their keys.")
            .param("map", ANY)
            .typed(args -> new Type.ListOf(Elements.type(args.getFirst())))
            .returns(LIST, CollectionFunctions::values),
        structural("zipmap", "A map of keys from one list and values from another.")
            .param("keys", STRINGS)
            .param("values", ANY)
            .typed(args -> new Type.MapOf(Elements.type(args.get(1))))
            .returns(new Type.MapOf(ANY), CollectionFunctions::zip));
  }

  private static boolean isTrue(Value value) {
    return value.equals(Values.TRUE);
  }

  private static Value coalesce(Arguments a) {
    List<Type> types = new ArrayList<>();
    for (Value value : a.values()) {
      if (!value.isNull()) {
        types.add(Types.of(value));
      }
    }
    Type shared = Unification.unify(types).orElse(ANY);
    for (Value value : a.values()) {
      Value inner = value.reveal();
      if (inner instanceof Value.Unknown(Type _, var refinement)
          && !(refinement.notNull() && !refinement.prefix().isEmpty())) {
        return new Value.Unknown(shared, Refinement.NOT_NULL);
      }
      if (!inner.isNull() && !inner.equals(Value.str(""))) {
        return Conversion.convert(value, shared);
      }
    }
    throw a.failed("all arguments are null or empty strings");
  }

  private static Value coalesceList(Arguments a) {
    for (int i = 0; i < a.size(); i++) {
      if (!a.items(i).isEmpty()) {
        return a.get(i);
      }
    }
    throw a.failed("all lists are empty");
  }

  private static Value contains(Arguments a) {
    if (a.get(0) instanceof Value.Unknown) {
      return new Value.Unknown(BOOL, Refinement.NOT_NULL);
    }
    boolean certain = true;
    boolean secret = Values.containsSecret(a.get(0)) || Values.containsSecret(a.get(1));
    boolean found = false;
    for (Value item : a.items(0)) {
      Optional<Boolean> same = Equality.same(item, a.get(1));
      certain &= same.isPresent();
      found |= same.orElse(false);
    }
    Value result =
        found || certain ? Value.bool(found) : new Value.Unknown(BOOL, Refinement.NOT_NULL);
    return secret ? new Value.Secret(result) : result;
  }

  private static Value length(Arguments a) {
    return switch (a.get(0)) {
      case Value.Str(String s) -> Value.num(Graphemes.count(s));
      case Value.Unknown(Type type, var refinement) -> {
        if (type instanceof Type.Tuple(List<Type> elements)) {
          yield Value.num(elements.size());
        }
        if (type instanceof Type.Obj(var fields)
            && fields.values().stream().noneMatch(Type.Field::optional)) {
          yield Value.num(fields.size());
        }
        if (type instanceof Type.Primitive p && !p.equals(ANY) && !p.equals(STRING)) {
          throw a.bad(0, "must be a collection or a string");
        }
        yield refinement.minLength() == refinement.maxLength()
            ? Value.num(refinement.minLength())
            : new Value.Unknown(NUMBER, Refinement.NOT_NULL);
      }
      case Value.ListOf _, Value.SetOf _, Value.Tuple _ -> Value.num(a.items(0).size());
      case Value.MapOf _, Value.Obj _ -> Value.num(a.entries(0).size());
      case Value.Null _, Value.Bool _, Value.Num _, Value.Size _, Value.Time _, Value.Secret _ ->
          throw a.bad(0, "must be a collection or a string");
    };
  }

  private static Value sum(Arguments a) {
    List<Value> items = a.items(0);
    if (items.isEmpty()) {
      throw a.bad(0, "must not be empty");
    }
    try {
      Value total = items.getFirst();
      if (total instanceof Value.Str) {
        total = Conversion.convert(total, NUMBER);
      }
      for (Value item : items.subList(1, items.size())) {
        total = Arithmetic.apply(BinaryOperator.ADD, total, item);
      }
      return total;
    } catch (ValueException e) {
      throw a.failed("an element cannot be added: " + e.problem().label());
    }
  }

  private static Value chunks(Arguments a) {
    List<Value> items = a.items(0);
    int size = a.whole(1);
    if (size < 0) {
      throw a.bad(1, "must not be negative");
    }
    List<Value> out = new ArrayList<>();
    Type element = a.elementType(0);
    int step = size == 0 ? Math.max(1, items.size()) : size;
    for (int i = 0; i < items.size(); i += step) {
      out.add(new Value.ListOf(element, items.subList(i, Math.min(items.size(), i + step))));
    }
    return new Value.ListOf(new Type.ListOf(element), out);
  }

  private static Type concatenatedType(List<Value> args) {
    boolean lists = args.stream().allMatch(v -> Types.of(v) instanceof Type.ListOf);
    List<Type> elements = args.stream().map(Elements::type).toList();
    return lists || Unification.unify(elements).isPresent()
        ? new Type.ListOf(Unification.unify(elements).orElse(ANY))
        : ANY;
  }

  private static Value concat(Arguments a) {
    List<Value> out = new ArrayList<>();
    boolean lists = true;
    for (int i = 0; i < a.size(); i++) {
      out.addAll(a.items(i));
      lists &= a.get(i).reveal() instanceof Value.ListOf;
    }
    return lists && a.size() > 0 ? list(out) : new Value.Tuple(out);
  }

  private static Value list(List<Value> items) {
    Value tuple = new Value.Tuple(items);
    return Conversion.isConvertible(tuple, LIST) ? Conversion.convert(tuple, LIST) : tuple;
  }

  private static Value distinct(Arguments a) {
    List<Value> items = a.items(0);
    if (items.size() > 1 && !isKnown(a.get(0))) {
      Refinement some = new Refinement(true, "", 1, items.size());
      Value unknown = new Value.Unknown(new Type.ListOf(a.elementType(0)), some);
      return Taint.spread(unknown, a.values());
    }
    List<Value> out = new ArrayList<>();
    Set<Value> seen = new HashSet<>();
    for (Value item : items) {
      if (seen.add(Values.revealAll(item))) {
        out.add(item);
      }
    }
    // How many are left says whether a secret equals another element.
    Value list = new Value.ListOf(a.elementType(0), out);
    return items.size() > 1 ? Taint.spread(list, a.values()) : list;
  }

  private static boolean isKnown(Value value) {
    return Values.isWhollyKnown(Values.revealAll(value));
  }

  private static Value element(Arguments a) {
    List<Value> items = a.items(0);
    if (items.isEmpty()) {
      throw a.bad(0, "must not be empty");
    }
    return items.get(Math.floorMod(a.whole(1), items.size()));
  }

  private static Value indexOf(Arguments a) {
    List<Value> items = a.items(0);
    for (int i = 0; i < items.size(); i++) {
      Optional<Boolean> same = Equality.same(items.get(i), a.get(1));
      if (same.isEmpty()) {
        return new Value.Unknown(NUMBER, Refinement.NOT_NULL);
      }
      if (same.get()) {
        return Taint.spread(Value.num(i), a.values());
      }
    }
    throw a.failed("the list has no such element");
  }

  private static Value one(Arguments a) {
    if (a.get(0).isNull()) {
      return Values.NULL;
    }
    List<Value> items =
        switch (a.get(0)) {
          case Value.ListOf _, Value.SetOf _, Value.Tuple _ -> a.items(0);
          default -> throw a.bad(0, "must be a list or set");
        };
    if (items.size() > 1) {
      throw a.bad(0, "must have no more than one element, not " + items.size());
    }
    return items.isEmpty() ? Values.NULL : items.getFirst();
  }

  private static Value range(Arguments a) {
    if (a.size() > 3) {
      throw a.failed("it takes a limit, a start and a limit, or a start, a limit and a step");
    }
    BigDecimal start = a.size() == 1 ? BigDecimal.ZERO : a.number(0);
    BigDecimal limit = a.size() == 1 ? a.number(0) : a.number(1);
    int down = limit.compareTo(start);
    BigDecimal step = a.size() == 3 ? a.number(2) : BigDecimal.valueOf(down < 0 ? -1 : 1);
    if (step.signum() == 0 || step.signum() * down < 0) {
      throw a.failed("with this step the limit is never reached");
    }
    List<Value> out = new ArrayList<>();
    for (BigDecimal n = start; n.compareTo(limit) * step.signum() < 0; n = n.add(step)) {
      if (out.size() == 1024) {
        throw a.failed("it gives no more than 1024 numbers");
      }
      out.add(Numbers.checked(n));
    }
    return new Value.ListOf(NUMBER, out);
  }

  private static Value reverse(Arguments a) {
    List<Value> items = a.items(0).reversed();
    return a.get(0) instanceof Value.Tuple
        ? new Value.Tuple(items)
        : new Value.ListOf(a.elementType(0), items);
  }

  private static Value slice(Arguments a) {
    List<Value> items = a.items(0);
    int start = a.whole(1);
    int end = a.whole(2);
    if (start < 0 || start > items.size()) {
      throw a.bad(1, "must be between 0 and " + items.size());
    }
    if (end < start || end > items.size()) {
      throw a.bad(2, "must be between " + start + " and " + items.size());
    }
    List<Value> piece = items.subList(start, end);
    return a.get(0) instanceof Value.ListOf(Type element, var _)
        ? new Value.ListOf(element, piece)
        : new Value.Tuple(piece);
  }

  private static Value lookup(Arguments a) {
    if (a.size() > 3) {
      throw a.failed("it takes a map, a key and a default");
    }
    Value found = a.entries(0).get(a.text(1));
    if (found != null) {
      return found;
    }
    if (a.size() == 3) {
      return a.get(0) instanceof Value.MapOf(Type element, var _)
          ? Conversion.convert(a.get(2), element)
          : a.get(2);
    }
    return Access.index(a.get(0), a.get(1));
  }

  private static Value map(Arguments a) {
    if (a.size() % 2 != 0) {
      throw a.failed("each key needs a value");
    }
    SortedMap<String, Value> entries = new TreeMap<>(KeyOrder.INSTANCE);
    boolean secret = false;
    boolean unknown = false;
    for (int i = 0; i < a.size(); i += 2) {
      Value key = Conversion.convert(a.get(i), STRING);
      secret |= key instanceof Value.Secret;
      switch (key.reveal()) {
        case Value.Str(String name) -> entries.put(name, a.get(i + 1));
        case Value.Unknown _ -> unknown = true;
        default -> throw a.bad(i, "must be a string");
      }
    }
    Type type = new Type.MapOf(ANY);
    return Taint.when(
        secret,
        unknown
            ? new Value.Unknown(type, Refinement.NOT_NULL)
            : Conversion.convert(new Value.Obj(entries), type));
  }

  private static Value matchKeys(Arguments a) {
    List<Value> values = a.items(0);
    Type shared =
        Unification.unify(List.of(a.elementType(1), a.elementType(2)))
            .orElseThrow(() -> a.failed("the keys are of another type than what is searched for"));
    List<Value> keys = a.items(1).stream().map(k -> Conversion.convert(k, shared)).toList();
    List<Value> wanted = a.items(2).stream().map(k -> Conversion.convert(k, shared)).toList();
    if (values.size() != keys.size()) {
      throw a.failed("there must be as many keys as values");
    }
    if (!values.isEmpty() && !(isKnown(a.get(1)) && isKnown(a.get(2)))) {
      Refinement some = new Refinement(true, "", 0, values.size());
      Value unknown = new Value.Unknown(new Type.ListOf(a.elementType(0)), some);
      return Taint.spread(unknown, a.from(1));
    }
    List<Value> out = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      Value key = keys.get(i);
      if (wanted.stream().anyMatch(s -> Equality.same(key, s).orElse(false))) {
        out.add(values.get(i));
      }
    }
    return Taint.spread(new Value.ListOf(a.elementType(0), out), a.from(1));
  }

  private static Value merge(Arguments a) {
    SortedMap<String, Value> out = new TreeMap<>(KeyOrder.INSTANCE);
    boolean maps = true;
    for (int i = 0; i < a.size(); i++) {
      if (!a.get(i).isNull()) {
        out.putAll(a.entries(i));
        maps &= a.get(i) instanceof Value.MapOf;
      }
    }
    Value object = new Value.Obj(out);
    Type map = new Type.MapOf(ANY);
    boolean any = a.values().stream().anyMatch(v -> !v.isNull());
    return maps && any && Conversion.isConvertible(object, map)
        ? Conversion.convert(object, map)
        : object;
  }

  private static Value transpose(Arguments a) {
    if (!isKnown(a.get(0))) {
      Value unknown = new Value.Unknown(new Type.MapOf(STRINGS), Refinement.NOT_NULL);
      return Taint.spread(unknown, a.values());
    }
    SortedMap<String, List<Value>> out = new TreeMap<>(KeyOrder.INSTANCE);
    for (Map.Entry<String, Value> entry : a.entries(0).entrySet()) {
      if (!(entry.getValue().reveal() instanceof Value.ListOf(var _, List<Value> items))) {
        throw a.bad(0, "must not hold null");
      }
      for (Value item : items) {
        if (!(item.reveal() instanceof Value.Str(String name))) {
          throw a.bad(0, "must not hold null");
        }
        out.computeIfAbsent(name, _ -> new ArrayList<>()).add(Value.str(entry.getKey()));
      }
    }
    SortedMap<String, Value> lists = new TreeMap<>(KeyOrder.INSTANCE);
    out.forEach((key, items) -> lists.put(key, new Value.ListOf(STRING, items)));
    return Taint.spread(new Value.MapOf(STRINGS, lists), a.values());
  }

  private static Value values(Arguments a) {
    List<Value> items = List.copyOf(a.entries(0).values());
    return a.get(0) instanceof Value.MapOf(Type element, var _)
        ? new Value.ListOf(element, items)
        : new Value.Tuple(items);
  }

  private static Value zip(Arguments a) {
    List<Value> values = a.items(1);
    if (a.items(0).size() != values.size()) {
      throw a.failed("there must be as many keys as values");
    }
    if (!isKnown(a.get(0))) {
      Value unknown = new Value.Unknown(new Type.MapOf(a.elementType(1)), Refinement.NOT_NULL);
      return Taint.spread(unknown, a.values());
    }
    List<String> keys = a.texts(0);
    SortedMap<String, Value> out = new TreeMap<>(KeyOrder.INSTANCE);
    for (int i = 0; i < keys.size(); i++) {
      out.put(keys.get(i), values.get(i));
    }
    Value made =
        a.get(1) instanceof Value.ListOf(Type element, var _)
            ? new Value.MapOf(element, out)
            : new Value.Obj(out);
    return Taint.spread(made, a.items(0));
  }
}
