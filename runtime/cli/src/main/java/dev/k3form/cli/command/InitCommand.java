package dev.k3form.cli.command;

import dev.k3form.cli.ExitCode;
import dev.k3form.cli.project.Project;
import dev.k3form.cli.project.StoreChoice;
import dev.k3form.cli.terminal.OwnCommand;
import dev.k3form.cli.terminal.Terminal;
import dev.k3form.state.git.GitSetup;
import java.util.List;
import picocli.CommandLine.Command;

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
  @Override
  public Integer call() {
    Project project = project();
    Terminal terminal = terminal();
    StoreChoice choice = project.choice();
    if (!project.keys().exist()) {
      Project.guardedRun(() -> project.keys().init());
      say("Made k3form.state.key, which keeps the secrets of the state sealed.");
      say("Commit it together with k3form.state.recipients; `k3form keys add` lets");
      say("others in.");
    }
    GitSetup setup = new GitSetup(project.directory(), OwnCommand.text(terminal));
    List<String> done = Project.guarded(setup::install);
    done.stream()
        .filter(line -> !line.startsWith("git config"))
        .forEach(line -> say("Added what git must know to " + line.replaceAll(":.*", "") + "."));
    if (done.stream().anyMatch(line -> line.startsWith("git config"))) {
      say("Installed the merge driver and the textconv of state files in this clone.");
    }
    if (!choice.type().equals(StoreChoice.LOCAL_TYPE)) {
      Project.guardedRun(() -> project.store().exists());
      say("State is kept in " + choice + ".");
    }
    say("This directory is ready: `k3form plan` shows what would be done.");
    return ExitCode.OK;
  }

  private void say(String line) {
    terminal().out().println(line);
  }
}
