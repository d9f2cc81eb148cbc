package dev.k3form.cli.command;

import dev.k3form.cli.ExitCode;
import dev.k3form.cli.project.Project;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.state.ResourceRecord;
import dev.k3form.state.State;
import dev.k3form.state.StateException;
import dev.k3form.state.codec.StateCodec;
import dev.k3form.state.store.Snapshots;
import dev.k3form.state.store.StateSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code state push FILE}: puts an edited state file in the place of the state.
 *
 * <p>The file must be whole and of the same lineage, its seals must open, and the state must still
 * be what was pulled. What differs goes through the journal like every other change.
 */
@Command(
    name = "push",
    description = "Put a state file in the place of the state; for repairs by hand.")
final class StatePushCommand extends StateSubcommand {
  private static final String OUTPUTS = "~ outputs";
  private static final Map<String, String> KINDS =
      Map.of("added", "+ ", "changed", "~ ", "removed", "- ");

  @Mixin private StateOptions options;

  @Option(
      names = "--force",
      description = "Also if the state has changed since it was pulled, or never was.")
  private boolean force;

  @Option(names = "--json", description = "As one JSON object.")
  private boolean json;

  @Parameters(paramLabel = "FILE", description = "The state file; `-` for standard input.")
  private Path file;

  @Override
  public Integer call() {
    Project project = project();
    State wanted = wanted(project);
    if (!Project.guarded(() -> project.store().exists())) {
      Project.guardedRun(() -> project.store().adopt(wanted, "state push"));
      List<String> added = wanted.resources().keySet().stream().map(a -> "+ " + a).toList();
      if (json) {
        print(added);
      } else {
        say("There was no state; it has " + added.size() + " resources now.");
      }
      return ExitCode.OK;
    }
    try (StateSession session = project.lock("state push", options.lockTimeout())) {
      State now = session.state();
      if (!session.openIntents().isEmpty()) {
        throw new CommandFailure(
            Diagnostic.error("K3-0839", "a run was cut off, and what it began is not settled")
                .note("A pushed state would hide what may have been made.")
                .help("settle it first:\n  k3form recover")
                .build());
      }
      if (!now.isEmpty() && !now.lineage().equals(wanted.lineage())) {
        throw new CommandFailure(
            Diagnostic.error("K3-0838", "this is a file of another state")
                .note("The state has lineage " + now.lineage() + ", the file " + wanted.lineage())
                .note("They were begun apart; one cannot take the place of the other.")
                .help("take over what it manages instead:\n  k3form import ADDRESS ID")
                .build());
      }
      if (!force && !now.isEmpty()) {
        checkBase(project, now);
      }
      List<String> changed = changes(session, now, wanted);
      Project.guardedRun(
          () -> session.commit("state push: " + changed.size() + " records changed"));
      if (json) {
        print(changed);
      } else {
        changed.forEach(this::say);
        say(changed.isEmpty() ? "The state is the same already." : changed.size() + " changed.");
      }
    }
    return ExitCode.OK;
  }

  private void print(List<String> changed) {
    Map<String, Object> fields = new HashMap<>();
    fields.put("outputs_changed", changed.contains(OUTPUTS));
    KINDS.forEach(
        (field, sign) ->
            fields.put(
                field,
                changed.stream()
                    .filter(line -> line.startsWith(sign) && !line.equals(OUTPUTS))
                    .map(line -> line.substring(2))
                    .toList()));
    JsonOutput.print(terminal(), fields);
  }

  /** The way out of a damaged state file is not the one of a file that is to be pushed. */
  private State wanted(Project project) {
    Path named = file.toString().equals("-") ? Path.of("(standard input)") : file;
    byte[] content = content();
    try {
      return StateCodec.decode(named, content, project.sealer());
    } catch (StateException e) {
      Diagnostic.Builder out = Diagnostic.error(e.code(), e.diagnostic().summary());
      e.diagnostic().notes().forEach(out::note);
      throw new CommandFailure(
          out.help("nothing was changed; pull the state and edit that:\n  k3form state pull > FILE")
              .build());
    }
  }

  private byte[] content() {
    try {
      return file.toString().equals("-")
          ? terminal().in().readAllBytes()
          : Files.readAllBytes(file(file));
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** The state must be what was pulled; otherwise the file would take back what was done since. */
  private void checkBase(Project project, State now) {
    String digest = Project.guarded(() -> Snapshots.digest(now, project.sealer()));
    String pulled;
    try {
      pulled = Files.readString(StatePullCommand.pulled(project)).strip();
    } catch (IOException e) {
      pulled = "";
    }
    if (!pulled.equals(digest)) {
      throw new CommandFailure(
          Diagnostic.error("K3-0837", "the file is older than the state")
              .note(
                  pulled.isEmpty()
                      ? "The state was never pulled here, so the file does not continue it."
                      : "The state has changed since it was pulled here.")
              .help("pull it again and make the edit in that:\n  k3form state pull > FILE")
              .help("if taking back what was done since is meant:\n  k3form state push -force FILE")
              .build());
    }
  }

  private static List<String> changes(StateSession session, State now, State wanted) {
    List<String> out = new ArrayList<>();
    Project.guardedRun(
        () -> {
          for (ResourceRecord record : wanted.resources().values()) {
            if (!now.resource(record.address()).equals(Optional.of(record))) {
              out.add((now.resource(record.address()).isEmpty() ? "+ " : "~ ") + record.address());
              session.put(record);
            }
          }
          for (ResourceAddress address : now.resources().keySet()) {
            if (wanted.resource(address).isEmpty()) {
              out.add("- " + address);
              session.remove(address);
            }
          }
          if (!now.outputs().equals(wanted.outputs())) {
            out.add(OUTPUTS);
            session.outputs(wanted.outputs());
          }
        });
    return out;
  }
}
