package dev.k3form.cli.command;

import dev.k3form.cli.ExitCode;
import dev.k3form.cli.project.Project;
import dev.k3form.engine.apply.Records;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.state.ObjectStatus;
import dev.k3form.state.ResourceRecord;
import dev.k3form.state.store.StateSession;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Marks an object so that the next apply replaces it. */
@Command(name = "taint", description = "Mark an object: the next apply replaces it.")
final class TaintCommand extends ProjectCommand {
  @Mixin private StateOptions options;

  @Option(names = "--json", description = "As one JSON object.")
  private boolean json;

  @Parameters(paramLabel = "ADDRESS", description = "The instance.")
  private String address;

  @Override
  public Integer call() {
    ResourceRecord marked = mark(project(), options, address, "taint", TaintCommand::marked);
    if (json) {
      print(this, marked);
    } else {
      terminal().out().println(marked.address() + " is marked: the next apply replaces it.");
    }
    return ExitCode.OK;
  }

  static void print(ProjectCommand command, ResourceRecord record) {
    JsonOutput.print(
        command.terminal(),
        Map.of("address", record.address().toString(), "status", record.status().text()));
  }

  static ResourceRecord mark(
      Project project,
      StateOptions options,
      String text,
      String verb,
      Function<ResourceRecord, ResourceRecord> change) {
    ResourceAddress address = StateCommand.address(text);
    try (StateSession session = project.lock(verb, options.lockTimeout())) {
      ResourceRecord record = StateCommand.find(session.state(), address);
      if (record.status() == ObjectStatus.ABSENT) {
        throw new CommandFailure(
            Diagnostic.error("K3-0815", "the state has no object of `" + address + "`")
                .note("It has a record of objects that were replaced and are still to be deleted.")
                .help("delete them, and make the object anew: k3form apply")
                .build());
      }
      ResourceRecord changed = change.apply(record);
      if (!changed.equals(record)) {
        Project.guardedRun(
            () -> {
              session.put(changed);
              session.commit(verb + " " + address);
            });
      }
      return changed;
    }
  }

  private static ResourceRecord marked(ResourceRecord record) {
    return record.withStatus(ObjectStatus.TAINTED);
  }

  /** Without its mark an object is what it was: of an unfinished one the notes tell it. */
  static ResourceRecord unmarked(ResourceRecord record) {
    if (record.status() != ObjectStatus.TAINTED) {
      return record;
    }
    return record.withStatus(
        record.notes().containsKey(Records.KEY_NOTE)
            ? ObjectStatus.INCOMPLETE
            : ObjectStatus.READY);
  }
}
