package dev.k3form.state.codec;

import dev.k3form.model.type.Type;
import dev.k3form.model.value.KeyOrder;
import dev.k3form.model.value.Refinement;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import dev.k3form.state.json.Json;
import dev.k3form.state.json.JsonException;
import dev.k3form.state.json.JsonFields;
import dev.k3form.state.json.JsonReader;
import dev.k3form.state.json.JsonWriter;
import dev.k3form.state.secret.Place;
import dev.k3form.state.secret.Sealer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Values as JSON that reads back to the very same value, whatever their type.
 *
 * <p>Null, booleans, numbers, single-line strings and objects are the JSON of that kind. An array
 * is a list whose element type is the one that its elements have in common ({@code any} if they
 * have none). Everything else is an object of one key that begins with {@code $}; attribute names
 * that begin with {@code $} are written with two. Secrets are sealed as a whole, each bound to its
 * place.
 */
public final class ValueCodec {
  private final Optional<Sealer> sealer;
  private final Place place;

  private ValueCodec(Optional<Sealer> sealer, Place place) {
    this.sealer = sealer;
    this.place = place;
  }

  /** Returns the codec for values of one owner. */
  public static ValueCodec of(Sealer sealer, Place place) {
    return new ValueCodec(Optional.of(sealer), place);
  }

  /** Returns the codec for values that hold no secrets. */
  static ValueCodec plain() {
    return new ValueCodec(Optional.empty(), new Place("", "", ""));
  }

  /** Returns the written form of the value at that place. */
  public Json encode(String path, Value value) {
    return switch (value) {
      case Value.Null _ -> Json.NULL;
      case Value.Bool(boolean b) -> Json.bool(b);
      case Value.Num(var n) -> new Json.Num(n);
      case Value.Str(String s) -> string(s);
      case Value.Size(var bytes) -> tag("$size", Json.str(UnitText.size(bytes)));
      case Value.Time(var time) -> tag("$duration", Json.str(UnitText.duration(time)));
      case Value.ListOf(Type type, List<Value> items) -> {
        Json array = items(path, items, true);
        boolean plain = !items.isEmpty() && type.equals(common(items));
        yield plain ? array : tag("$list(" + TypeText.write(type) + ")", array);
      }
      case Value.SetOf(Type type, List<Value> items) ->
          tag("$set(" + TypeText.write(type) + ")", items(path, items, false));
      case Value.Tuple(List<Value> items) -> tag("$tuple", items(path, items, true));
      case Value.MapOf(Type type, Map<String, Value> entries) -> {
        Map<String, Json> fields = new LinkedHashMap<>();
        entries.forEach((k, v) -> fields.put(k, encode(path + "[" + quoted(k) + "]", v)));
        yield tag("$map(" + TypeText.write(type) + ")", new Json.Obj(fields));
      }
      case Value.Obj(Map<String, Value> attributes) -> {
        Map<String, Json> fields = new LinkedHashMap<>();
        attributes.forEach(
            (k, v) -> fields.put(k.startsWith("$") ? "$" + k : k, encode(path + "." + k, v)));
        yield new Json.Obj(fields);
      }
      case Value.Unknown(Type type, Refinement known) ->
          tag("$unknown(" + TypeText.write(type) + ")", refinement(known));
      case Value.Secret(Value inner) -> {
        String text = JsonWriter.compact(plain().encode("", Values.revealAll(inner)));
        yield tag("$sealed", Json.str(sealer.orElseThrow().seal(place.at(path), text)));
      }
    };
  }

  /**
   * Returns the value of a written form.
   *
   * @throws JsonException if it is no written form
   */
  public Value decode(String path, Json json) {
    return switch (json) {
      case Json.Null _ -> Values.NULL;
      case Json.Bool(boolean b) -> Value.bool(b);
      case Json.Num(var n) -> new Value.Num(n);
      case Json.Str(String s) -> new Value.Str(s);
      case Json.Arr(List<Json> items) -> {
        List<Value> values = values(path, items, true);
        yield new Value.ListOf(common(values), values);
      }
      case Json.Obj(Map<String, Json> fields) -> {
        String first = fields.isEmpty() ? "" : fields.keySet().iterator().next();
        yield fields.size() == 1 && first.startsWith("$") && !first.startsWith("$$")
            ? tagged(path, first, fields.values().iterator().next())
            : object(path, fields);
      }
    };
  }

  private Value object(String path, Map<String, Json> fields) {
    SortedMap<String, Value> attributes = new TreeMap<>(KeyOrder.INSTANCE);
    fields.forEach(
        (k, v) -> {
          String name = k.startsWith("$$") ? k.substring(1) : k;
          attributes.put(name, decode(path + "." + name, v));
        });
    return new Value.Obj(attributes);
  }

  private Value tagged(String path, String tag, Json content) {
    int open = tag.indexOf('(');
    String kind = open < 0 ? tag : tag.substring(0, open);
    if (open >= 0 && !tag.endsWith(")")) {
      throw new JsonException("`" + tag + "` at `" + path + "` is not a kind of value");
    }
    Type type = open < 0 ? Type.ANY : TypeText.read(tag.substring(open + 1, tag.length() - 1));
    return switch (kind) {
      case "$size" -> new Value.Size(UnitText.size(text(path, content)));
      case "$duration" -> new Value.Time(UnitText.duration(text(path, content)));
      case "$lines" -> new Value.Str(String.join("\n", lines(path, content)));
      case "$list" -> new Value.ListOf(type, values(path, array(path, content), true));
      case "$set" -> new Value.SetOf(type, values(path, array(path, content), false));
      case "$tuple" -> new Value.Tuple(values(path, array(path, content), true));
      case "$map" -> map(path, type, content);
      case "$unknown" -> new Value.Unknown(type, refinement(path, content));
      case "$sealed" -> new Value.Secret(sealed(path, text(path, content)));
      default -> throw new JsonException("`" + tag + "` at `" + path + "` is no kind of value");
    };
  }

  private Value sealed(String path, String seal) {
    Sealer opener =
        sealer.orElseThrow(() -> new JsonException("a sealed value inside another value"));
    if (!opener.canOpen()) {
      return Value.Unknown.of(Type.ANY);
    }
    return plain().decode("", JsonReader.read(opener.open(place.at(path), seal)));
  }

  private Value map(String path, Type type, Json content) {
    if (!(content instanceof Json.Obj(Map<String, Json> fields))) {
      throw new JsonException("the map at `" + path + "` is not an object");
    }
    SortedMap<String, Value> entries = new TreeMap<>(KeyOrder.INSTANCE);
    fields.forEach((k, v) -> entries.put(k, decode(path + "[" + quoted(k) + "]", v)));
    return new Value.MapOf(type, entries);
  }

  private Json items(String path, List<Value> items, boolean indexed) {
    List<Json> out = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      out.add(encode(path + (indexed ? "[" + i + "]" : "[*]"), items.get(i)));
    }
    return new Json.Arr(out);
  }

  private List<Value> values(String path, List<Json> items, boolean indexed) {
    List<Value> out = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      out.add(decode(path + (indexed ? "[" + i + "]" : "[*]"), items.get(i)));
    }
    return out;
  }

  private static Json string(String s) {
    return s.indexOf('\n') < 0
        ? Json.str(s)
        : tag(
            "$lines",
            new Json.Arr(Arrays.stream(s.split("\n", -1)).map(l -> (Json) Json.str(l)).toList()));
  }

  private static Json refinement(Refinement known) {
    Map<String, Json> fields = new LinkedHashMap<>();
    if (known.notNull()) {
      fields.put("not_null", Json.bool(true));
    }
    if (!known.prefix().isEmpty()) {
      fields.put("prefix", Json.str(known.prefix()));
    }
    if (known.minLength() != 0) {
      fields.put("min_length", Json.num(known.minLength()));
    }
    if (known.maxLength() != Integer.MAX_VALUE) {
      fields.put("max_length", Json.num(known.maxLength()));
    }
    return new Json.Obj(fields);
  }

  private static Refinement refinement(String path, Json content) {
    JsonFields fields =
        JsonFields.of("the unknown value at `" + path + "`", content)
            .only("not_null", "prefix", "min_length", "max_length");
    return new Refinement(
        fields.flag("not_null"),
        fields.findString("prefix").orElse(""),
        fields.find("min_length").isPresent() ? fields.integer("min_length") : 0,
        fields.find("max_length").isPresent() ? fields.integer("max_length") : Integer.MAX_VALUE);
  }

  private static List<String> lines(String path, Json content) {
    return array(path, content).stream().map(line -> text(path, line)).toList();
  }

  private static List<Json> array(String path, Json content) {
    if (content instanceof Json.Arr(List<Json> items)) {
      return items;
    }
    throw new JsonException("what stands at `" + path + "` is not an array");
  }

  private static String text(String path, Json content) {
    if (content instanceof Json.Str(String s)) {
      return s;
    }
    throw new JsonException("what stands at `" + path + "` is not a string");
  }

  private static String quoted(String key) {
    return JsonWriter.compact(Json.str(key));
  }

  private static Json tag(String tag, Json content) {
    return new Json.Obj(Map.of(tag, content));
  }

  /** Returns the type that all values have, any if they differ. */
  private static Type common(List<Value> values) {
    Type common = values.isEmpty() ? Type.ANY : typeOf(values.getFirst());
    for (Value value : values) {
      if (!common.equals(typeOf(value))) {
        return Type.ANY;
      }
    }
    return common;
  }

  private static Type typeOf(Value value) {
    return switch (value) {
      case Value.Null _ -> Type.ANY;
      case Value.Bool _ -> Type.BOOL;
      case Value.Num _ -> Type.NUMBER;
      case Value.Str _ -> Type.STRING;
      case Value.Size _ -> Type.SIZE;
      case Value.Time _ -> Type.DURATION;
      case Value.ListOf(Type e, var _) -> new Type.ListOf(e);
      case Value.SetOf(Type e, var _) -> new Type.SetOf(e);
      case Value.Tuple(List<Value> items) ->
          new Type.Tuple(items.stream().map(ValueCodec::typeOf).toList());
      case Value.MapOf(Type e, var _) -> new Type.MapOf(e);
      case Value.Obj(Map<String, Value> fields) -> {
        Map<String, Type> types = new TreeMap<>();
        fields.forEach((name, v) -> types.put(name, typeOf(v)));
        yield Type.Obj.of(types);
      }
      case Value.Unknown(Type type, var _) -> type;
      case Value.Secret(Value inner) -> typeOf(inner);
    };
  }
}
