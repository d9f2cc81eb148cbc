package dev.k3form.cli.command;

import dev.k3form.cli.ExitCode;
import dev.k3form.languageserver.LanguageServerMain;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Serves an editor over standard input and output until it says goodbye. */
@Command(
    name = "language-server",
    description = "Serve an editor (LSP) over standard input and output.")
final class LanguageServerCommand extends ProjectCommand {
  @SuppressWarnings("UnusedVariable") // what editors add; there is no other way
  @Option(names = "--stdio", description = "Use standard input and output, as it does anyway.")
  private boolean stdio;

  @Override
  public Integer call() throws InterruptedException {
    LanguageServerMain.serve(terminal().in(), terminal().out(), project().catalog().schemas());
    return ExitCode.OK;
  }
}
