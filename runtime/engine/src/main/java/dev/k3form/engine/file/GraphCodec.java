package dev.k3form.engine.file;

import dev.k3form.engine.plan.Action;
import dev.k3form.engine.plan.ExecutionGraph;
import dev.k3form.engine.plan.ExecutionGraph.Move;
import dev.k3form.engine.plan.ExecutionGraph.Waived;
import dev.k3form.engine.plan.Operation;
import dev.k3form.model.graph.ProviderRef;
import dev.k3form.state.json.Json;
import dev.k3form.state.json.JsonException;
import dev.k3form.state.json.JsonFields;
import java.util.Arrays;
import java.util.List;

/** Execution graphs as JSON. */
final class GraphCodec {
  private GraphCodec() {}

  static Json encode(ExecutionGraph graph) {
    return new Doc()
        .list(
            "moves", graph.moves(), m -> new Doc().text("from", m.from()).text("to", m.to()).end())
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

  static ExecutionGraph decode(Json json) {
    JsonFields in = JsonFields.of("the execution graph", json);
    return new ExecutionGraph(
        items(in, "moves").stream().map(GraphCodec::move).toList(),
        items(in, "operations").stream().map(GraphCodec::operation).toList(),
        items(in, "waived").stream().map(GraphCodec::waived).toList());
  }

  static List<Json> items(JsonFields in, String name) {
    return in.find(name).map(Paths::array).orElse(List.of());
  }

  private static Move move(Json json) {
    JsonFields in = JsonFields.of("the move", json);
    return new Move(Paths.address(in.string("from")), Paths.address(in.string("to")));
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
