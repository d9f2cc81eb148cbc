package dev.k3form.cli.command;

import dev.k3form.cli.ExitCode;
import dev.k3form.cli.project.Project;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.state.State;
import dev.k3form.state.codec.StateCodec;
import dev.k3form.state.store.Snapshots;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;

/**
 * {@code state pull}: the state as a file, whichever store has it; secrets stay sealed.
 *
 * <p>The digest of what was pulled is kept, so that {@code state push} can tell that the state went
 * on meanwhile.
 */
@Command(name = "pull", description = "Print the state file; secrets in it stay sealed.")
final class StatePullCommand extends StateSubcommand {
  @Override
  public Integer call() {
    State state = project().state();
    if (!project().hasState()) {
      throw new CommandFailure(
          Diagnostic.error("K3-0845", "there is no state to pull")
              .note("Nothing was ever applied in the workspace `" + workspace() + "`.")
              .help("begin one:\n  k3form apply")
              .build());
    }
    byte[] content = Project.guarded(() -> StateCodec.encode(state, project().sealer()));
    terminal().out().print(new String(content, StandardCharsets.UTF_8));
    terminal().out().flush();
    keep(project(), Snapshots.digest(content));
    return ExitCode.OK;
  }

  private String workspace() {
    return project().location().workspace();
  }

  private static void keep(Project project, String digest) {
    Path file = pulled(project);
    try {
      Files.createDirectories(project.location().privateDirectory());
      Files.writeString(file, digest + "\n");
    } catch (IOException e) {
      project
          .terminal()
          .err()
          .println("k3form: `" + file + "` cannot be written: a push will need -force");
    }
  }

  /** Returns the file that says what was pulled last. */
  static Path pulled(Project project) {
    return project.location().privateDirectory().resolve("pulled");
  }
}
