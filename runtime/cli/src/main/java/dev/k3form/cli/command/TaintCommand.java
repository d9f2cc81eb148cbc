package dev.k3form.cli.command;

import dev.k3form.cli.ExitCode;
import dev.k3form.cli.project.Project;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.state.ObjectStatus;
import dev.k3form.state.ResourceRecord;
import dev.k3form.state.store.StateSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Marks an object so that the next apply replaces it. */
@Command(name = "taint", description = "Mark an object: the next apply replaces it.")
final class TaintCommand extends ProjectCommand {
  @Mixin private StateOptions options;

  @Parameters(paramLabel = "ADDRESS", description = "The instance.")
  private String address;

  @Override
  public Integer call() {
    mark(project(), options, address, ObjectStatus.TAINTED, "taint");
    terminal().out().println(address + " is marked: the next apply replaces it.");
    return ExitCode.OK;
  }

  static void mark(
      Project project, StateOptions options, String text, ObjectStatus status, String verb) {
    ResourceAddress address = StateCommand.address(text);
    try (StateSession session = project.lock(verb, options.lockTimeout())) {
      ResourceRecord record = StateCommand.find(session.state(), address);
      Project.guarded(
          () -> {
            session.put(record.withStatus(status));
            session.commit(verb + " " + address);
            return record;
          });
    }
  }
}
