package dev.k3form.cli.terminal;

import java.io.BufferedReader;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a command may use of the world around it: streams, environment, working directory.
 *
 * @param interactive whether a person sits in front of it and can be asked
 * @param colour whether colour may be used; it never carries meaning alone
 * @param ascii whether only ASCII may be printed
 * @param columns the width of lines
 */
public record Terminal(
    PrintStream out,
    PrintStream err,
    InputStream in,
    Map<String, String> environment,
    Path directory,
    boolean interactive,
    boolean colour,
    boolean ascii,
    int columns) {

  /** Returns the terminal of this process. */
  public static Terminal system() {
    Map<String, String> environment = System.getenv();
    boolean interactive =
        Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    boolean colour =
        interactive
            && !environment.containsKey("NO_COLOR")
            && !"dumb".equals(environment.get("TERM"));
    String locale =
        environment.getOrDefault(
            "LC_ALL", environment.getOrDefault("LC_CTYPE", environment.getOrDefault("LANG", "")));
    String normal = locale.replace("-", "").toLowerCase(Locale.ROOT);
    boolean ascii = !normal.endsWith("utf8");
    return new Terminal(
        stream(FileDescriptor.out),
        stream(FileDescriptor.err),
        System.in,
        environment,
        Path.of("").toAbsolutePath(),
        interactive,
        colour,
        ascii,
        columns(environment));
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return Output.to(new FileOutputStream(descriptor));
  }

  private static int columns(Map<String, String> environment) {
    try {
      return Math.clamp(Integer.parseInt(environment.getOrDefault("COLUMNS", "80")), 40, 200);
    } catch (NumberFormatException e) {
      return 80;
    }
  }

  /** Returns the same terminal without colours. */
  public Terminal plain() {
    return new Terminal(out, err, in, environment, directory, interactive, false, ascii, columns);
  }

  /** Returns the same terminal with everything on its standard error. */
  public Terminal beside() {
    return new Terminal(err, err, in, environment, directory, interactive, colour, ascii, columns);
  }

  /** Returns the same terminal in another working directory. */
  public Terminal in(Path other) {
    return new Terminal(
        out,
        err,
        in,
        environment,
        directory.resolve(other).normalize(),
        interactive,
        colour,
        ascii,
        columns);
  }

  /** Asks for a line; empty at the end of input. */
  public Optional<String> ask(String prompt) throws IOException {
    out.print(prompt);
    out.flush();
    BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    Optional<String> line = Optional.ofNullable(reader.readLine());
    if (line.isEmpty()) {
      out.println(); // nobody has ended the line
    }
    return line;
  }
}
