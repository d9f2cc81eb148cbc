package dev.k3form.frontend.function;

import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads CSV as RFC 4180 has it: quoted fields may hold commas, newlines and doubled quotes. */
final class Csv {
  private Csv() {}

  static Value decode(Arguments a, String text) {
    List<List<String>> rows = rows(a, text);
    if (rows.isEmpty()) {
      throw a.failed("the text has no first row");
    }
    List<String> names = rows.getFirst();
    if (new HashSet<>(names).size() != names.size()) {
      throw a.failed("the first row has a name twice");
    }
    List<Value> out = new ArrayList<>();
    for (int r = 1; r < rows.size(); r++) {
      List<String> row = rows.get(r);
      if (row.size() != names.size()) {
        throw a.failed(
            "row %d has another number of fields, %d, than the first, %d"
                .formatted(r + 1, row.size(), names.size()));
      }
      Map<String, Value> fields = new TreeMap<>();
      for (int i = 0; i < names.size(); i++) {
        fields.put(names.get(i), Value.str(row.get(i)));
      }
      out.add(Value.Obj.of(fields));
    }
    Map<String, Type.Field> fields = new TreeMap<>();
    names.forEach(n -> fields.put(n, new Type.Field(Type.STRING, false, Optional.empty())));
    return new Value.ListOf(new Type.Obj(new TreeMap<>(fields)), out);
  }

  private static List<List<String>> rows(Arguments a, String text) {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    boolean any = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted) {
        if (c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
          field.append('"');
          i++;
        } else if (c == '"') {
          quoted = false;
          if (i + 1 < text.length() && ",\r\n".indexOf(text.charAt(i + 1)) < 0) {
            throw a.failed("a quoted field goes on after its quotes");
          }
        } else {
          field.append(c);
        }
      } else if (c == '"' && field.isEmpty()) {
        quoted = true;
        any = true;
      } else if (c == '"') {
        throw a.failed("a quote stands within a field that has none around it");
      } else if (c == ',') {
        row.add(field.toString());
        field.setLength(0);
        any = true;
      } else if (c == '\n') {
        if (any || !field.isEmpty()) {
          row.add(field.toString());
          rows.add(row);
        }
        row = new ArrayList<>();
        field.setLength(0);
        any = false;
      } else if (c != '\r' || (i + 1 < text.length() && text.charAt(i + 1) != '\n')) {
        field.append(c);
      }
    }
    if (quoted) {
      throw a.failed("a quoted field does not end");
    }
    if (any || !field.isEmpty()) {
      row.add(field.toString());
      rows.add(row);
    }
    return rows;
  }
}
