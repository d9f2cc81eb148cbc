package dev.k3form.cli.view;

import dev.k3form.cli.terminal.Terminal;
import dev.k3form.engine.plan.ExecutionGraph;
import java.util.List;
import java.util.Locale;

/** Shows the steps of an apply as they are decided, with what each waits for. */
public final class ExecutionView {
  private final Terminal terminal;

  /** Creates a view. */
  public ExecutionView(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Prints a graph. */
  public void print(ExecutionGraph graph) {
    graph.moves().forEach(m -> line("move " + m.from() + " to " + m.to()));
    graph
        .operations()
        .forEach(
            o ->
                line(
                    o.id()
                        + " "
                        + o.action().name().toLowerCase(Locale.ROOT)
                        + " "
                        + o.address()
                        + (o.deposed().isEmpty() ? "" : " (" + o.deposed() + ")")
                        + " by "
                        + o.provider()
                        + after(o.after())));
    graph
        .waived()
        .forEach(w -> line("deletion of " + w.deleted() + " does not wait for " + w.awaited()));
  }

  private static String after(List<Integer> ids) {
    return ids.isEmpty()
        ? ""
        : " after " + String.join(", ", ids.stream().map(String::valueOf).toList());
  }

  private void line(String text) {
    terminal.out().println(text);
  }
}
