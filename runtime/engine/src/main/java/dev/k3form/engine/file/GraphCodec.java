package dev.k3form.engine.file;

import dev.k3form.engine.plan.Action;
import dev.k3form.engine.plan.ExecutionGraph;
import dev.k3form.engine.plan.ExecutionGraph.Move;
import dev.k3form.engine.plan.ExecutionGraph.Taken;
import dev.k3form.engine.plan.ExecutionGraph.Waived;
import dev.k3form.engine.plan.Operation;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.graph.ProviderRef;
import dev.k3form.model.value.Value;
import dev.k3form.state.codec.ValueCodec;
import dev.k3form.state.json.Json;
import dev.k3form.state.json.JsonException;
import dev.k3form.state.json.JsonFields;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Execution graphs as JSON. */
final class GraphCodec {
  private GraphCodec() {}

  static Json encode(ExecutionGraph graph, ChangeCodec changes) {
    return new Doc()
        .list("moves", graph.moves(), m -> move(m, changes))
        .list("operations", graph.operations(), GraphCodec::operation)
        .list(
            "waived",
            graph.waived(),
            w -> new Doc().text("deleted", w.deleted()).text("awaited", w.awaited()).end())
        .end();
  }

  private static Json operation(Operation o) {
    return new Doc()
        .number("id", o.id())
        .text("action", o.action().text())
        .text("address", o.address())
        .text("provider", o.provider())
        .textUnlessEmpty("deposed", o.deposed())
        .list("after", o.after(), before -> Json.num(before))
        .end();
  }

  private static Json move(Move move, ChangeCodec changes) {
    Doc out = new Doc().text("from", move.from()).text("to", move.to());
    move.taken().ifPresent(t -> out.put("taken", taken(t, changes.values(move.to()))));
    return out.end();
  }

  private static Json taken(Taken taken, ValueCodec values) {
    Doc deposed = new Doc();
    taken.deposed().forEach((id, v) -> deposed.put(id, values.encode("taken.deposed." + id, v)));
    Doc out =
        new Doc()
            .text("provider", taken.provider())
            .number("schema_version", taken.schemaVersion())
            .put("attributes", values.encode("taken", taken.attributes()));
    return taken.deposed().isEmpty() ? out.end() : out.put("deposed", deposed.end()).end();
  }

  static ExecutionGraph decode(Json json, ChangeCodec changes) {
    JsonFields in = JsonFields.of("the execution graph", json);
    return new ExecutionGraph(
        items(in, "moves").stream().map(m -> move(m, changes)).toList(),
        items(in, "operations").stream().map(GraphCodec::operation).toList(),
        items(in, "waived").stream().map(GraphCodec::waived).toList());
  }

  static List<Json> items(JsonFields in, String name) {
    return in.find(name).map(Paths::array).orElse(List.of());
  }

  private static Move move(Json json, ChangeCodec changes) {
    JsonFields in = JsonFields.of("the move", json);
    ResourceAddress to = Paths.address(in.string("to"));
    return new Move(
        Paths.address(in.string("from")),
        to,
        in.find("taken").map(t -> taken(t, changes.values(to))));
  }

  private static Taken taken(Json json, ValueCodec values) {
    JsonFields in = JsonFields.of("what is taken over", json);
    SortedMap<String, Value.Obj> deposed = new TreeMap<>();
    if (in.find("deposed").isPresent()) {
      new JsonFields("the deposed objects", in.object("deposed"))
          .fields()
          .forEach((id, v) -> deposed.put(id, object(values.decode("taken.deposed." + id, v))));
    }
    return new Taken(
        ProviderRef.parse(in.string("provider")),
        (int) in.number("schema_version"),
        object(values.decode("taken", in.any("attributes"))),
        deposed);
  }

  private static Value.Obj object(Value value) {
    if (value instanceof Value.Obj o) {
      return o;
    }
    throw new JsonException("attributes are no object");
  }

  private static Waived waived(Json json) {
    JsonFields in = JsonFields.of("the waived wish", json);
    return new Waived(Paths.address(in.string("deleted")), Paths.address(in.string("awaited")));
  }

  private static Operation operation(Json json) {
    JsonFields in = JsonFields.of("the operation", json);
    return new Operation(
        (int) in.number("id"),
        action(in.string("action")),
        Paths.address(in.string("address")),
        ProviderRef.parse(in.string("provider")),
        in.findString("deposed").orElse(""),
        items(in, "after").stream()
            .map(
                i -> {
                  if (i instanceof Json.Num(var n)) {
                    return n.intValue();
                  }
                  throw new JsonException("an operation waits for what is no operation");
                })
            .toList());
  }

  private static Action action(String text) {
    return Arrays.stream(Action.values())
        .filter(a -> a.text().equals(text))
        .findFirst()
        .orElseThrow(() -> new JsonException("`" + text + "` is no action"));
  }
}
