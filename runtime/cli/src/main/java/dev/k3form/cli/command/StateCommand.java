package dev.k3form.cli.command;

import dev.k3form.cli.ExitCode;
import dev.k3form.cli.project.Project;
import dev.k3form.cli.view.JsonView;
import dev.k3form.cli.view.StateView;
import dev.k3form.engine.planning.Nearest;
import dev.k3form.engine.planning.Pattern;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.state.ResourceRecord;
import dev.k3form.state.State;
import dev.k3form.state.codec.StateCodec;
import dev.k3form.state.json.Json;
import dev.k3form.state.json.JsonWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
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
      StateMoveCommand.class,
      StateRemoveCommand.class,
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
      throw notAnAddress(e);
    }
  }

  static ResourceRecord find(State state, ResourceAddress address) {
    return state
        .resource(address)
        .orElseThrow(
            () ->
                new CommandFailure(
                    missing(state, new Pattern.Resource(address), address.toString())));
  }

  /** The state has nothing of an address. */
  static Diagnostic missing(State state, Pattern pattern, String text) {
    Diagnostic.Builder out = Diagnostic.error("K3-0815", "the state has no `" + text + "`");
    String near = Nearest.to(pattern, new TreeSet<>(state.resources().keySet()));
    if (!near.isEmpty()) {
      out.note("There is " + near + ".");
    }
    return out.help("`k3form state list` shows the addresses").build();
  }

  /** Returns what a text stands for: an instance, a whole resource or a whole module. */
  static Pattern pattern(String text) {
    try {
      return Pattern.parse(text);
    } catch (IllegalArgumentException e) {
      throw notAnAddress(e);
    }
  }

  private static CommandFailure notAnAddress(IllegalArgumentException e) {
    return new CommandFailure(
        Diagnostic.error("K3-0814", "this is not the address of a resource")
            .note(e.getMessage() + ".")
            .help("`k3form state list` shows the addresses; quote them in the shell")
            .build());
  }

  /** Returns the addresses in the state that a text stands for; at least one. */
  static List<ResourceAddress> matching(State state, String text) {
    Pattern pattern = pattern(text);
    List<ResourceAddress> found =
        state.resources().keySet().stream().filter(pattern::matches).toList();
    if (found.isEmpty()) {
      throw new CommandFailure(missing(state, pattern, text));
    }
    return found;
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

    @Option(
        names = "--json",
        description = "As one JSON object, the record as in the state file: secrets are sealed.")
    private boolean json;

    @Override
    public Integer call() {
      Project project = parent.project();
      State state = project.state();
      ResourceRecord record = find(state, address(address));
      if (json) {
        String name = record.address().toString();
        Map<String, Json> fields = new LinkedHashMap<>();
        fields.put("format_version", Json.str(JsonView.FORMAT));
        fields.put("address", Json.str(name));
        fields.put(
            "record",
            Project.guarded(
                () -> StateCodec.document(state, project.sealer()).resources().get(name)));
        parent.terminal().out().print(JsonWriter.pretty(new Json.Obj(fields)));
      } else {
        new StateView(parent.terminal()).record(record);
      }
      return ExitCode.OK;
    }
  }
}
