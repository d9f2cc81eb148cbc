package dev.k3form.cli.view;

import dev.k3form.engine.apply.ApplyResult;
import dev.k3form.engine.event.ApplyEvent;
import dev.k3form.engine.plan.Mode;
import dev.k3form.engine.plan.Plan;
import dev.k3form.model.diagnostic.Diagnostic;
import java.util.List;
import java.util.function.Consumer;

/** How a run is shown, to people or to programs. */
public interface EventView extends Consumer<ApplyEvent> {
  /** Shows a plan. */
  void plan(Plan plan);

  /** Shows the end of an apply. */
  void result(ApplyResult result, Mode mode);

  /** Shows warnings and errors. */
  void diagnostics(List<Diagnostic> diagnostics, DiagnosticsView text);

  /** Shows that the state's lock, or the store that it is in, is waited for. */
  void waiting();

  /** Shows a line of information that only people need. */
  void say(String line);
}
