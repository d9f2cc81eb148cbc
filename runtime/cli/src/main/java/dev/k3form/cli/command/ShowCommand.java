package dev.k3form.cli.command;

import dev.k3form.cli.ExitCode;
import dev.k3form.cli.project.Project;
import dev.k3form.cli.view.ApplyView;
import dev.k3form.cli.view.StateView;
import dev.k3form.engine.file.PlanCodec;
import dev.k3form.engine.file.PlanFile;
import dev.k3form.engine.file.SavedPlan;
import dev.k3form.model.value.Value;
import dev.k3form.state.State;
import dev.k3form.state.json.JsonWriter;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the state, or a saved plan. */
@Command(name = "show", description = "Show what the state knows, or a saved plan.")
final class ShowCommand extends ProjectCommand {
  @Option(names = "--json", description = "As one JSON object.")
  private boolean json;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write a saved plan as one page for a review. Secrets in it are masked.")
  private @Nullable Path html;

  @Parameters(
      arity = "0..1",
      paramLabel = "PLANFILE",
      description = "A plan that `k3form plan -out` saved.")
  private @Nullable Path planFile;

  @Override
  public Integer call() {
    Project project = project();
    if (planFile != null) {
      Path file = project.directory().resolve(planFile);
      SavedPlan saved = Project.guarded(() -> PlanFile.read(file, project.keys().sealer()));
      if (html != null) {
        Pages.write(project, saved.plan(), html);
      } else if (json) {
        terminal().out().print(JsonWriter.pretty(PlanCodec.redacting().encode(saved.plan())));
        terminal().out().flush();
      } else {
        view(false).plan(saved.plan());
      }
      return ExitCode.OK;
    }
    State state = project.state();
    StateView view = new StateView(terminal());
    if (json) {
      view.json(state);
      return ExitCode.OK;
    }
    state.resources().values().forEach(view::record);
    SortedMap<String, Value> outputs = new TreeMap<>();
    state.outputs().forEach((name, output) -> outputs.put(name, output.value()));
    new ApplyView(terminal()).outputs(outputs);
    if (state.isEmpty()) {
      terminal().out().println("The state is empty.");
    }
    return ExitCode.OK;
  }
}
