package dev.k3form.cli.view;

import dev.k3form.cli.terminal.Terminal;
import dev.k3form.engine.apply.ApplyResult;
import dev.k3form.engine.event.ApplyEvent;
import dev.k3form.engine.plan.Mode;
import dev.k3form.engine.plan.Plan;
import dev.k3form.model.diagnostic.Diagnostic;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Shows a run as one JSON object a line, see {@code docs/json-output.md}.
 *
 * <p>Every line has {@code type}; the first is {@code version}. Secrets are never shown.
 */
public final class JsonView implements EventView {
  /** The version of the form. */
  public static final String FORMAT = "1.0";

  private final Terminal terminal;
  private final PrintStream out;
  private final JsonMapper mapper = JsonMapper.builder().build();

  private JsonView(Terminal terminal) {
    this.terminal = terminal;
    this.out = terminal.out();
  }

  /** Creates a view that prints to the terminal's standard output, and begins. */
  public JsonView(Terminal terminal, String version) {
    this(terminal);
    line("version", ordered("k3form", version, "format_version", FORMAT));
  }

  /** Returns a view of what another one has begun. */
  public static JsonView going(Terminal terminal) {
    return new JsonView(terminal);
  }

  private synchronized void line(String type, Map<String, ?> fields) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("type", type);
    all.putAll(fields);
    out.println(mapper.writeValueAsString(all));
    out.flush();
  }

  @Override
  public void plan(Plan plan) {
    plan.drift().forEach(d -> line("resource_drift", JsonPlan.of(d)));
    plan.visibleChanges().forEach(c -> line("planned_change", JsonPlan.of(c)));
    plan.outputs().stream()
        .filter(o -> !o.isNoOp())
        .forEach(o -> line("output_change", JsonPlan.of(o)));
    plan.deferred().forEach(d -> line("deferred", JsonPlan.of(d)));
    plan.checks().forEach(c -> line("check", JsonPlan.of(c)));
    var t = plan.tally();
    line(
        "change_summary",
        ordered(
            "mode", plan.mode().name().toLowerCase(Locale.ROOT).replace('_', '-'),
            "create", t.create(),
            "update", t.update(),
            "replace", t.replace(),
            "destroy", t.delete(),
            "forget", t.forget(),
            "import", t.imported(),
            "move", t.move(),
            "read", t.read(),
            "deferred", plan.deferred().size(),
            "empty", plan.isEmpty()));
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
            "unsettled", result.unsettled(),
            "outputs", outputs));
  }

  @Override
  public void diagnostics(List<Diagnostic> diagnostics, DiagnosticsView text) {
    diagnostics.forEach(d -> line("diagnostic", Map.of("diagnostic", text.data(d))));
  }

  @Override
  public void waiting() {
    line("lock_wait", Map.of());
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
                  "code", f.diagnostic().code().text(),
                  "summary", f.diagnostic().summary()));
      case ApplyEvent.OperationUnsettled(var address, var action, var elapsed) ->
          line(
              "apply_unsettled",
              ordered(
                  "address", address.toString(),
                  "action", action.text(),
                  "elapsed_ms", elapsed.toMillis()));
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
                        case ApplyEvent.Skip.Refused _ -> "refused";
                        case ApplyEvent.Skip.Stopped _ -> "stopped";
                      }));
      case ApplyEvent.Interrupted(int level) -> line("interrupted", ordered("level", level));
      case ApplyEvent.Reported(var d) -> diagnostics(List.of(d), DiagnosticsView.of(terminal));
    }
  }

  static Map<String, @Nullable Object> ordered(@Nullable Object... pairs) {
    Map<String, @Nullable Object> out = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      out.put(String.valueOf(pairs[i]), pairs[i + 1]);
    }
    return out;
  }
}
