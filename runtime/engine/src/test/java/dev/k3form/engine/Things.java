package dev.k3form.engine;

import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Arguments of fake things. */
final class Things {
  private Things() {}

  static Map<String, Value> thing(String name, Object... more) {
    Map<String, Value> out = new HashMap<>();
    out.put("name", Value.str(name));
    for (int i = 0; i < more.length; i += 2) {
      Value value =
          switch (more[i + 1]) {
            case Value v -> v;
            case Integer n -> Value.num(n);
            case Object o -> Value.str(o.toString());
          };
      out.put(more[i].toString(), value);
    }
    return out;
  }

  static Value uses(Value... ids) {
    return new Value.ListOf(Type.STRING, List.of(ids));
  }

  /** b uses a's identifier, and c uses b's. */
  static Program chain(String sizeOfA) {
    return new Program()
        .add("fake_thing.a", thing("a", "size", Integer.parseInt(sizeOfA)))
        .add(
            "fake_thing.b",
            List.of("fake_thing.a"),
            s -> thing("b", "uses", uses(s.get("fake_thing.a", "id"))))
        .add(
            "fake_thing.c",
            List.of("fake_thing.b"),
            s -> thing("c", "uses", uses(s.get("fake_thing.b", "id"))))
        .output("url", s -> s.get("fake_thing.c", "url"));
  }
}
