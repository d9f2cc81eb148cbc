package dev.k3form.cli.command;

import dev.k3form.cli.project.Compiled;
import dev.k3form.cli.project.Project;
import dev.k3form.cli.project.WorkspaceSelection;
import dev.k3form.cli.terminal.Signals;
import dev.k3form.cli.terminal.Terminal;
import dev.k3form.cli.view.DiagnosticsView;
import dev.k3form.cli.view.EventView;
import dev.k3form.engine.Engine;
import dev.k3form.engine.event.ApplyEvent;
import dev.k3form.engine.plan.Plan;
import dev.k3form.engine.planning.PlanOptions;
import dev.k3form.engine.provider.Interruption;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.state.StateException;
import dev.k3form.state.store.StateSession;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One command's work with the engine: holds the state's lock and the engine, listens to signals,
 * and turns what goes wrong into failures of the command.
 */
final class Run implements AutoCloseable {
  private final Compiled compiled;
  private final StateSession session;
  private final Engine engine;
  private final EventView view;
  private final DiagnosticsView diagnostics;
  private final Interruption interruption;

  private Run(
      Compiled compiled,
      StateSession session,
      Engine engine,
      EventView view,
      DiagnosticsView diagnostics,
      Interruption interruption) {
    this.compiled = compiled;
    this.session = session;
    this.engine = engine;
    this.view = view;
    this.diagnostics = diagnostics;
    this.interruption = interruption;
  }

  /** Takes the lock and prepares the engine; contacts nobody. */
  static Run open(
      Project project, Compiled compiled, String operation, Duration lockTimeout, EventView view) {
    boolean begun = project.isWorkspaceBegun();
    StateSession session = project.lock(operation, lockTimeout, view::waiting);
    if (!begun) {
      session.close();
      throw new CommandFailure(unknownWorkspace(project));
    }
    return open(project, compiled, session, view);
  }

  /** Going on would make everything once more, under a name that may be mistyped. */
  private static Diagnostic unknownWorkspace(Project project) {
    String name = project.location().workspace();
    return Diagnostic.error("K3-0836", "there is no workspace `" + name + "`")
        .note(
            project.selection().isFixed()
                ? "`" + WorkspaceSelection.VARIABLE + "` names it."
                : "It was selected in this clone, and its state is not there.")
        .help("see what there is:\n  k3form workspace list")
        .help("begin it:\n  k3form workspace new " + name)
        .build();
  }

  /** Prepares the engine on a state that is locked already; closing the run unlocks it. */
  static Run open(Project project, Compiled compiled, StateSession session, EventView view) {
    DiagnosticsView diagnostics = DiagnosticsView.of(project.terminal()).with(compiled.sources());
    Interruption interruption = new Interruption();
    Engine engine =
        Engine.open(
            compiled.configuration(),
            project.catalog(),
            project.directory(),
            session,
            view,
            interruption);
    session.listen(d -> view.accept(new ApplyEvent.Reported(d)));
    Signals.onStop(interruption::interrupt);
    return new Run(compiled, session, engine, view, diagnostics, interruption);
  }

  /**
   * Asks the user; empty at the end of input and when the user interrupts instead of answering.
   *
   * <p>Nothing can end a read of the terminal, so that a thread of its own is left in it.
   */
  Optional<String> ask(Terminal terminal, String question) {
    CompletableFuture<Optional<String>> answer = new CompletableFuture<>();
    try (var _ =
        interruption.listen(
            _ -> {
              terminal.out().println();
              answer.complete(Optional.empty());
            })) {
      if (interruption.isStopping()) {
        return Optional.empty();
      }
      Thread.ofPlatform()
          .daemon()
          .name("question")
          .start(
              () -> {
                try {
                  answer.complete(terminal.ask(question));
                } catch (IOException e) {
                  answer.complete(Optional.empty());
                }
              });
      return answer.join();
    }
  }

  /** Plans; a plan with errors is a failure of the command. */
  Engine.Planned plan(PlanOptions options, EventView view) {
    return checked(Project.guarded(() -> engine.plan(options)), view);
  }

  /** Takes up a saved plan; one that does not fit any more is a failure of the command. */
  Engine.Planned load(Plan plan, String file, EventView view) {
    return checked(Project.guarded(() -> engine.load(plan, file)), view);
  }

  private Engine.Planned checked(Engine.Planned planned, EventView view) {
    Plan plan = planned.plan();
    if (plan.hasErrors()) {
      throw new CommandFailure(plan.diagnostics(), compiled.sources());
    }
    view.diagnostics(plan.diagnostics().stream().filter(d -> !d.isError()).toList(), diagnostics);
    return planned;
  }

  Engine engine() {
    return engine;
  }

  StateSession session() {
    return session;
  }

  Compiled compiled() {
    return compiled;
  }

  DiagnosticsView diagnostics() {
    return diagnostics;
  }

  /** Makes the snapshot say what a crash left in the journal, and what reading has settled. */
  void commit(String message) {
    Project.guarded(
        () -> {
          session.commit(message);
          return session;
        });
  }

  @Override
  public void close() {
    try {
      engine.close();
    } finally {
      try {
        session.close();
      } catch (StateException e) {
        view.diagnostics(List.of(e.diagnostic()), diagnostics);
      }
    }
  }
}
