package dev.k3form.state.merge;

import dev.k3form.model.address.Quoted;
import dev.k3form.state.codec.StateDocument;
import dev.k3form.state.json.Json;
import dev.k3form.state.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * A state as text for people, one attribute per line with its whole path: what {@code git diff} and
 * {@code git log -p} show by way of a textconv.
 *
 * <p>A secret shows as a short mark of its seal. The mark changes when the secret does and tells
 * nothing else, so no key is needed and nothing is revealed on screens and in review tools.
 */
public final class StateText {
  private final StringBuilder out = new StringBuilder();

  private StateText() {}

  /** Returns the text of a state. */
  public static String of(StateDocument document) {
    StateText text = new StateText();
    document.conflicts().forEach((address, json) -> text.block("conflict " + address, json));
    document.outputs().forEach((name, json) -> text.value("output " + name, json, ""));
    document.resources().forEach(text::block);
    return text.out.toString();
  }

  private void block(String title, Json json) {
    out.append(title).append('\n');
    if (json instanceof Json.Obj(Map<String, Json> fields)) {
      fields.forEach(
          (name, field) -> {
            boolean attributes = name.equals("attributes");
            if (attributes && field instanceof Json.Obj(Map<String, Json> inner)) {
              inner.forEach((key, value) -> value(key, value, "  "));
            } else {
              value("@" + name, field, "  ");
            }
          });
    }
  }

  private void value(String path, Json json, String indent) {
    switch (json) {
      case Json.Null _, Json.Bool _, Json.Num _ -> line(path, JsonWriter.compact(json), indent);
      case Json.Str(String s) -> line(path, Quoted.quote(s), indent);
      case Json.Arr(List<Json> items) -> items(path, items, indent);
      case Json.Obj(Map<String, Json> fields) -> {
        String tag = fields.size() == 1 ? fields.keySet().iterator().next() : "";
        if (tag.startsWith("$") && !tag.startsWith("$$")) {
          tagged(path, tag, fields.values().iterator().next(), indent);
        } else if (fields.isEmpty()) {
          line(path, "{}", indent);
        } else {
          fields.forEach((k, v) -> value(path + "." + k, v, indent));
        }
      }
    }
  }

  private void tagged(String path, String tag, Json content, String indent) {
    switch (content) {
      case Json.Str(String s) when tag.equals("$sealed") ->
          line(path, "(secret " + mark(s) + ")", indent);
      case Json.Str(String s) -> line(path, s, indent);
      case Json.Arr(List<Json> items) when tag.equals("$lines") -> {
        out.append(indent).append(path).append(" =\n");
        items.forEach(
            item ->
                out.append(indent)
                    .append("  | ")
                    .append(item instanceof Json.Str(String s) ? s : "")
                    .append('\n'));
      }
      case Json.Obj(Map<String, Json> entries) when !entries.isEmpty() ->
          entries.forEach((k, v) -> value(path + "[" + Quoted.quote(k) + "]", v, indent));
      case Json _ -> value(path, content, indent);
    }
  }

  private void items(String path, List<Json> items, String indent) {
    if (items.isEmpty()) {
      line(path, "[]", indent);
    }
    for (int i = 0; i < items.size(); i++) {
      value(path + "[" + i + "]", items.get(i), indent);
    }
  }

  private void line(String path, String text, String indent) {
    out.append(indent).append(path).append(" = ").append(text).append('\n');
  }

  private static String mark(String seal) {
    CRC32C crc = new CRC32C();
    crc.update(seal.getBytes(StandardCharsets.UTF_8));
    return "%08x".formatted(crc.getValue());
  }
}
