package dev.k3form.cli.view;

import dev.k3form.cli.terminal.Terminal;
import dev.k3form.engine.apply.ApplyResult;
import dev.k3form.engine.event.ApplyEvent;
import dev.k3form.engine.event.Phase;
import dev.k3form.engine.plan.Action;
import dev.k3form.engine.plan.Mode;
import dev.k3form.engine.plan.Plan;
import dev.k3form.frontend.text.Printable;
import dev.k3form.model.diagnostic.Diagnostic;
import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Shows what happens, a line for each thing that a person waits for. What takes long says so ever
 * less often where it goes to a log: after 10 s, 20 s, 40 s, then once a minute.
 */
public final class ProgressView implements EventView {
  private static final Duration QUIET = Duration.ofSeconds(10);
  private static final Duration FIRST = Duration.ofSeconds(1);

  /** A person who watches is told at once; a log is not filled with it. */
  private static final Duration SOON = Duration.ofMillis(200);

  private static final Duration BETWEEN = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final Terminal terminal;
  private final PrintStream out;
  private final Paint paint;
  private final Map<String, Said> said = new HashMap<>();

  /** What was said last, when, and how long the silence after it may last. */
  private record Said(String message, Duration at, Duration silence) {
    boolean isOver(Duration elapsed) {
      return elapsed.minus(at).compareTo(silence) >= 0;
    }
  }

  /** Creates a view that prints to the terminal's standard output. */
  public ProgressView(Terminal terminal) {
    this.terminal = terminal;
    this.out = terminal.out();
    this.paint = new Paint(terminal.colour());
  }

  @Override
  public void plan(Plan plan) {
    new PlanView(terminal).show(plan);
  }

  @Override
  public void result(ApplyResult result, Mode mode) {
    new ApplyView(terminal).show(result, mode);
  }

  @Override
  public void diagnostics(List<Diagnostic> diagnostics, DiagnosticsView text) {
    text.print(diagnostics);
  }

  @Override
  public void waiting() {
    terminal.err().println("Waiting for the state: its lock, or the store that it is in ...");
  }

  @Override
  public void say(String line) {
    out.println(line);
  }

  @Override
  public synchronized void accept(ApplyEvent event) {
    switch (event) {
      case ApplyEvent.PhaseStarted _, ApplyEvent.PhaseCompleted _ -> {}
      case ApplyEvent.PhaseProgress p -> phase(p);
      case ApplyEvent.OperationStarted(var address, var action) -> {
        if (action.isWork()) {
          out.println(address + ": " + doing(action) + " …");
        }
      }
      case ApplyEvent.OperationProgress p -> progress(p);
      case ApplyEvent.OperationRetried r ->
          out.println(
              r.address()
                  + ": trying again in "
                  + seconds(r.delay())
                  + " (attempt "
                  + r.attempt()
                  + "): "
                  + Printable.of(r.because()));
      case ApplyEvent.OperationCompleted(var address, var action, var elapsed) -> {
        if (action.isWork()) {
          out.println(
              paint.green(address + ": " + finished(action)) + " [" + seconds(elapsed) + "]");
        }
      }
      case ApplyEvent.OperationFailed f -> {
        out.println(
            paint.red(f.address() + ": " + failed(f.action())) + " [" + seconds(f.elapsed()) + "]");
      }
      case ApplyEvent.OperationSkipped(var address, var _, ApplyEvent.Skip.Awaited(var other)) ->
          out.println(address + ": skipped, " + other + " is not done");
      case ApplyEvent.OperationSkipped(var address, var _, ApplyEvent.Skip.Refused _) ->
          out.println(address + ": not begun");
      case ApplyEvent.OperationUnsettled u ->
          out.println(
              paint.red(u.address() + ": " + doing(u.action()) + ", outcome not recorded")
                  + " ["
                  + seconds(u.elapsed())
                  + "]");
      case ApplyEvent.OperationSkipped _ -> {} // the end of the run says how many
      case ApplyEvent.Interrupted(int level) ->
          out.println(
              level == 1
                  ? "Interrupted: what runs is finished, nothing more is begun.\n"
                      + "Interrupt again to stop at once; nothing is lost either way."
                  : "Interrupted again: stopping now. What was begun is settled by the next run.");
      case ApplyEvent.Reported(var diagnostic) -> DiagnosticsView.of(terminal).print(diagnostic);
    }
    out.flush();
  }

  /** While operations run, their own lines are enough. */
  private void phase(ApplyEvent.PhaseProgress p) {
    if (p.phase() == Phase.APPLY) {
      return;
    }
    String key = p.phase().text();
    Said last = said.get(key);
    Duration first = terminal.interactive() ? SOON : FIRST;
    if (last == null ? p.elapsed().compareTo(first) >= 0 : last.isOver(p.elapsed())) {
      said.put(key, new Said("", p.elapsed(), last == null ? BETWEEN : after(last.silence())));
      String count = p.total() > 0 ? " " + p.done() + " of " + p.total() : "";
      out.println(paint.dim(key + count + " [" + seconds(p.elapsed()) + "]"));
    }
  }

  private void progress(ApplyEvent.OperationProgress p) {
    String key = p.address() + "/" + p.action();
    Said last = said.get(key);
    boolean news = !p.message().isEmpty() && (last == null || !last.message().equals(p.message()));
    boolean quietLong = last == null ? p.elapsed().compareTo(QUIET) >= 0 : last.isOver(p.elapsed());
    if (news || quietLong) {
      Duration silence = last == null || news ? QUIET : after(last.silence());
      said.put(key, new Said(p.message(), p.elapsed(), silence));
      String what =
          p.message().isEmpty() ? "still " + doing(p.action()) : Printable.of(p.message());
      out.println(paint.dim(p.address() + ": " + what + " [" + seconds(p.elapsed()) + "]"));
    }
  }

  private Duration after(Duration silence) {
    Duration twice = silence.multipliedBy(2);
    return terminal.interactive() ? silence : twice.compareTo(LONGEST) > 0 ? LONGEST : twice;
  }

  private static String seconds(Duration d) {
    long tenths = (d.toMillis() + 50) / 100;
    return d.toMillis() < 10_000 ? tenths / 10 + "." + tenths % 10 + "s" : d.toSeconds() + "s";
  }

  private static String doing(Action action) {
    return switch (action) {
      case IMPORT -> "importing";
      case CREATE -> "creating";
      case RESUME -> "finishing its creation";
      case UPDATE -> "updating";
      case DELETE -> "destroying";
      case DELETE_DEPOSED -> "destroying the replaced object";
      case READ -> "reading";
      case GATE -> "waiting until it serves";
      case RECORD -> "recording";
      case FORGET -> "forgetting";
      case PASS -> "passing";
    };
  }

  private static String failed(Action action) {
    return action == Action.GATE ? "does not serve" : doing(action) + " failed";
  }

  private static String finished(Action action) {
    return switch (action) {
      case IMPORT -> "imported";
      case CREATE, RESUME -> "created";
      case UPDATE -> "updated";
      case DELETE -> "destroyed";
      case DELETE_DEPOSED -> "replaced object destroyed";
      case READ -> "read";
      case GATE -> "serves";
      case RECORD -> "recorded";
      case FORGET -> "forgotten";
      case PASS -> "unchanged";
    };
  }
}
