package dev.k3form.cli.view;

import static dev.k3form.cli.view.JsonView.ordered;

import dev.k3form.engine.plan.About;
import dev.k3form.engine.plan.Change;
import dev.k3form.engine.plan.Drift;
import dev.k3form.engine.plan.OutputChange;
import dev.k3form.model.graph.CheckOutcome;
import dev.k3form.model.graph.Deferred;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a plan as fields of JSON lines, secrets masked.
 *
 * <p>The names are those of {@code docs/json-events.schema.json}; what does not belong to a change
 * is left out.
 */
final class JsonPlan {
  private JsonPlan() {}

  static Map<String, @Nullable Object> of(Drift drift) {
    Map<String, @Nullable Object> out =
        ordered(
            "address", drift.address().toString(),
            "kind", drift.kind().name().toLowerCase(Locale.ROOT),
            "changed", drift.changed().stream().map(Object::toString).toList(),
            "before", JsonValues.of(drift.before()));
    drift.after().ifPresent(after -> out.put("after", JsonValues.of(after)));
    return out;
  }

  static Map<String, @Nullable Object> of(Change change) {
    About about = change.about();
    Map<String, @Nullable Object> out =
        ordered(
            "address", change.address().toString(),
            "action", action(change));
    if (change instanceof Change.DeleteDeposed deposed) {
      out.put("deposed", deposed.id());
    }
    about.movedFrom().ifPresent(from -> out.put("moved_from", from.toString()));
    about.importId().ifPresent(id -> out.put("import_id", id));
    about
        .group()
        .ifPresent(
            g ->
                out.put(
                    "rollout_group",
                    ordered("name", g.name(), "max_unavailable", g.maxUnavailable())));
    out.put("reasons", about.reasons().stream().flatMap(r -> ReasonText.of(r).stream()).toList());
    out.put("disruptions", about.disruptions().stream().map(d -> d.what()).toList());
    out.put("before", change.before().map(JsonValues::of).orElse(Map.of()));
    out.put("after", change.after().map(JsonValues::of).orElse(Map.of()));
    out.put("after_unknown", change.after().map(JsonValues::unknownPaths).orElse(List.of()));
    return out;
  }

  /** A field that is left out is not there; one that is null is not known before apply. */
  static Map<String, @Nullable Object> of(OutputChange output) {
    Map<String, @Nullable Object> out = ordered("name", output.name());
    output.before().ifPresent(before -> out.put("before", JsonValues.of(before)));
    output.after().ifPresent(after -> out.put("after", JsonValues.of(after)));
    out.put("after_unknown", output.after().map(JsonValues::unknownPaths).orElse(List.of()));
    return out;
  }

  static Map<String, @Nullable Object> of(Deferred deferred) {
    return ordered(
        "resource", deferred.resource().toString(), "because", deferred.reason().summary());
  }

  static Map<String, @Nullable Object> of(CheckOutcome check) {
    Map<String, @Nullable Object> out =
        ordered("name", check.name(), "status", check.status().name().toLowerCase(Locale.ROOT));
    check.diagnostic().ifPresent(d -> out.put("message", PlanView.reason(d)));
    return out;
  }

  private static String action(Change change) {
    return switch (change) {
      case Change.Create _ -> "create";
      case Change.Resume _ -> "resume";
      case Change.Update _ -> "update";
      case Change.Replace r ->
          r.order() == Change.Replace.Order.DELETE_FIRST ? "delete_create" : "create_delete";
      case Change.Delete _, Change.DeleteDeposed _ -> "delete";
      case Change.Forget _ -> "forget";
      case Change.Read _ -> "read";
      case Change.NoOp _ -> "no-op";
    };
  }
}
