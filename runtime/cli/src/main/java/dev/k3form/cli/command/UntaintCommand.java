package dev.k3form.cli.command;

import dev.k3form.cli.ExitCode;
import dev.k3form.state.ObjectStatus;
import dev.k3form.state.ResourceRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes the mark of {@code taint} away. */
@Command(name = "untaint", description = "Take the mark of taint away.")
final class UntaintCommand extends ProjectCommand {
  @Mixin private StateOptions options;

  @Option(names = "--json", description = "As one JSON object.")
  private boolean json;

  @Parameters(paramLabel = "ADDRESS", description = "The instance.")
  private String address;

  @Override
  public Integer call() {
    ResourceRecord record =
        TaintCommand.mark(project(), options, address, "untaint", TaintCommand::unmarked);
    if (json) {
      TaintCommand.print(this, record);
      return ExitCode.OK;
    }
    String unfinished =
        record.status() == ObjectStatus.INCOMPLETE
            ? " Its creation did not finish; the next apply goes on with it."
            : "";
    terminal().out().println(record.address() + " is not marked." + unfinished);
    return ExitCode.OK;
  }
}
