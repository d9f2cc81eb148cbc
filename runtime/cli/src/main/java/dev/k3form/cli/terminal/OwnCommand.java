package dev.k3form.cli.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * How another program, such as git, calls this one: a command line for a shell.
 *
 * <p>The launcher says where it is in {@code K3FORM_PROGRAM}. If that is what {@code k3form} on the
 * PATH is, the short name is used, which outlives an update. Without a launcher it is the running
 * Java with its class path.
 */
public final class OwnCommand {
  /** Set by the launcher: its own path. */
  private static final String PROGRAM = "K3FORM_PROGRAM";

  private OwnCommand() {}

  /** Returns the command line. */
  public static String text(Terminal terminal) {
    String program = terminal.environment().getOrDefault(PROGRAM, "");
    if (program.isEmpty()) {
      return quoted(ProcessHandle.current().info().command().orElse("java"))
          + " -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "
          + quoted(System.getProperty("java.class.path", ""))
          + " dev.k3form.cli.Main";
    }
    boolean onPath =
        Arrays.stream(terminal.environment().getOrDefault("PATH", "").split(":", -1))
            .map(directory -> Path.of(directory, "k3form"))
            .filter(Files::isExecutable)
            .findFirst()
            .filter(found -> isSame(found, Path.of(program)))
            .isPresent();
    return onPath ? "k3form" : quoted(program);
  }

  private static boolean isSame(Path a, Path b) {
    try {
      return Files.isSameFile(a, b);
    } catch (IOException e) {
      return false;
    }
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
