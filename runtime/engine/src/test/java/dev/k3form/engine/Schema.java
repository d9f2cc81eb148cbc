package dev.k3form.engine;

import dev.k3form.state.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * As much of JSON Schema as the documents of this repository use.
 *
 * <p>Keywords that it does not know are refused, so that no schema says what nobody checks.
 */
final class Schema {
  private final Map<String, Json> definitions;
  private final List<String> problems = new ArrayList<>();

  private Schema(Map<String, Json> definitions) {
    this.definitions = definitions;
  }

  /** Returns where a document is not as its schema says. */
  static List<String> problems(Json schema, Json document) {
    Schema check = new Schema(object(field(object(schema), "$defs")));
    check.check("$", object(schema), document);
    return check.problems;
  }

  private static Map<String, Json> object(Json json) {
    if (json instanceof Json.Obj(Map<String, Json> fields)) {
      return fields;
    }
    throw new IllegalArgumentException("not an object: " + json);
  }

  private static Json field(Map<String, Json> fields, String name) {
    Json found = fields.get(name);
    if (found == null) {
      throw new IllegalArgumentException("no " + name);
    }
    return found;
  }

  private static String text(Json json) {
    if (json instanceof Json.Str(String text)) {
      return text;
    }
    throw new IllegalArgumentException("not a text: " + json);
  }

  private static List<Json> items(Json json) {
    if (json instanceof Json.Arr(List<Json> items)) {
      return items;
    }
    throw new IllegalArgumentException("not an array: " + json);
  }

  private void check(String at, Map<String, Json> schema, Json value) {
    schema.forEach((keyword, rule) -> check(at, schema, keyword, rule, value));
  }

  private void check(String at, Map<String, Json> schema, String keyword, Json rule, Json value) {
    switch (keyword) {
      case "$ref" ->
          check(at, object(field(definitions, text(rule).replace("#/$defs/", ""))), value);
      case "type" -> expect(isOf(text(rule), value), at, "is no " + text(rule));
      case "const" -> expect(rule.equals(value), at, "is not " + rule);
      case "enum" -> expect(items(rule).contains(value), at, "is none of " + rule);
      case "pattern" ->
          expect(
              value instanceof Json.Str(String s) && s.matches(text(rule)), at, "has another form");
      case "items" -> {
        List<Json> all = items(value);
        for (int i = 0; i < all.size(); i++) {
          check(at + "[" + i + "]", object(rule), all.get(i));
        }
      }
      case "required" ->
          items(rule)
              .forEach(n -> expect(object(value).containsKey(text(n)), at, "lacks " + text(n)));
      case "properties" ->
          object(rule)
              .forEach(
                  (name, inner) -> {
                    Json found = object(value).get(name);
                    if (found != null) {
                      check(at + "." + name, object(inner), found);
                    }
                  });
      case "additionalProperties" -> additional(at, schema, rule, value);
      case "anyOf" ->
          expect(
              items(rule).stream().anyMatch(option -> fits(object(option), value)),
              at,
              "fits none of the forms");
      case "$schema", "title", "description", "$defs" -> {}
      default -> throw new IllegalArgumentException("unknown keyword " + keyword);
    }
  }

  private boolean fits(Map<String, Json> option, Json value) {
    Schema inner = new Schema(definitions);
    inner.check("", option, value);
    return inner.problems.isEmpty();
  }

  private void additional(String at, Map<String, Json> schema, Json rule, Json value) {
    Json known = schema.get("properties");
    object(value)
        .forEach(
            (name, found) -> {
              if (known != null && object(known).containsKey(name)) {
                return;
              }
              if (rule instanceof Json.Bool(boolean allowed)) {
                expect(allowed, at, "has a field " + name);
              } else {
                check(at + "." + name, object(rule), found);
              }
            });
  }

  private static boolean isOf(String type, Json value) {
    return switch (type) {
      case "object" -> value instanceof Json.Obj;
      case "array" -> value instanceof Json.Arr;
      case "string" -> value instanceof Json.Str;
      case "boolean" -> value instanceof Json.Bool;
      case "integer" -> value instanceof Json.Num(var n) && n.stripTrailingZeros().scale() <= 0;
      default -> throw new IllegalArgumentException("unknown type " + type);
    };
  }

  private void expect(boolean holds, String at, String otherwise) {
    if (!holds) {
      problems.add(at + " " + otherwise);
    }
  }
}
