package dev.k3form.cli.command;

import dev.k3form.cli.ExitCode;
import dev.k3form.cli.Version;
import dev.k3form.cli.project.Project;
import dev.k3form.cli.terminal.Terminal;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The program itself: global options, and the list of commands. */
@Command(
    name = "k3form",
    description = "Infrastructure as code for highly available K3s clusters on machines you own.",
    mixinStandardHelpOptions = false,
    versionProvider = RootCommand.VersionText.class,
    synopsisSubcommandLabel = "COMMAND")
public final class RootCommand implements Callable<Integer>, AutoCloseable {
  private final Terminal terminal;
  private @Nullable Project project;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(
      names = "--chdir",
      paramLabel = "DIR",
      description = "Work as if started in this directory.")
  private @Nullable Path chdir;

  @SuppressWarnings("UnusedVariable") // Main looks for it before the terminal is made
  @Option(
      names = "--no-color",
      scope = CommandLine.ScopeType.INHERIT,
      description = "Write without colours; NO_COLOR in the environment does the same.")
  private boolean noColour;

  @SuppressWarnings("UnusedVariable") // picocli acts on it
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = CommandLine.ScopeType.INHERIT,
      description = "Say what the command takes.")
  private boolean help;

  @SuppressWarnings("UnusedVariable") // picocli acts on it
  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Print the version.")
  private boolean version;

  /** Creates the command for a terminal. */
  public RootCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Says which version this is. */
  static final class VersionText implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"k3form " + Version.text()};
    }
  }

  /** Returns the terminal, in the directory that {@code -chdir} names. */
  Terminal terminal() {
    return chdir == null ? terminal : terminal.in(chdir);
  }

  /** Returns the project in that directory; the same for the whole command. */
  Project project() {
    Project known = project;
    if (known == null) {
      known = Project.of(terminal());
      project = known;
    }
    return known;
  }

  /** Closes what the command has opened. */
  @Override
  public void close() {
    if (project != null) {
      project.close();
    }
  }

  /**
   * Returns the directory in which the command was started, against which file options are read.
   */
  Path directory() {
    return terminal.directory();
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(terminal.out());
    return ExitCode.OK;
  }
}
