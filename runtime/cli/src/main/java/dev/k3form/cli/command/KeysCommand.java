package dev.k3form.cli.command;

import dev.k3form.cli.ExitCode;
import dev.k3form.cli.project.Project;
import dev.k3form.state.keys.KeyMember;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Who may open the secrets of the state. */
@Command(
    name = "keys",
    description = "Say and change who may open the secrets of the state.",
    subcommands = {KeysCommand.ListMembers.class, KeysCommand.Add.class})
final class KeysCommand extends ProjectCommand {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(terminal().out());
    return ExitCode.OK;
  }

  /** {@code keys list}. */
  @Command(name = "list", description = "List who may open the secrets.")
  static final class ListMembers implements Callable<Integer> {
    @ParentCommand private KeysCommand parent;

    @Override
    public Integer call() {
      Project project = parent.project();
      List<KeyMember> members = Project.guarded(() -> project.keys().list());
      members.forEach(
          m -> parent.terminal().out().println((m.recipient() + "  " + m.name()).strip()));
      return ExitCode.OK;
    }
  }

  /** {@code keys add}. */
  @Command(name = "add", description = "Let somebody open the secrets.")
  static final class Add implements Callable<Integer> {
    @ParentCommand private KeysCommand parent;

    @Parameters(
        paramLabel = "RECIPIENT",
        description = "An age1… recipient or an ssh-ed25519 public key.")
    private String recipient;

    @Option(names = "--name", defaultValue = "", description = "Whose it is.")
    private String name;

    @Override
    public Integer call() {
      Project project = parent.project();
      Project.guarded(
          () -> {
            project.keys().add(recipient, name);
            return project;
          });
      parent
          .terminal()
          .out()
          .println("Added. Commit k3form.state.key and k3form.state.recipients.");
      return ExitCode.OK;
    }
  }
}
