package dev.k3form.cli.command;

import dev.k3form.cli.ExitCode;
import dev.k3form.cli.project.Compilation;
import dev.k3form.cli.project.Project;
import dev.k3form.cli.project.StateValues;
import dev.k3form.cli.terminal.EditedLines;
import dev.k3form.cli.terminal.Lines;
import dev.k3form.cli.terminal.PipedLines;
import dev.k3form.cli.terminal.Terminal;
import dev.k3form.cli.view.DiagnosticsView;
import dev.k3form.frontend.compile.CompileResult;
import dev.k3form.frontend.compile.Console;
import dev.k3form.frontend.emit.ConsoleText;
import dev.k3form.frontend.evaluate.Compiled;
import dev.k3form.model.source.SourceFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Evaluates expressions, one after the other, against the configuration and the state; contacts
 * nobody and changes nothing.
 *
 * <p>A line with an open bracket or heredoc goes on in the next. Piped in, every expression is
 * answered, and one that fails makes the command fail.
 */
@Command(
    name = "console",
    description = {
      "Evaluate expressions against the configuration and the state.",
      "Reads one expression a line, until `exit` or the end of input."
    })
final class ConsoleCommand extends ProjectCommand {
  private static final String HELP =
      """
      Type an expression and see its value, such as:

          var.name
          cidrhost("10.0.0.0/24", 5)
          [for r in k3form_data.a : r.output]

      A line with an open bracket goes on in the next one. Tab completes names. Control-C gives
      a line up; `exit` or Control-D ends the console.\
      """;

  @Mixin private VariableOptions variables;

  @Override
  public Integer call() {
    Project project = project();
    CompileResult result =
        Compilation.forConsole(project, variables.variables(), variables.files());
    Compiled compiled =
        result
            .compiled()
            .orElseThrow(() -> new CommandFailure(result.diagnostics(), result.sources()));
    Console console = new Console(compiled, StateValues.of(project, compiled.schemas()));
    try (Lines lines = lines(console)) {
      return new Session(terminal(), console, result).run(lines);
    }
  }

  private Lines lines(Console console) {
    Terminal terminal = terminal();
    if (!terminal.interactive()) {
      return new PipedLines(terminal.in());
    }
    return EditedLines.system(
        history(terminal.environment()),
        new EditedLines.Completions() {
          @Override
          public int wordStart(String typed) {
            return Console.wordStart(typed);
          }

          @Override
          public List<String> of(String typed) {
            return console.completions(typed);
          }
        });
  }

  /** Where the XDG base directory specification wants it. */
  static Optional<Path> history(Map<String, String> environment) {
    String state = environment.getOrDefault("XDG_STATE_HOME", "");
    String home = environment.getOrDefault("HOME", "");
    if (state.isEmpty() && home.isEmpty()) {
      return Optional.empty();
    }
    Path base = state.isEmpty() ? Path.of(home, ".local", "state") : Path.of(state);
    return Optional.of(base.resolve("k3form").resolve("console-history"));
  }

  /** A dialogue: reads, evaluates, prints. */
  private record Session(Terminal terminal, Console console, CompileResult result) {
    int run(Lines lines) {
      StringBuilder typed = new StringBuilder();
      boolean failed = false;
      while (true) {
        switch (lines.next(typed.isEmpty() ? "> " : ": ")) {
          case Lines.Line.End _ -> {
            failed |= !typed.isEmpty() && !answer(typed.toString());
            return failed && !terminal.interactive() ? ExitCode.ERROR : ExitCode.OK;
          }
          case Lines.Line.Abandoned _ -> typed.setLength(0);
          case Lines.Line.Text(String line) -> {
            if (typed.isEmpty() && line.strip().equals("exit")) {
              return failed && !terminal.interactive() ? ExitCode.ERROR : ExitCode.OK;
            }
            if (typed.isEmpty() && line.strip().equals("help")) {
              terminal.out().println(HELP);
              continue;
            }
            typed.append(line).append('\n');
            if (!Console.isUnfinished(typed.toString())) {
              failed |= !answer(typed.toString());
              typed.setLength(0);
            }
          }
        }
      }
    }

    private boolean answer(String text) {
      if (Console.isBlank(text)) {
        return true;
      }
      Console.Answer answer = console.evaluate(text);
      answer.value().ifPresent(value -> terminal.out().println(ConsoleText.of(value)));
      terminal.out().flush();
      Map<String, SourceFile> sources = new HashMap<>(result.sources());
      sources.put(answer.file().path(), answer.file());
      DiagnosticsView.of(terminal).with(sources).print(answer.problems());
      return answer.value().isPresent();
    }
  }
}
