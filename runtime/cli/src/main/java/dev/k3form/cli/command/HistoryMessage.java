package dev.k3form.cli.command;

import dev.k3form.engine.plan.Change;
import dev.k3form.engine.plan.Mode;
import dev.k3form.engine.plan.Plan;
import java.util.List;

/**
 * What the history of a store says of an apply: the counts on the first line, then what happens to
 * which address. A store in git makes it the message of the commit.
 */
final class HistoryMessage {
  private static final int MOST = 100;

  private HistoryMessage() {}

  static String of(Plan plan) {
    var tally = plan.tally();
    StringBuilder first = new StringBuilder(verb(plan.mode())).append(':');
    count(first, tally.create(), "create");
    count(first, tally.update(), "update");
    count(first, tally.replace(), "replace");
    count(first, tally.delete(), "destroy");
    count(first, tally.forget(), "forget");
    count(first, tally.imported(), "import");
    count(first, tally.move(), "move");
    if (first.charAt(first.length() - 1) == ':') {
      first.append(" outputs and records");
    } else {
      first.setLength(first.length() - 1);
    }
    List<Change> changes = plan.visibleChanges();
    StringBuilder out = first.append('\n');
    changes.stream()
        .limit(MOST)
        .forEach(c -> out.append('\n').append(mark(c)).append(' ').append(c.address()));
    if (changes.size() > MOST) {
      out.append("\nand ").append(changes.size() - MOST).append(" more");
    }
    return out.toString().strip();
  }

  private static String verb(Mode mode) {
    return switch (mode) {
      case NORMAL -> "apply";
      case DESTROY -> "destroy";
      case REFRESH_ONLY -> "refresh";
    };
  }

  private static void count(StringBuilder out, int n, String what) {
    if (n > 0) {
      out.append(' ').append(n).append(" to ").append(what).append(',');
    }
  }

  private static String mark(Change change) {
    return switch (change) {
      case Change.Create _, Change.Resume _ -> "+";
      case Change.Update _ -> "~";
      case Change.Replace _ -> "-/+";
      case Change.Delete _, Change.DeleteDeposed _ -> "-";
      case Change.Forget _ -> "forget";
      case Change.Read _ -> "<=";
      case Change.NoOp _ -> "=";
    };
  }
}
