package dev.k3form.cli.command;

import dev.k3form.cli.ExitCode;
import dev.k3form.cli.project.Compilation;
import dev.k3form.cli.project.Compiled;
import dev.k3form.cli.project.Project;
import dev.k3form.cli.view.DiagnosticsView;
import dev.k3form.cli.view.EventView;
import dev.k3form.engine.recover.Recovery;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.state.store.StateSession;
import dev.k3form.state.store.UnfinishedRun;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Settles what an earlier run was cut off in; plan and apply do it by themselves. */
@Command(
    name = "recover",
    description = "Settle what an earlier run was cut off in; plan and apply do it too.")
final class RecoverCommand extends ProjectCommand {
  private static final Set<String> OF_THE_JOURNAL = Set.of("K3-0710", "K3-0711", "K3-0715");

  @Mixin private VariableOptions variables;
  @Mixin private StateOptions state;

  @Option(names = "--json", description = "As one JSON object.")
  private boolean json;

  private boolean salvaged;

  @Override
  public Integer call() {
    Project project = project();
    EventView view = beside(json);
    Compiled compiled = Compilation.of(project, variables.variables(), variables.files(), view);
    StateSession session = session(project);
    try (Run run = Run.open(project, compiled, session, view)) {
      if (!json) {
        session.unfinishedRun().ifPresent(this::show);
      }
      List<Recovery.Settled> settled = Project.guarded(() -> run.engine().recover());
      if (!json) {
        show(settled);
      }
      run.commit("recover");
      List<Diagnostic> problems = settled.stream().flatMap(s -> s.problem().stream()).toList();
      if (json) {
        print(session.unfinishedRun(), settled, problems.stream().map(run.diagnostics()::data));
      }
      view.diagnostics(problems, run.diagnostics());
      return problems.isEmpty() ? ExitCode.OK : ExitCode.ERROR;
    }
  }

  /** Opens the state; one that is refused because of its journal, by what can be used of that. */
  private StateSession session(Project project) {
    try {
      return project.lock("recover", state.lockTimeout());
    } catch (CommandFailure e) {
      boolean salvageable =
          e.diagnostics().stream().anyMatch(d -> OF_THE_JOURNAL.contains(d.code().text()));
      if (!salvageable) {
        throw e;
      }
      DiagnosticsView.of(terminal()).print(e.diagnostics());
      salvaged = true;
      if (!json) {
        terminal().out().println("Using what of the journal can be used; a copy of it is kept.");
      }
      return project.salvage("recover", state.lockTimeout());
    }
  }

  private void show(List<Recovery.Settled> settled) {
    settled.forEach(
        s ->
            terminal()
                .out()
                .println(s.intent().intent().address() + ": " + word(s.fate()).replace('_', ' ')));
    if (settled.isEmpty()) {
      terminal().out().println("Nothing is open: every operation has its outcome recorded.");
    }
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private void print(
      Optional<UnfinishedRun> earlier, List<Recovery.Settled> settled, Stream<?> problems) {
    Map<String, Object> fields = new HashMap<>();
    fields.put("diagnostics", problems.toList());
    earlier.ifPresent(
        run ->
            fields.put(
                "unfinished_run",
                new TreeMap<>(
                    Map.of(
                        "operation", run.operation(),
                        "ended", run.ended(),
                        "entries", run.entries(),
                        "torn_bytes", run.tornBytes(),
                        "left_out", run.leftOut()))));
    fields.put("salvaged", salvaged);
    fields.put(
        "settled",
        settled.stream()
            .map(
                s ->
                    new TreeMap<>(
                        Map.of(
                            "address", s.intent().intent().address().toString(),
                            "operation", word(s.intent().intent().operation()),
                            "fate", word(s.fate()))))
            .toList());
    JsonOutput.print(terminal(), fields);
  }

  private void show(UnfinishedRun run) {
    var out = terminal().out();
    out.println(
        "An earlier "
            + run.operation()
            + (run.ended() ? " ended" : " was cut off")
            + " before the state file was written; "
            + run.entries()
            + " entries are in its journal.");
    if (run.tornBytes() > 0) {
      out.println(run.tornBytes() + " bytes of an entry that was never completed are dropped.");
    }
    if (!run.leftOut().isEmpty()) {
      out.println("The journal was not believed about: " + String.join(", ", run.leftOut()) + ".");
      out.println("Of these the state file counts; see what is really there: k3form plan");
    }
  }
}
