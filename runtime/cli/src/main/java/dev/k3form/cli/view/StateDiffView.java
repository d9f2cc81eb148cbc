package dev.k3form.cli.view;

import dev.k3form.cli.terminal.Terminal;
import dev.k3form.state.history.StateDifference;
import java.io.PrintStream;
import java.util.List;

/** Shows how records differ between two snapshots, secrets as marks of their seals. */
public final class StateDiffView {
  private final PrintStream out;
  private final Paint paint;

  /** Creates a view. */
  public StateDiffView(Terminal terminal) {
    this.out = terminal.out();
    this.paint = new Paint(terminal.colour());
  }

  /** Shows the records one after another. */
  public void show(List<StateDifference> differences) {
    for (StateDifference difference : differences) {
      char mark = difference.before().isEmpty() ? '+' : difference.after().isEmpty() ? '-' : '~';
      out.println(paint.mark(mark, mark + " " + difference.address()));
      List<LineDiff.Line> lines =
          LineDiff.of(text(difference.before(), mark), text(difference.after(), mark));
      for (LineDiff.Line line : lines) {
        if (line.mark() != '@') {
          out.println(paint.mark(line.mark(), (line.mark() + " " + line.text()).stripTrailing()));
        }
      }
      out.println();
    }
  }

  /** Leaves out the first line of a record, which is its address. */
  private static String text(List<String> lines, char mark) {
    boolean titled = !lines.isEmpty() && !lines.getFirst().contains(" = ");
    List<String> shown = titled ? lines.subList(1, lines.size()) : lines;
    return shown.isEmpty() && mark == '~' ? "" : String.join("\n", shown);
  }
}
