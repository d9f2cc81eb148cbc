package dev.k3form.cli.command;

import dev.k3form.cli.ExitCode;
import dev.k3form.state.ObjectStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Takes the mark of {@code taint} away. */
@Command(name = "untaint", description = "Take the mark of taint away.")
final class UntaintCommand extends ProjectCommand {
  @Mixin private StateOptions options;

  @Parameters(paramLabel = "ADDRESS", description = "The instance.")
  private String address;

  @Override
  public Integer call() {
    TaintCommand.mark(project(), options, address, ObjectStatus.READY, "untaint");
    terminal().out().println(address + " is not marked any more.");
    return ExitCode.OK;
  }
}
