package dev.k3form.cli.view;

import static dev.k3form.cli.view.graph.SvgDrawing.escaped;

import dev.k3form.cli.view.graph.Picture;
import dev.k3form.cli.view.graph.SvgDrawing;
import dev.k3form.engine.plan.Change;
import dev.k3form.engine.plan.Drift;
import dev.k3form.engine.plan.OutputChange;
import dev.k3form.engine.plan.Plan;
import dev.k3form.frontend.text.Printable;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.graph.CheckOutcome;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import java.util.List;
import java.util.Map;

/**
 * A plan as one HTML page for a review: no script, no picture or style from elsewhere, secrets
 * masked, and every text from the configuration or a machine escaped.
 */
public final class PlanPage {
  /** More changes are folded up, so that one can see them all; the browser unfolds one. */
  private static final int MOST_OPEN = 100;

  /** A drawing of more boxes is no help. */
  private static final int MOST_BOXES = 200;

  private static final String STYLE =
      """
      :root{color-scheme:light dark}
      body{font:15px/1.45 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#222;overflow-wrap:anywhere}
      h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}
      details{border:1px solid #ccc;border-left-width:6px;border-radius:4px;margin:.5rem 0;padding:.4rem .7rem;content-visibility:auto;contain-intrinsic-size:auto 2.4rem}
      summary{cursor:pointer;font-family:ui-monospace,monospace}summary b{font-weight:600}
      summary span{font-family:system-ui,sans-serif;color:#555}
      .create{border-left-color:#1a7f37}.update{border-left-color:#bc6c00}
      .replace,.delete{border-left-color:#c5221f}.other{border-left-color:#777}
      ul{margin:.4rem 0;padding-left:1.3rem}.disrupts{color:#9a4d00;font-weight:600}
      pre{font:13px/1.4 ui-monospace,monospace;overflow:auto;background:#f6f8fa;padding:.6rem;margin:.4rem 0}
      .p{color:#1a7f37}.m{color:#c5221f}.t{color:#9a4d00}.picture{overflow:auto}
      footer{margin-top:3rem;color:#777;font-size:.85rem}
      @media(prefers-color-scheme:dark){body{background:#16181c;color:#ddd}pre{background:#22252b}
      summary span,footer{color:#999}.p{color:#5bd67a}.m{color:#ff7b72}.t{color:#e3a04b}}
      """;

  private final StringBuilder out = new StringBuilder();
  private boolean open = true;

  private PlanPage() {}

  /**
   * Returns the page of a plan.
   *
   * @param title what the plan is of, such as the directory's name
   */
  public static String of(Plan plan, String title) {
    PlanPage page = new PlanPage();
    page.write(plan, title);
    return page.out.toString();
  }

  private void write(Plan plan, String title) {
    line("<!doctype html>");
    line("<html lang=\"en\"><head><meta charset=\"utf-8\">");
    line(
        "<meta http-equiv=\"Content-Security-Policy\""
            + " content=\"default-src 'none'; style-src 'unsafe-inline'\">");
    line("<meta name=\"viewport\" content=\"width=device-width\">");
    line("<title>Plan of " + escaped(title) + "</title>");
    line("<style>\n" + STYLE + "</style></head><body>");
    line("<h1>Plan of " + escaped(title) + "</h1>");
    line("<p>" + escaped(PlanView.summary(plan)) + "</p>");
    problems(plan);
    List<Change> changes = plan.visibleChanges();
    open = changes.size() + plan.drift().size() <= MOST_OPEN;
    drift(plan);
    if (!changes.isEmpty()) {
      line("<h2>Actions</h2>");
      changes.forEach(this::change);
    }
    outputs(plan);
    if (!plan.deferred().isEmpty()) {
      line("<h2>Still open, planned once this is applied</h2><ul>");
      plan.deferred()
          .forEach(
              d ->
                  line(
                      "<li><code>"
                          + escaped(Printable.of(d.resource().toString()))
                          + "</code>: "
                          + escaped(d.reason().summary())
                          + "</li>"));
      line("</ul>");
    }
    Picture picture = Picture.of(plan);
    if (!picture.arrows().isEmpty() && picture.boxes().size() <= MOST_BOXES) {
      line("<h2>What depends on what</h2><div class=\"picture\">");
      out.append(SvgDrawing.of(picture));
      line("</div>");
    }
    line("<footer>Made by k3form. Secrets are not shown.</footer></body></html>");
  }

  private void problems(Plan plan) {
    List<Diagnostic> failed =
        plan.checks().stream()
            .filter(c -> c.status() == CheckOutcome.Status.FAILED)
            .flatMap(c -> c.diagnostic().stream())
            .toList();
    if (plan.diagnostics().isEmpty() && failed.isEmpty()) {
      return;
    }
    line("<h2>To be noted</h2><ul>");
    plan.diagnostics().forEach(this::problem);
    failed.forEach(this::problem);
    line("</ul>");
  }

  private void problem(Diagnostic d) {
    String label = d.primaryLabel().isEmpty() ? "" : " (" + d.primaryLabel() + ")";
    item(d.code().text() + ": " + d.summary() + label);
  }

  private void drift(Plan plan) {
    List<Drift> shown = plan.drift().stream().filter(d -> d.kind() != Drift.Kind.COMPUTED).toList();
    if (shown.isEmpty()) {
      return;
    }
    line("<h2>Changed outside of k3form since the last apply</h2>");
    for (Drift d : shown) {
      String what = d.after().isPresent() ? "was changed" : "is gone";
      head("other", "~", d.address().toString(), what);
      d.after().ifPresent(after -> diff(ValueDiff.changed(d.before(), after)));
      line("</details>");
    }
  }

  private void change(Change change) {
    head(style(change), PlanView.mark(change), change.address().toString(), PlanView.what(change));
    line("<ul>");
    change.about().movedFrom().ifPresent(from -> item(PlanView.moved(from, change)));
    change.about().importId().ifPresent(id -> item("imported as " + id));
    ReasonText.all(change.about().reasons()).forEach(r -> item("because " + r));
    change
        .about()
        .disruptions()
        .forEach(
            d ->
                line(
                    "<li class=\"disrupts\">disrupts: "
                        + escaped(Printable.of(PlanView.disruption(d)))
                        + "</li>"));
    change
        .about()
        .group()
        .ifPresent(
            g -> item("rollout: " + g.name() + ", at most " + g.maxUnavailable() + " at a time"));
    line("</ul>");
    diff(PlanView.lines(change));
    line("</details>");
  }

  private static String style(Change change) {
    return switch (change) {
      case Change.Create _, Change.Resume _ -> "create";
      case Change.Update _ -> "update";
      case Change.Replace _ -> "replace";
      case Change.Delete _, Change.DeleteDeposed _ -> "delete";
      case Change.Forget _, Change.Read _, Change.NoOp _ -> "other";
    };
  }

  private void head(String style, String mark, String address, String what) {
    line(
        "<details class=\"%s\"%s><summary>%s <b>%s</b> <span>%s</span></summary>"
            .formatted(
                style,
                open ? " open" : "",
                escaped(mark),
                escaped(Printable.of(address)),
                escaped(what)));
  }

  private void item(String text) {
    line("<li>" + escaped(Printable.of(text)) + "</li>");
  }

  private void outputs(Plan plan) {
    List<OutputChange> changed = plan.outputs().stream().filter(o -> !o.isNoOp()).toList();
    if (changed.isEmpty()) {
      return;
    }
    line("<h2>Outputs</h2>");
    for (OutputChange o : changed) {
      diff(
          ValueDiff.changed(
              Value.Obj.of(Map.of(o.name(), o.before().orElse(Values.NULL))),
              Value.Obj.of(Map.of(o.name(), o.after().orElse(Values.NULL)))));
    }
  }

  private void diff(List<ValueDiff.Line> lines) {
    if (lines.isEmpty()) {
      return;
    }
    out.append("<pre>");
    for (ValueDiff.Line l : lines) {
      String style =
          switch (l.mark()) {
            case '+' -> "p";
            case '-' -> "m";
            case '~' -> "t";
            default -> "";
          };
      String text = "    ".repeat(l.depth()) + l.mark() + " " + l.text();
      out.append(
          style.isEmpty()
              ? escaped(text)
              : "<span class=\"" + style + "\">" + escaped(text) + "</span>");
      out.append('\n');
    }
    line("</pre>");
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
