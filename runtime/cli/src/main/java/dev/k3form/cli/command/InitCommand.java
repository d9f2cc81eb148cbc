package dev.k3form.cli.command;

import dev.k3form.cli.ExitCode;
import dev.k3form.cli.project.Project;
import dev.k3form.cli.project.StoreChoice;
import dev.k3form.cli.terminal.OwnCommand;
import dev.k3form.cli.terminal.Terminal;
import dev.k3form.state.git.GitSetup;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prepares a directory: the key of the state's secrets, what git must know, the store. */
@Command(
    name = "init",
    description = "Prepare this directory: the key of its secrets, and what git must know.",
    footer = {
      "",
      "May be run any number of times; every clone needs it once, since the merge",
      "driver is a setting that git does not carry over."
    })
final class InitCommand extends ProjectCommand {
  @Option(names = "--json", description = "As one JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    Project project = project();
    Terminal terminal = terminal();
    StoreChoice choice = project.choice();
    boolean key = !project.keys().exist();
    if (key) {
      Project.guardedRun(() -> project.keys().init());
      say("Made k3form.state.key, which keeps the secrets of the state sealed.");
      say("Commit it together with k3form.state.recipients; `k3form keys add` lets");
      say("others in.");
    }
    GitSetup setup = new GitSetup(project.directory(), OwnCommand.text(terminal));
    List<String> done = Project.guarded(setup::install);
    List<String> files =
        done.stream()
            .filter(line -> !line.startsWith("git config"))
            .map(line -> line.replaceAll(":.*", ""))
            .toList();
    files.forEach(file -> say("Added what git must know to " + file + "."));
    boolean driver = files.size() < done.size();
    if (driver) {
      say("Installed the merge driver and the textconv of state files in this clone.");
    }
    if (!choice.type().equals(StoreChoice.LOCAL_TYPE)) {
      Project.guardedRun(() -> project.store().exists());
      say("State is kept in " + choice + ".");
    }
    if (json) {
      JsonOutput.print(
          terminal,
          Map.of(
              "key_made", key,
              "files_changed", files,
              "merge_driver_installed", driver,
              "store", choice.type(),
              "workspace", project.location().workspace()));
    }
    say("This directory is ready: `k3form plan` shows what would be done.");
    return ExitCode.OK;
  }

  private void say(String line) {
    if (!json) {
      terminal().out().println(line);
    }
  }
}
