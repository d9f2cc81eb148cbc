package dev.k3form.cli.command;

import dev.k3form.cli.ExitCode;
import dev.k3form.cli.project.Project;
import dev.k3form.cli.project.WorkspaceSelection;
import dev.k3form.cli.terminal.Terminal;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.state.State;
import dev.k3form.state.store.StateLocation;
import dev.k3form.state.store.StateStore;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Workspaces: several states of one configuration, each with a name. */
@Command(
    name = "workspace",
    description = "Keep several states of one configuration apart.",
    subcommands = {
      WorkspaceCommand.ListThem.class,
      WorkspaceCommand.Show.class,
      WorkspaceCommand.New.class,
      WorkspaceCommand.Select.class,
      WorkspaceCommand.Delete.class,
    })
final class WorkspaceCommand extends ProjectCommand {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(terminal().out());
    return ExitCode.OK;
  }

  /** The workspaces that there are: those with a state, the default one, the selected one. */
  private SortedSet<String> names() {
    SortedSet<String> names = new TreeSet<>(project().workspaces(project().choice()));
    names.add(StateLocation.DEFAULT);
    names.add(current());
    return names;
  }

  private String current() {
    return project().location().workspace();
  }

  /**
   * Fails if there is no workspace of this name.
   *
   * @param help what to do about it
   */
  private void mustExist(String name, String help) {
    WorkspaceSelection.checked(name);
    if (!names().contains(name)) {
      throw new CommandFailure(
          error("K3-0836", "there is no workspace `" + name + "`")
              .note("There are: " + String.join(", ", names()) + ".")
              .help(help)
              .build());
    }
  }

  private StateStore store(String name) {
    return project().storeOf(project().choice(), name);
  }

  private static Diagnostic.Builder error(String code, String summary) {
    return Diagnostic.error(code, summary);
  }

  /** Below {@code workspace}. */
  abstract static class Below implements Callable<Integer> {
    @ParentCommand private WorkspaceCommand parent;

    final WorkspaceCommand parent() {
      return parent;
    }

    final Terminal terminal() {
      return parent.terminal();
    }

    /** Selects a workspace, if the environment lets that have an effect. */
    final void select(String name) {
      WorkspaceSelection selection = parent.project().selection();
      selection.select(name);
      if (selection.isFixed() && !parent.current().equals(name)) {
        terminal()
            .out()
            .println(
                WorkspaceSelection.VARIABLE
                    + " is set: commands here still work on `"
                    + parent.current()
                    + "`.");
      }
    }
  }

  /** {@code workspace list}. */
  @Command(name = "list", aliases = "ls", description = "List the workspaces.")
  static final class ListThem extends Below {
    @Option(names = "--json", description = "As one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
      String current = parent().current();
      SortedSet<String> names = parent().names();
      if (json) {
        JsonOutput.print(terminal(), Map.of("current", current, "workspaces", List.copyOf(names)));
      } else {
        names.forEach(n -> terminal().out().println((n.equals(current) ? "* " : "  ") + n));
      }
      return ExitCode.OK;
    }
  }

  /** {@code workspace show}. */
  @Command(name = "show", description = "Print the workspace that commands work on.")
  static final class Show extends Below {
    @Override
    public Integer call() {
      terminal().out().println(parent().current());
      return ExitCode.OK;
    }
  }

  /** {@code workspace new}. */
  @Command(name = "new", description = "Begin a workspace with an empty state and select it.")
  static final class New extends Below {
    @Parameters(paramLabel = "NAME", description = "Letters, digits, `-` and `_`.")
    private String name;

    @Override
    public Integer call() {
      WorkspaceSelection.checked(name);
      if (parent().names().contains(name)) {
        throw new CommandFailure(
            error("K3-0835", "there is a workspace `" + name + "` already")
                .help("select it:\n  k3form workspace select " + name)
                .build());
      }
      State state = State.empty(State.newLineage());
      Project.guardedRun(() -> parent().store(name).adopt(state, "workspace new " + name));
      terminal().out().println("The workspace `" + name + "` is begun and selected.");
      select(name);
      return ExitCode.OK;
    }
  }

  /** {@code workspace select}. */
  @Command(name = "select", description = "Let commands in this clone work on a workspace.")
  static final class Select extends Below {
    @Parameters(paramLabel = "NAME", description = "The workspace.")
    private String name;

    @Override
    public Integer call() {
      parent().mustExist(name, "begin it:\n  k3form workspace new " + name);
      terminal().out().println("The workspace `" + name + "` is selected.");
      select(name);
      return ExitCode.OK;
    }
  }

  /** {@code workspace delete}. */
  @Command(name = "delete", description = "Drop a workspace whose state is empty.")
  static final class Delete extends Below {
    @Parameters(paramLabel = "NAME", description = "The workspace.")
    private String name;

    @Option(
        names = "--force",
        description = "Also if it has resources: they stay, and nobody knows of them any more.")
    private boolean force;

    @Override
    public Integer call() {
      parent().mustExist(name, "see what there is:\n  k3form workspace list");
      if (name.equals(parent().current()) || name.equals(StateLocation.DEFAULT)) {
        Diagnostic.Builder problem = error("K3-0840", "this workspace cannot be deleted");
        throw new CommandFailure(
            name.equals(StateLocation.DEFAULT)
                ? problem
                    .note("The default workspace is always there.")
                    .help("destroy what is in it, if that is meant:\n  k3form destroy")
                    .build()
                : problem
                    .note("It is the one that commands work on.")
                    .help("select another one first:\n  k3form workspace select default")
                    .build());
      }
      StateStore store = parent().store(name);
      int left = Project.guarded(() -> store.read().resources().size());
      if (left > 0 && !force) {
        throw new CommandFailure(
            error(
                    "K3-0841",
                    "the workspace `"
                        + name
                        + "` still has "
                        + left
                        + (left == 1 ? " resource" : " resources"))
                .note("Without its state nobody would know of them.")
                .help("destroy them first:\n  K3FORM_WORKSPACE=" + name + " k3form destroy")
                .help("forget them, if that is meant:\n  k3form workspace delete -force " + name)
                .build());
      }
      Project.guardedRun(() -> store.drop("workspace delete " + name));
      terminal().out().println("The workspace `" + name + "` is deleted.");
      return ExitCode.OK;
    }
  }
}
