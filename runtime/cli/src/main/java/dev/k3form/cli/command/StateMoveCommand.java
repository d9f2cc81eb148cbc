package dev.k3form.cli.command;

import dev.k3form.cli.ExitCode;
import dev.k3form.cli.project.Project;
import dev.k3form.engine.planning.Renaming;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.state.State;
import dev.k3form.state.store.StateSession;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code state mv}: an instance, a whole resource or a whole module gets another address. */
@Command(
    name = "mv",
    aliases = "move",
    description =
        "Give a record, or all of a resource or module, another address; a moved block does it"
            + " for everybody.")
final class StateMoveCommand extends StateSubcommand {
  @Mixin private StateOptions options;

  @Option(names = "--dry-run", description = "Only say what would be done.")
  private boolean dryRun;

  @Option(names = "--json", description = "As one JSON object.")
  private boolean json;

  @Parameters(index = "0", paramLabel = "FROM", description = "The address now.")
  private String from;

  @Parameters(index = "1", paramLabel = "TO", description = "The address to be.")
  private String to;

  @Override
  public Integer call() {
    Project project = project();
    Renaming renaming = new Renaming(StateCommand.pattern(from), StateCommand.pattern(to));
    SequencedMap<ResourceAddress, ResourceAddress> moves;
    try (StateSession session = project.lock("state mv", options.lockTimeout())) {
      moves = moves(session.state(), renaming);
      if (!dryRun) {
        Project.guardedRun(
            () -> {
              session.move(moves, r -> r);
              session.commit("state mv " + from + " " + to);
            });
      }
    }
    if (json) {
      List<Map<String, String>> moved = new ArrayList<>();
      moves.forEach(
          (a, b) -> moved.add(new TreeMap<>(Map.of("from", a.toString(), "to", b.toString()))));
      JsonOutput.print(terminal(), Map.of("dry_run", dryRun, "moved", moved));
    } else {
      moves.forEach((a, b) -> say((dryRun ? "Would move " : "Moved ") + a + " to " + b + "."));
    }
    return ExitCode.OK;
  }

  private SequencedMap<ResourceAddress, ResourceAddress> moves(State state, Renaming renaming) {
    SequencedMap<ResourceAddress, ResourceAddress> moves = new LinkedHashMap<>();
    for (ResourceAddress source : StateCommand.matching(state, from)) {
      ResourceAddress target =
          renaming
              .apply(source)
              .filter(t -> !moves.containsValue(t))
              .orElseThrow(() -> new CommandFailure(shapes(source)));
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
      if (state.resource(target).isPresent()) {
        throw new CommandFailure(
            Diagnostic.error("K3-0816", "the state has `" + target + "` already")
                .help("forget that one first:\n  k3form state rm '" + target + "'")
                .build());
      }
      moves.put(source, target);
    }
    return moves;
  }

  private Diagnostic shapes(ResourceAddress source) {
    return Diagnostic.error("K3-0814", "`" + from + "` cannot become `" + to + "`")
        .note("`" + source + "` is one of those that `" + from + "` stands for.")
        .help("move one instance to one instance, a resource to a resource, a module to a module")
        .build();
  }
}
