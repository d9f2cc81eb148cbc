package dev.k3form.cli.command;

import dev.k3form.cli.ExitCode;
import dev.k3form.cli.project.Project;
import dev.k3form.cli.project.StoreChoice;
import dev.k3form.cli.view.DiagnosticsView;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.state.State;
import dev.k3form.state.StateException;
import dev.k3form.state.StateProblems;
import dev.k3form.state.codec.StateCodec;
import dev.k3form.state.git.GitHistory;
import dev.k3form.state.git.GitSetup;
import dev.k3form.state.history.StateHistory;
import dev.k3form.state.store.StateStore;
import dev.k3form.state.verify.StateVerify;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code state verify}: whether the state can be used, and where a usable one is if not.
 *
 * <p>Looks at the file, the journal on top of it, every seal, and the clone's merge driver.
 */
@Command(name = "verify", description = "Check that the state is whole, and that its seals open.")
final class StateVerifyCommand extends StateSubcommand {
  private static final int SEARCHED = 50;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "Another state file to check; the state of this directory unless given.")
  private @Nullable Path other;

  @Option(names = "--json", description = "As one JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    Project project = project();
    List<Diagnostic> found = new ArrayList<>();
    String good = other == null ? ofStore(project, found) : ofFile(project, file(other), found);
    long errors = found.stream().filter(Diagnostic::isError).count();
    if (json) {
      DiagnosticsView view = DiagnosticsView.of(terminal());
      Map<String, Object> out = new LinkedHashMap<>();
      out.put("valid", errors == 0);
      out.put("error_count", errors);
      out.put("warning_count", found.size() - errors);
      out.put("diagnostics", found.stream().map(view::data).toList());
      JsonOutput.print(terminal(), out);
    } else {
      DiagnosticsView.of(terminal()).print(found);
      if (errors == 0) {
        say(good);
      }
    }
    return errors == 0 ? ExitCode.OK : ExitCode.ERROR;
  }

  private String ofFile(Project project, Path file, List<Diagnostic> found) {
    try {
      byte[] content = Files.readAllBytes(file);
      found.addAll(StateVerify.verify(file, content, project.sealer()));
      return file.getFileName() + " is a whole state.";
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private String ofStore(Project project, List<Diagnostic> found) {
    Path file = project.location().stateFile();
    boolean inFile = !project.choice().type().equals(StoreChoice.POSTGRES_TYPE);
    if (inFile && Files.exists(file)) {
      ofFile(project, file, found);
    }
    if (found.stream().anyMatch(Diagnostic::isError)) {
      boolean whole = found.stream().allMatch(d -> d.code().toString().equals("K3-0707"));
      if (!whole) { // of a merge both sides are there, and resolving it loses neither
        lastWhole(project, file).ifPresent(found::add);
      }
      return "";
    }
    try {
      StateStore store = project.store();
      State state = store.read(); // refuses where there was one and is none any more
      if (!store.exists()) {
        return "There is no state yet.";
      }
      if (!inFile) {
        byte[] content = StateCodec.encode(state, project.sealer());
        found.addAll(StateVerify.verify(file, content, project.sealer()));
      }
      if (Files.exists(project.location().journalFile())) {
        found.add(StateProblems.journalLeft(project.location().journalFile()));
      }
      if (inFile && new GitSetup(project.directory(), "k3form").isMissing()) {
        found.add(StateProblems.driverMissing());
      }
      project.keys().openIdentities().forEach(f -> found.add(StateProblems.identityOpen(f)));
      return "The state is whole: " + count(state) + ".";
    } catch (StateException e) {
      found.add(e.diagnostic());
      return "";
    } catch (CommandFailure e) {
      found.addAll(e.diagnostics());
      return "";
    }
  }

  private static String count(State state) {
    return state.resources().size() + " resources, " + state.outputs().size() + " outputs";
  }

  /** Finds the newest snapshot in the history that can be used. */
  private static Optional<Diagnostic> lastWhole(Project project, Path file) {
    try {
      StateHistory history = new GitHistory(project.location());
      return history.entries(SEARCHED).stream()
          .flatMap(entry -> whole(project, file, history, entry).stream())
          .findFirst();
    } catch (StateException e) {
      return Optional.empty(); // there is no history
    }
  }

  private static Optional<Diagnostic> whole(
      Project project, Path file, StateHistory history, StateHistory.Entry entry) {
    try {
      State state = StateCodec.decode(file, history.at(entry.id()), project.sealer());
      return Optional.of(
          StateProblems.wholeInHistory(
              file, entry.id(), entry.message() + ", by " + entry.who(), state.resources().size()));
    } catch (StateException e) {
      return Optional.empty(); // damaged there too
    }
  }
}
