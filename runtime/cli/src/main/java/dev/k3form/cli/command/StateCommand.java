package dev.k3form.cli.command;

import dev.k3form.cli.ExitCode;
import dev.k3form.cli.project.Project;
import dev.k3form.cli.view.StateView;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.state.ResourceRecord;
import dev.k3form.state.State;
import dev.k3form.state.store.StateSession;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Looks at the state and changes it without touching any object. */
@Command(
    name = "state",
    description = "Look at the state, or change it without touching any object.",
    subcommands = {
      StateCommand.ListRecords.class,
      StateCommand.Show.class,
      StateCommand.Move.class,
      StateCommand.Remove.class,
      StatePullCommand.class,
      StatePushCommand.class,
      StateVerifyCommand.class,
      StateHistoryCommand.class,
      StateDiffCommand.class,
      StateMigrateCommand.class,
      StateResolveCommand.class,
      StateMergeCommand.class,
      StateTextconvCommand.class,
    })
final class StateCommand extends ProjectCommand {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(terminal().out());
    return ExitCode.OK;
  }

  static ResourceAddress address(String text) {
    try {
      return ResourceAddress.parse(text);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(
          Diagnostic.error("K3-0814", "this is not the address of a resource")
              .note(String.valueOf(e.getMessage()))
              .help("`k3form state list` shows the addresses; quote them in the shell")
              .build());
    }
  }

  static ResourceRecord find(State state, ResourceAddress address) {
    return state
        .resource(address)
        .orElseThrow(
            () ->
                new CommandFailure(
                    Diagnostic.error("K3-0815", "the state has no `" + address + "`")
                        .help("`k3form state list` shows the addresses")
                        .build()));
  }

  /** {@code state list}. */
  @Command(name = "list", aliases = "ls", description = "List the addresses in the state.")
  static final class ListRecords implements Callable<Integer> {
    @ParentCommand private StateCommand parent;

    @Parameters(paramLabel = "PREFIX", description = "Only addresses that begin so.")
    private List<String> prefixes = List.of();

    @Option(names = "--json", description = "As one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
      State state = parent.project().state();
      List<String> addresses =
          state.resources().keySet().stream()
              .map(ResourceAddress::toString)
              .filter(a -> prefixes.isEmpty() || prefixes.stream().anyMatch(a::startsWith))
              .toList();
      if (json) {
        JsonOutput.print(parent.terminal(), Map.of("addresses", addresses));
      } else {
        addresses.forEach(parent.terminal().out()::println);
      }
      return ExitCode.OK;
    }
  }

  /** {@code state show}. */
  @Command(name = "show", description = "Show one record; secrets are masked.")
  static final class Show implements Callable<Integer> {
    @ParentCommand private StateCommand parent;

    @Parameters(paramLabel = "ADDRESS", description = "The instance.")
    private String address;

    @Override
    public Integer call() {
      State state = parent.project().state();
      new StateView(parent.terminal()).record(find(state, address(address)));
      return ExitCode.OK;
    }
  }

  /** {@code state mv}. */
  @Command(
      name = "mv",
      aliases = "move",
      description = "Give a record another address; a moved block does it for everybody.")
  static final class Move implements Callable<Integer> {
    @ParentCommand private StateCommand parent;
    @Mixin private StateOptions options;

    @Option(names = "--dry-run", description = "Only say what would be done.")
    private boolean dryRun;

    @Parameters(index = "0", paramLabel = "FROM", description = "The address now.")
    private String from;

    @Parameters(index = "1", paramLabel = "TO", description = "The address to be.")
    private String to;

    @Override
    public Integer call() {
      Project project = parent.project();
      ResourceAddress source = address(from);
      ResourceAddress target = address(to);
      try (StateSession session = project.lock("state mv", options.lockTimeout())) {
        find(session.state(), source);
        if (target.mode() != source.mode() || !target.type().equals(source.type())) {
          throw new CommandFailure(
              Diagnostic.error("K3-0508", "this object cannot change its type")
                  .note("`" + source + "` is a `" + source.type() + "`.")
                  .help(
                      "a `moved` block asks the provider whether `"
                          + target.type()
                          + "` takes it over")
                  .build());
        }
        if (session.state().resource(target).isPresent()) {
          throw new CommandFailure(
              Diagnostic.error("K3-0816", "the state has `" + target + "` already")
                  .help("forget that one first:\n\n    k3form state rm '" + target + "'")
                  .build());
        }
        if (!dryRun) {
          Project.guarded(
              () -> {
                session.move(source, target);
                session.commit("state mv " + source + " " + target);
                return target;
              });
        }
      }
      parent
          .terminal()
          .out()
          .println((dryRun ? "Would move " : "Moved ") + source + " to " + target + ".");
      return ExitCode.OK;
    }
  }

  /** {@code state rm}. */
  @Command(
      name = "rm",
      aliases = "remove",
      description = "Forget records; the objects stay as they are.")
  static final class Remove implements Callable<Integer> {
    @ParentCommand private StateCommand parent;
    @Mixin private StateOptions options;

    @Option(names = "--dry-run", description = "Only say what would be done.")
    private boolean dryRun;

    @Parameters(arity = "1..*", paramLabel = "ADDRESS", description = "The instances.")
    private List<String> addresses;

    @Override
    public Integer call() {
      Project project = parent.project();
      List<ResourceAddress> targets = addresses.stream().map(StateCommand::address).toList();
      try (StateSession session = project.lock("state rm", options.lockTimeout())) {
        targets.forEach(target -> find(session.state(), target));
        if (!dryRun) {
          Project.guarded(
              () -> {
                targets.forEach(session::remove);
                session.commit("state rm " + String.join(" ", addresses));
                return targets;
              });
        }
      }
      targets.forEach(
          t -> parent.terminal().out().println((dryRun ? "Would forget " : "Forgot ") + t + "."));
      return ExitCode.OK;
    }
  }
}
