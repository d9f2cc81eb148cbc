package dev.k3form.cli;

import dev.k3form.cli.command.CommandFailure;
import dev.k3form.cli.command.Commands;
import dev.k3form.cli.command.JsonFailure;
import dev.k3form.cli.command.RootCommand;
import dev.k3form.cli.terminal.Output;
import dev.k3form.cli.terminal.Terminal;
import dev.k3form.cli.view.DiagnosticsView;
import dev.k3form.model.diagnostic.Diagnostic;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;

/** The entry point: parses the command line, runs the command, turns what goes wrong into words. */
public final class Main {
  private Main() {}

  /** Runs the program. */
  public static void main(String[] arguments) {
    System.exit(run(Terminal.system(), arguments));
  }

  /** Runs a command and returns its exit code; tests call this. */
  public static int run(Terminal given, String... arguments) {
    String[] normalised = Arguments.normalise(arguments);
    Terminal terminal = List.of(normalised).contains("--no-color") ? given.plain() : given;
    PrintWriter out = new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8);
    RootCommand root = new RootCommand(terminal);
    CommandLine line = new CommandLine(root);
    Commands.named(normalised).forEach(line::addSubcommand);
    line.setOut(out)
        .setErr(err)
        .setUsageHelpWidth(terminal.columns())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setAbbreviatedOptionsAllowed(false)
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(
                terminal.colour() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
    line.setParameterExceptionHandler((e, args) -> usage(terminal, e, args));
    line.setExecutionExceptionHandler((e, command, result) -> failure(terminal, e, command));
    try (root) {
      int code = line.execute(normalised);
      out.flush();
      return printed(terminal, code);
    } catch (Error e) {
      return bug(terminal, e);
    }
  }

  /** What could not be printed is an error, also where all else went well. */
  private static int printed(Terminal terminal, int code) {
    Optional<IOException> failure =
        terminal.out() instanceof Output output ? output.failure() : Optional.empty();
    if (failure.isEmpty()) {
      return code;
    }
    DiagnosticsView.of(terminal)
        .print(
            Diagnostic.error(
                    "K3-0805", "the output could not be written: " + failure.get().getMessage())
                .note("what the command did is done, and recorded where it is something to record")
                .build());
    return switch (code) {
      case ExitCode.OK, ExitCode.CHANGES, ExitCode.NOT_FORMATTED -> ExitCode.ERROR;
      default -> code;
    };
  }

  private static int usage(
      Terminal terminal, CommandLine.ParameterException e, String... arguments) {
    String problem = first(String.valueOf(e.getMessage()));
    terminal.err().println("error[K3-0801]: " + problem);
    JsonFailure.usage(
        terminal,
        e.getCommandLine(),
        List.of(arguments),
        new CommandFailure(Diagnostic.error("K3-0801", problem).build()));
    CommandLine.UnmatchedArgumentException.printSuggestions(
        e, new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
    String name = e.getCommandLine().getCommandSpec().qualifiedName();
    boolean global =
        e instanceof CommandLine.UnmatchedArgumentException unmatched
            && unmatched.getUnmatched().stream().anyMatch(a -> a.startsWith("--chdir"));
    terminal
        .err()
        .println(
            global
                ? "  = help: it stands before the command: `k3form -chdir=DIR COMMAND`"
                : "  = help: `" + name + " --help` lists what it takes");
    return ExitCode.ERROR;
  }

  private static String first(String message) {
    return message.lines().findFirst().orElse("wrong usage");
  }

  private static int failure(Terminal terminal, Exception e, CommandLine command) {
    boolean json = JsonFailure.isAskedFor(command);
    if (e instanceof CommandFailure failure) {
      if (!json || JsonFailure.tell(terminal, command, failure)) {
        DiagnosticsView.of(terminal).with(failure.sources()).print(failure.diagnostics());
      }
      return failure.exitCode();
    }
    if (json) {
      Diagnostic problem =
          Diagnostic.error("K3-0899", "this is a bug in k3form")
              .note(e.getClass().getSimpleName() + ": " + e.getMessage())
              .build();
      JsonFailure.tell(terminal, command, new CommandFailure(problem));
    }
    return bug(terminal, e);
  }

  private static int bug(Terminal terminal, Throwable e) {
    StringWriter trace = new StringWriter();
    e.printStackTrace(new PrintWriter(trace));
    String where = "it could not be written to a file";
    try {
      Path file = Files.createTempFile("k3form-bug-", ".txt");
      Files.writeString(file, "k3form " + Version.text() + "\n" + trace);
      where = "it is in " + file;
    } catch (IOException ignored) {
      terminal.err().println(trace);
    }
    terminal
        .err()
        .println(
            """
            error[K3-0899]: this is a bug in k3form
              = note: %s: %s
              = note: version %s; the stack trace is needed to find it: %s
              = help: report it with that file; nothing that was applied is lost, and the next
                      `k3form plan` shows where things stand\
            """
                .formatted(e.getClass().getSimpleName(), e.getMessage(), Version.text(), where));
    return ExitCode.BUG;
  }
}
