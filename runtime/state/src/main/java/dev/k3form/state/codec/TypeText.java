package dev.k3form.state.codec;

import dev.k3form.model.address.Quoted;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import dev.k3form.state.json.Json;
import dev.k3form.state.json.JsonException;
import dev.k3form.state.json.JsonReader;
import dev.k3form.state.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The text of a type inside a file: the language's own form, with the default of an optional
 * attribute as JSON ({@code object({a=optional(string,"x")})}) and without spaces.
 */
final class TypeText {
  private final String text;
  private int at;

  private TypeText(String text) {
    this.text = text;
  }

  /** Returns the text of a type. */
  static String write(Type type) {
    return switch (type) {
      case Type.Primitive p -> p.toString();
      case Type.OneOf(List<String> choices) ->
          "oneof(" + String.join(",", choices.stream().map(TypeText::quote).toList()) + ")";
      case Type.ListOf(Type e) -> "list(" + write(e) + ")";
      case Type.SetOf(Type e) -> "set(" + write(e) + ")";
      case Type.MapOf(Type e) -> "map(" + write(e) + ")";
      case Type.Tuple(List<Type> types) ->
          "tuple([" + String.join(",", types.stream().map(TypeText::write).toList()) + "])";
      case Type.Obj(var fields) ->
          "object({"
              + String.join(
                  ",",
                  fields.entrySet().stream()
                      .map(e -> name(e.getKey()) + "=" + write(e.getValue()))
                      .toList())
              + "})";
    };
  }

  private static String write(Type.Field field) {
    if (!field.optional()) {
      return write(field.type());
    }
    return "optional("
        + write(field.type())
        + field
            .defaultValue()
            .map(v -> "," + JsonWriter.compact(ValueCodec.plain().encode("", v)))
            .orElse("")
        + ")";
  }

  private static String quote(String s) {
    return JsonWriter.compact(Json.str(s));
  }

  private static String name(String name) {
    return name.matches("[\\p{L}_][\\p{L}\\p{N}_-]*") ? name : quote(name);
  }

  /** Reads the text of a type. */
  static Type read(String text) {
    TypeText reader = new TypeText(text);
    Type type = reader.type();
    if (reader.at != text.length()) {
      throw reader.bad();
    }
    return type;
  }

  private Type type() {
    String word = word();
    return switch (word) {
      case "string" -> Type.STRING;
      case "number" -> Type.NUMBER;
      case "bool" -> Type.BOOL;
      case "size" -> Type.SIZE;
      case "duration" -> Type.DURATION;
      case "any" -> Type.ANY;
      case "list", "set", "map" -> {
        expect("(");
        Type element = type();
        expect(")");
        yield word.equals("list")
            ? new Type.ListOf(element)
            : word.equals("set") ? new Type.SetOf(element) : new Type.MapOf(element);
      }
      case "oneof" -> {
        expect("(");
        List<String> choices = new ArrayList<>();
        while (!accept(")")) {
          choices.add(string());
          accept(",");
        }
        yield new Type.OneOf(choices);
      }
      case "tuple" -> {
        expect("([");
        List<Type> types = new ArrayList<>();
        while (!accept("])")) {
          types.add(type());
          accept(",");
        }
        yield new Type.Tuple(types);
      }
      case "object" -> {
        expect("({");
        SortedMap<String, Type.Field> fields = new TreeMap<>();
        while (!accept("})")) {
          String name = text.startsWith("\"", at) ? string() : word();
          expect("=");
          fields.put(name, field());
          accept(",");
        }
        yield new Type.Obj(fields);
      }
      default -> throw bad();
    };
  }

  private Type.Field field() {
    if (!accept("optional(")) {
      return Type.Field.required(type());
    }
    Type type = type();
    Optional<Value> standard = Optional.empty();
    if (accept(",")) {
      standard = Optional.of(ValueCodec.plain().decode("", JsonReader.read(balanced())));
    }
    expect(")");
    return new Type.Field(type, true, standard);
  }

  /** Takes JSON text up to the bracket that closes what surrounds it. */
  private String balanced() {
    int start = at;
    int depth = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"') {
        string();
        continue;
      }
      if (depth == 0 && c == ')') {
        return text.substring(start, at);
      }
      depth += c == '[' || c == '{' || c == '(' ? 1 : c == ']' || c == '}' || c == ')' ? -1 : 0;
      at++;
    }
    throw bad();
  }

  private String string() {
    int start = at;
    if (!accept("\"")) {
      throw bad();
    }
    while (at < text.length() && text.charAt(at) != '"') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    at++;
    if (at > text.length()
        || !(JsonReader.read(text.substring(start, at)) instanceof Json.Str(String s))) {
      throw bad();
    }
    return s;
  }

  private String word() {
    int start = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || "_-".indexOf(text.charAt(at)) >= 0)) {
      at++;
    }
    return text.substring(start, at);
  }

  private boolean accept(String token) {
    boolean there = text.startsWith(token, at);
    at += there ? token.length() : 0;
    return there;
  }

  private void expect(String token) {
    if (!accept(token)) {
      throw bad();
    }
  }

  private JsonException bad() {
    return new JsonException(
        "`" + Quoted.quote(text) + "` is not a type, at character " + (at + 1));
  }
}
