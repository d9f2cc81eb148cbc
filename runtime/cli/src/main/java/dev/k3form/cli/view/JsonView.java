package dev.k3form.cli.view;

import dev.k3form.cli.terminal.Terminal;
import dev.k3form.engine.apply.ApplyResult;
import dev.k3form.engine.event.ApplyEvent;
import dev.k3form.engine.plan.Change;
import dev.k3form.engine.plan.Mode;
import dev.k3form.engine.plan.Plan;
import dev.k3form.model.diagnostic.Diagnostic;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Shows a run as one JSON object a line, see {@code docs/json-output.md}.
 *
 * <p>Every line has {@code type}; the first is {@code version}. Secrets are never shown.
 */
public final class JsonView implements EventView {
  /** The version of the form. */
  public static final String FORMAT = "1.0";

  private final PrintStream out;
  private final JsonMapper mapper = JsonMapper.builder().build();

  /** Creates a view that prints to the terminal's standard output. */
  public JsonView(Terminal terminal, String version) {
    this.out = terminal.out();
    line("version", Map.of("k3form", version, "format_version", FORMAT));
  }

  private synchronized void line(String type, Map<String, ?> fields) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("type", type);
    all.putAll(fields);
    out.println(mapper.writeValueAsString(all));
    out.flush();
  }

  @Override
  public void plan(Plan plan) {
    plan.drift()
        .forEach(
            d ->
                line(
                    "resource_drift",
                    ordered(
                        "address", d.address().toString(),
                        "kind", d.kind().name().toLowerCase(Locale.ROOT),
                        "changed", d.changed().stream().map(Object::toString).toList())));
    for (Change change : plan.visibleChanges()) {
      line(
          "planned_change",
          ordered(
              "address", change.address().toString(),
              "action", action(change),
              "reasons",
                  change.about().reasons().stream()
                      .flatMap(r -> ReasonText.of(r).stream())
                      .toList(),
              "disruptions", change.about().disruptions().stream().map(d -> d.what()).toList(),
              "before", change.before().map(JsonValues::of).orElse(Map.of()),
              "after", change.after().map(JsonValues::of).orElse(Map.of()),
              "after_unknown", change.after().map(JsonValues::unknownPaths).orElse(List.of())));
    }
    var t = plan.tally();
    line(
        "change_summary",
        ordered(
            "create", t.create(),
            "update", t.update(),
            "replace", t.replace(),
            "destroy", t.delete(),
            "forget", t.forget(),
            "import", t.imported(),
            "move", t.move(),
            "empty", plan.isEmpty()));
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

  @Override
  public void result(ApplyResult result, Mode mode) {
    Map<String, Integer> done = new LinkedHashMap<>();
    result.done().forEach((action, n) -> done.put(action.text(), n));
    Map<String, Object> outputs = new LinkedHashMap<>();
    result.outputs().forEach((name, value) -> outputs.put(name, JsonValues.of(value)));
    line(
        "apply_summary",
        ordered(
            "complete", result.isComplete(),
            "interrupted", result.interrupted(),
            "done", done,
            "failed", result.failed(),
            "skipped", result.skipped(),
            "outputs", outputs));
  }

  @Override
  public void diagnostics(List<Diagnostic> diagnostics, DiagnosticsView text) {
    diagnostics.forEach(d -> line("diagnostic", Map.of("diagnostic", text.data(d))));
  }

  @Override
  public void say(String line) {}

  @Override
  public void accept(ApplyEvent event) {
    switch (event) {
      case ApplyEvent.PhaseStarted(var phase, int total) ->
          line("phase_start", ordered("phase", phase.text(), "total", total));
      case ApplyEvent.PhaseProgress p ->
          line(
              "phase_progress",
              ordered(
                  "phase", p.phase().text(),
                  "done", p.done(),
                  "total", p.total(),
                  "elapsed_ms", p.elapsed().toMillis()));
      case ApplyEvent.PhaseCompleted p ->
          line(
              "phase_complete",
              ordered(
                  "phase", p.phase().text(),
                  "done", p.done(),
                  "elapsed_ms", p.elapsed().toMillis()));
      case ApplyEvent.OperationStarted(var address, var action) ->
          line("apply_start", ordered("address", address.toString(), "action", action.text()));
      case ApplyEvent.OperationProgress p ->
          line(
              "apply_progress",
              ordered(
                  "address", p.address().toString(),
                  "action", p.action().text(),
                  "message", p.message(),
                  "elapsed_ms", p.elapsed().toMillis()));
      case ApplyEvent.OperationRetried r ->
          line(
              "apply_retry",
              ordered(
                  "address", r.address().toString(),
                  "action", r.action().text(),
                  "attempt", r.attempt(),
                  "delay_ms", r.delay().toMillis(),
                  "because", r.because()));
      case ApplyEvent.OperationCompleted(var address, var action, var elapsed) ->
          line(
              "apply_complete",
              ordered(
                  "address", address.toString(),
                  "action", action.text(),
                  "elapsed_ms", elapsed.toMillis()));
      case ApplyEvent.OperationFailed f ->
          line(
              "apply_errored",
              ordered(
                  "address", f.address().toString(),
                  "action", f.action().text(),
                  "elapsed_ms", f.elapsed().toMillis(),
                  "summary", f.diagnostic().summary()));
      case ApplyEvent.OperationSkipped(var address, var action, var why) ->
          line(
              "apply_skipped",
              ordered(
                  "address", address.toString(),
                  "action", action.text(),
                  "because",
                      switch (why) {
                        case ApplyEvent.Skip.Awaited(var other) -> other.toString();
                        case ApplyEvent.Skip.Interrupted _ -> "interrupted";
                        case ApplyEvent.Skip.Stopped _ -> "stopped";
                      }));
      case ApplyEvent.Interrupted(int level) -> line("interrupted", ordered("level", level));
      case ApplyEvent.Reported(var d) ->
          line("diagnostic", ordered("summary", d.summary(), "code", d.code().text()));
    }
  }

  private static Map<String, Object> ordered(Object... pairs) {
    Map<String, Object> out = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      out.put(String.valueOf(pairs[i]), pairs[i + 1]);
    }
    return out;
  }
}
