package dev.k3form.cli.command;

import dev.k3form.cli.Version;
import dev.k3form.cli.terminal.Terminal;
import dev.k3form.cli.view.DiagnosticsView;
import dev.k3form.cli.view.JsonView;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/**
 * Failures for programs: whatever goes wrong, what a command with {@code -json} leaves on its
 * standard output is JSON, see {@code docs/json-output.md}.
 *
 * <p>Commands that tell events tell it as one of them, and nothing on standard error. The others
 * print an object with {@code diagnostics}, besides the text for people.
 */
public final class JsonFailure {
  private static final String OPTION = "--json";

  private JsonFailure() {}

  /** Reports whether a command that was understood is to answer a program. */
  public static boolean isAskedFor(CommandLine command) {
    CommandLine.ParseResult parsed = command.getParseResult();
    return parsed != null && parsed.hasMatchedOption(OPTION);
  }

  /**
   * Tells a failure of a command that was understood.
   *
   * @return whether people have to be told besides
   */
  public static boolean tell(Terminal terminal, CommandLine command, CommandFailure failure) {
    DiagnosticsView view = DiagnosticsView.of(terminal).with(failure.sources());
    if (command.getCommand() instanceof TellsEvents) {
      JsonView.going(terminal).diagnostics(failure.diagnostics(), view);
      return false;
    }
    object(terminal, view, failure);
    return true;
  }

  /** Tells that the arguments of a command are not understood. */
  public static void usage(
      Terminal terminal, CommandLine command, List<String> arguments, CommandFailure failure) {
    if (!arguments.contains(OPTION) || !takes(command)) {
      return;
    }
    DiagnosticsView view = DiagnosticsView.of(terminal);
    if (command.getCommand() instanceof TellsEvents) {
      new JsonView(terminal, Version.text()).diagnostics(failure.diagnostics(), view);
    } else {
      object(terminal, view, failure);
    }
  }

  private static boolean takes(CommandLine command) {
    return command.getCommandSpec().findOption(OPTION) != null;
  }

  private static void object(Terminal terminal, DiagnosticsView view, CommandFailure failure) {
    JsonOutput.print(
        terminal, Map.of("diagnostics", failure.diagnostics().stream().map(view::data).toList()));
  }
}
