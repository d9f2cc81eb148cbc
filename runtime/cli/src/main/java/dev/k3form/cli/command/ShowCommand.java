package dev.k3form.cli.command;

import dev.k3form.cli.ExitCode;
import dev.k3form.cli.view.ApplyView;
import dev.k3form.cli.view.StateView;
import dev.k3form.model.value.Value;
import dev.k3form.state.State;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the state. */
@Command(name = "show", description = "Show what the state knows; secrets are masked.")
final class ShowCommand extends ProjectCommand {
  @Option(names = "--json", description = "As one JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    State state = project().state();
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
