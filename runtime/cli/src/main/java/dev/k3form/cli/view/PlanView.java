package dev.k3form.cli.view;

import dev.k3form.cli.terminal.Terminal;
import dev.k3form.engine.plan.Change;
import dev.k3form.engine.plan.Drift;
import dev.k3form.engine.plan.Mode;
import dev.k3form.engine.plan.OutputChange;
import dev.k3form.engine.plan.Plan;
import dev.k3form.engine.plan.Tally;
import dev.k3form.frontend.text.Printable;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.graph.CheckOutcome;
import dev.k3form.model.graph.Deferred;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import dev.k3form.spi.plan.Planned;
import java.io.BufferedWriter;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Shows a plan so that it reads like a review: what, why, and what it disrupts. */
public final class PlanView {
  private final PrintWriter out;
  private final Paint paint;

  /** Creates a view. */
  public PlanView(Terminal terminal) {
    // A plan of many thousand lines is not written line by line.
    this.out =
        new PrintWriter(
            new BufferedWriter(
                new OutputStreamWriter(terminal.out(), StandardCharsets.UTF_8), 1 << 16));
    this.paint = new Paint(terminal.colour());
  }

  /** Shows a plan. */
  public void show(Plan plan) {
    drift(plan);
    List<Change> changes = plan.visibleChanges();
    if (!changes.isEmpty()) {
      out.println();
      out.println(
          plan.mode() == Mode.DESTROY
              ? "k3form will destroy:"
              : "k3form will perform these actions:");
    }
    // Thousands of them are written side by side, and printed in order.
    changes.parallelStream().map(this::change).toList().forEach(out::print);
    outputs(plan);
    deferred(plan);
    checks(plan);
    out.println();
    out.println(summary(plan));
    out.flush();
  }

  private void drift(Plan plan) {
    List<Drift> shown = plan.drift().stream().filter(d -> d.kind() != Drift.Kind.COMPUTED).toList();
    if (shown.isEmpty()) {
      return;
    }
    out.println();
    out.println("Changed outside of k3form since the last apply:");
    for (Drift d : shown) {
      out.println();
      if (d.after().isEmpty()) {
        out.println(head('-', d.address().toString(), "is gone"));
        continue;
      }
      out.println(head('~', d.address().toString(), "was changed"));
      print(ValueDiff.changed(d.before(), d.after().get()));
    }
  }

  private String change(Change change) {
    StringBuilder out = new StringBuilder("\n");
    String address = change.address().toString();
    String mark = mark(change);
    out.append(
            mark.length() == 1
                ? head(mark.charAt(0), address, what(change))
                : replaceHead(mark, address, what(change)))
        .append('\n');
    change.about().movedFrom().ifPresent(from -> detail(out, Printable.of(moved(from, change))));
    change.about().importId().ifPresent(id -> detail(out, "imported as " + Printable.of(id)));
    ReasonText.all(change.about().reasons())
        .forEach(r -> detail(out, "because " + Printable.of(r)));
    for (Planned.Disruption d : change.about().disruptions()) {
      detail(out, paint.bold("disrupts: ") + Printable.of(disruption(d)));
    }
    change
        .about()
        .group()
        .ifPresent(
            g ->
                detail(
                    out,
                    "rollout: "
                        + Printable.of(g.name())
                        + ", at most "
                        + g.maxUnavailable()
                        + " at the same time"));
    return text(lines(change), out).toString();
  }

  private static void detail(StringBuilder out, String text) {
    out.append("    ").append(text).append('\n');
  }

  /** Says where the object was known before. */
  static String moved(ResourceAddress from, Change change) {
    return from.type().equals(change.address().type())
        ? "moved from " + from
        : "taken over from " + from + ", which is of another type";
  }

  /** Returns the mark before a change. */
  static String mark(Change change) {
    return switch (change) {
      case Change.Create _, Change.Resume _ -> "+";
      case Change.Update _ -> "~";
      case Change.Replace r -> r.order() == Change.Replace.Order.DELETE_FIRST ? "-/+" : "+/-";
      case Change.Delete _, Change.DeleteDeposed _ -> "-";
      case Change.Forget _, Change.Read _, Change.NoOp _ -> " ";
    };
  }

  /** Says what becomes of the object. */
  static String what(Change change) {
    return switch (change) {
      case Change.Create _ -> "will be created";
      case Change.Resume _ -> "its creation will be finished";
      case Change.Update _ -> "will be updated in place";
      case Change.Replace r ->
          r.order() == Change.Replace.Order.DELETE_FIRST
              ? "will be destroyed and created anew"
              : "will be created anew, then the old one destroyed";
      case Change.Delete _ -> "will be destroyed";
      case Change.DeleteDeposed d -> "the replaced object " + d.id() + " will be destroyed";
      case Change.Forget _ -> "will be forgotten; the object stays as it is";
      case Change.Read _ -> "will be read during apply";
      case Change.NoOp _ -> "stays as it is";
    };
  }

  /** Says what a change disturbs. */
  static String disruption(Planned.Disruption d) {
    return switch (d.effect()) {
      case UPDATE, RELOAD, RESTART, REPLACE ->
          d.what().contains(" ")
              ? d.what()
              : d.what() + " needs a " + d.effect().name().toLowerCase(Locale.ROOT);
    };
  }

  /** Returns the attributes that a change is about. */
  static List<ValueDiff.Line> lines(Change change) {
    return switch (change) {
      case Change.Create c -> ValueDiff.created(c.planned());
      case Change.Read r -> ValueDiff.created(r.planned());
      case Change.Resume c -> ValueDiff.changed(c.found(), c.planned());
      case Change.Update c -> ValueDiff.changed(c.prior(), c.planned());
      case Change.Replace c -> ValueDiff.changed(c.prior(), c.planned());
      case Change.Delete _, Change.DeleteDeposed _, Change.Forget _, Change.NoOp _ -> List.of();
    };
  }

  private void outputs(Plan plan) {
    List<OutputChange> changed = plan.outputs().stream().filter(o -> !o.isNoOp()).toList();
    if (changed.isEmpty()) {
      return;
    }
    out.println();
    out.println("Outputs:");
    for (OutputChange o : changed) {
      print(
          ValueDiff.changed(
              Value.Obj.of(Map.of(o.name(), o.before().orElse(Values.NULL))),
              Value.Obj.of(Map.of(o.name(), o.after().orElse(Values.NULL)))));
    }
  }

  private void deferred(Plan plan) {
    if (plan.deferred().isEmpty()) {
      return;
    }
    out.println();
    out.println("Still open, planned once this is applied:");
    for (Deferred d : plan.deferred()) {
      out.println("  " + Printable.of(d.resource() + ": " + d.reason().summary()));
    }
  }

  private void checks(Plan plan) {
    List<CheckOutcome> failed =
        plan.checks().stream().filter(c -> c.status() == CheckOutcome.Status.FAILED).toList();
    if (failed.isEmpty()) {
      return;
    }
    out.println();
    out.println("Checks that do not hold:");
    for (CheckOutcome c : failed) {
      out.println(
          "  " + Printable.of(c.name() + c.diagnostic().map(d -> ": " + reason(d)).orElse("")));
    }
  }

  static String reason(Diagnostic problem) {
    return problem.primaryLabel().isEmpty() ? problem.summary() : problem.primaryLabel();
  }

  private String head(char mark, String address, String what) {
    return paint.mark(mark, mark + " " + paint.bold(Printable.of(address))) + "  " + what;
  }

  private String replaceHead(String mark, String address, String what) {
    return paint.red(mark) + " " + paint.bold(Printable.of(address)) + "  " + what;
  }

  private void print(List<ValueDiff.Line> lines) {
    out.print(text(lines, new StringBuilder()));
  }

  private StringBuilder text(List<ValueDiff.Line> lines, StringBuilder out) {
    for (ValueDiff.Line line : lines) {
      String text = "    ".repeat(line.depth() + 1) + line.mark() + " " + line.text();
      out.append(paint.mark(line.mark(), text.stripTrailing())).append('\n');
    }
    return out;
  }

  /** Returns the last line. */
  public static String summary(Plan plan) {
    if (plan.isEmpty()) {
      return switch (plan.mode()) {
        case DESTROY -> "Nothing to destroy.";
        case REFRESH_ONLY -> "Nothing to do: what is there is as it is recorded.";
        case NORMAL -> "Nothing to do: what is there matches the configuration.";
      };
    }
    Tally t = plan.tally();
    List<String> parts = new ArrayList<>();
    count(parts, t.imported(), "to import");
    count(parts, t.create(), "to create");
    count(parts, t.update(), "to update");
    count(parts, t.replace(), "to replace");
    count(parts, t.delete(), "to destroy");
    count(parts, t.forget(), "to forget");
    count(parts, t.move(), "to move");
    count(parts, t.read(), "to read");
    if (parts.isEmpty()) {
      boolean quiet = plan.outputs().stream().allMatch(OutputChange::isNoOp);
      String rest = quiet ? "nothing that can be planned yet" : "outputs to change";
      parts.add(plan.mode() == Mode.REFRESH_ONLY ? "the state to bring up to date" : rest);
    }
    return "Plan: " + String.join(", ", parts) + ".";
  }

  private static void count(List<String> parts, int n, String what) {
    if (n > 0) {
      parts.add(n + " " + what);
    }
  }
}
