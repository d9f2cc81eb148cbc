package dev.k3form.cli.command;

import dev.k3form.cli.ExitCode;
import dev.k3form.cli.project.Project;
import dev.k3form.cli.project.StoreChoice;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.state.State;
import dev.k3form.state.store.StateMigration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code state migrate}: moves the states of all workspaces from the store that this clone used
 * before to the one that the configuration chooses now.
 */
@Command(
    name = "migrate",
    description = "Move the state to the store that the configuration chooses now.")
final class StateMigrateCommand extends StateSubcommand {
  @Mixin private StateOptions options;

  @Option(names = "--json", description = "As one JSON object.")
  private boolean json;

  @Option(
      names = "--from",
      paramLabel = "STORE",
      description =
          "local or git: where the state is; the store that this clone used last unless given.")
  private @Nullable String from;

  @Override
  public Integer call() {
    Project project = project();
    StoreChoice source = source(project);
    StoreChoice target = project.choice();
    boolean published = target.type().equals(StoreChoice.GIT_TYPE);
    if (source.samePlace(target) && !published) {
      project.keepChoice();
      tell("The state is in " + target + " already.", target, List.of());
      return ExitCode.OK;
    }
    List<String> workspaces = project.workspaces(source);
    if (workspaces.isEmpty()) {
      project.keepChoice();
      tell("There is no state in " + source + ".", target, List.of());
      return ExitCode.OK;
    }
    List<Map<String, Object>> all = new ArrayList<>();
    for (String workspace : workspaces) {
      State moved =
          Project.guarded(
              () ->
                  StateMigration.migrate(
                      project.storeOf(
                          source.samePlace(target) ? StoreChoice.LOCAL : source, workspace),
                      project.storeOf(target, workspace),
                      options.lockTimeout(),
                      there -> project.mayReplace(source, workspace, there)));
      project.left(source, workspace, moved);
      int size = moved.resources().size();
      all.add(new TreeMap<>(Map.of("workspace", workspace, "resources", size)));
      if (!json) {
        say(workspace + ": " + size + " resources are in " + target + " now.");
      }
    }
    project.keepChoice();
    if (json) {
      tell("", target, all);
    } else if (!source.samePlace(target) && !source.type().equals(StoreChoice.POSTGRES_TYPE)) {
      say("\nThe file is not used any more. So that nobody takes it for the state:\n");
      say("  git rm k3form.state*.json");
    }
    return ExitCode.OK;
  }

  private void tell(String words, StoreChoice target, List<Map<String, Object>> moved) {
    if (json) {
      JsonOutput.print(terminal(), Map.of("store", target.type(), "moved", moved));
    } else {
      say(words);
    }
  }

  private StoreChoice source(Project project) {
    if (from == null) {
      return project.lastChoice();
    }
    if (from.equals(StoreChoice.LOCAL_TYPE) || from.equals(StoreChoice.GIT_TYPE)) {
      return new StoreChoice(from, new TreeMap<>());
    }
    throw new CommandFailure(
        Diagnostic.error("K3-0801", "-from takes local or git")
            .note("A PostgreSQL store is known where it was used last; there it is the source.")
            .help("k3form state migrate --help")
            .build());
  }
}
