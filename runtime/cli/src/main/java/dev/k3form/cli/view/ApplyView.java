package dev.k3form.cli.view;

import dev.k3form.cli.terminal.Terminal;
import dev.k3form.engine.apply.ApplyResult;
import dev.k3form.engine.plan.Action;
import dev.k3form.engine.plan.Mode;
import dev.k3form.model.value.Value;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Shows what an apply came to. */
public final class ApplyView {
  private final PrintStream out;

  /** Creates a view. */
  public ApplyView(Terminal terminal) {
    this.out = terminal.out();
  }

  /** Shows the result. */
  public void show(ApplyResult result, Mode mode) {
    out.println();
    String what =
        switch (mode) {
          case NORMAL -> "Apply";
          case DESTROY -> "Destroy";
          case REFRESH_ONLY -> "Refresh";
        };
    String end =
        result.isComplete() ? "complete" : result.interrupted() ? "interrupted" : "not complete";
    boolean only = mode == Mode.REFRESH_ONLY && result.isComplete();
    out.println(
        what + " " + end + ": " + (only ? "the state is up to date" : counts(result)) + ".");
    if (!result.isComplete()) {
      out.println("What was done is recorded; the same command goes on from here.");
    }
    if (result.unsettled() > 0) {
      out.println("What came of what is not settled is not known; the next run finds out.");
    }
    if (mode != Mode.DESTROY) {
      outputs(result.outputs());
    }
  }

  /** Shows outputs, secrets masked. */
  public void outputs(Map<String, Value> outputs) {
    if (outputs.isEmpty()) {
      return;
    }
    out.println();
    out.println("Outputs:");
    int width = outputs.keySet().stream().mapToInt(String::length).max().orElse(0);
    outputs.forEach(
        (name, value) ->
            out.println(
                "  " + name + " ".repeat(width - name.length()) + " = " + ValueText.inline(value)));
  }

  private static String counts(ApplyResult result) {
    List<String> parts = new ArrayList<>();
    add(parts, result.count(Action.IMPORT), "imported");
    parts.add(result.count(Action.CREATE) + result.count(Action.RESUME) + " created");
    parts.add(result.count(Action.UPDATE) + " updated");
    parts.add(result.count(Action.DELETE) + result.count(Action.DELETE_DEPOSED) + " destroyed");
    add(parts, result.count(Action.FORGET), "forgotten");
    add(parts, result.failed(), "failed");
    add(parts, result.unsettled(), "not settled");
    add(parts, result.skipped(), "skipped");
    return String.join(", ", parts);
  }

  private static void add(List<String> parts, int n, String what) {
    if (n > 0) {
      parts.add(n + " " + what);
    }
  }
}
