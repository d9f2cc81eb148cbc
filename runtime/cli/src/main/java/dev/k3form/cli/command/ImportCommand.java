package dev.k3form.cli.command;

import dev.k3form.cli.ExitCode;
import dev.k3form.cli.project.Compilation;
import dev.k3form.cli.project.Compiled;
import dev.k3form.cli.project.Project;
import dev.k3form.cli.view.EventView;
import dev.k3form.engine.plan.Change;
import dev.k3form.engine.plan.Plan;
import dev.k3form.engine.planning.PlanOptions;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.graph.Refactoring;
import dev.k3form.model.source.Span;
import dev.k3form.state.ResourceRecord;
import dev.k3form.state.StateProblems;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code import ADDRESS ID}: takes an object that is there into the state, and touches nothing.
 *
 * <p>The resource must be configured, since its provider and its dependencies come from there. The
 * object is read as it is; where it differs from the configuration, the next plan says so.
 */
@Command(
    name = "import",
    description = "Take an object that exists already into the state.",
    footer = {
      "",
      "An `import` block does the same for everybody, and `k3form plan",
      "-generate-config-out=FILE` writes the resource blocks that are missing."
    })
final class ImportCommand extends ProjectCommand {
  @Mixin private VariableOptions variables;
  @Mixin private StateOptions state;

  @Option(names = "--json", description = "As one JSON object.")
  private boolean json;

  @Parameters(index = "0", paramLabel = "ADDRESS", description = "The configured instance.")
  private String text;

  @Parameters(
      index = "1",
      paramLabel = "ID",
      description = "What the provider calls the object, see `k3form explain TYPE`.")
  private String id;

  @Override
  public Integer call() {
    Project project = project();
    EventView view = beside(json);
    ResourceAddress address = StateCommand.address(text);
    if (address.mode() == ResourceAddress.Mode.DATA) {
      throw new CommandFailure(
          Diagnostic.error("K3-0814", "this is not the address of a resource")
              .note("`" + address + "` is a data source: it is read, and owned by nobody.")
              .help("import into a resource:\n  k3form import TYPE.NAME ID")
              .build());
    }
    Compiled compiled = Compilation.of(project, variables.variables(), variables.files(), view);
    Refactoring.Import wanted = new Refactoring.Import(address, id, Span.NONE);
    Compiled with =
        new Compiled(new WithImport(compiled.configuration(), wanted), compiled.sources());
    try (Run run = Run.open(project, with, "import", state.lockTimeout(), view)) {
      if (run.session().resource(address).isPresent()) {
        throw new CommandFailure(StateProblems.recordExists(address));
      }
      PlanOptions options = PlanOptions.DEFAULT.withTargets(List.of(address.toString()));
      Plan plan = planned(run, options, address, view);
      ResourceRecord record =
          plan.change(address)
              .filter(change -> change.about().importId().isPresent())
              .map(ImportCommand::record)
              .orElseThrow(() -> unconfigured(address));
      Project.guardedRun(
          () -> {
            run.session().put(record);
            run.session().commit("import " + address);
          });
      boolean same = plan.change(address).filter(Change.NoOp.class::isInstance).isPresent();
      if (json) {
        JsonOutput.print(
            terminal(),
            Map.of("address", address.toString(), "id", id, "matches_configuration", same));
        return ExitCode.OK;
      }
      terminal().out().println("Imported " + address + ".");
      terminal()
          .out()
          .println(
              same
                  ? "It is as the configuration wants it."
                  : "It differs from the configuration: `k3form plan` shows where.");
    }
    return ExitCode.OK;
  }

  private static Plan planned(
      Run run, PlanOptions options, ResourceAddress address, EventView view) {
    try {
      return run.plan(options, view).plan();
    } catch (CommandFailure e) {
      boolean missing =
          e.diagnostics().stream()
              .anyMatch(d -> List.of("K3-0505", "K3-0510").contains(d.code().text()));
      throw missing ? unconfigured(address) : e;
    }
  }

  private static CommandFailure unconfigured(ResourceAddress address) {
    return new CommandFailure(
        Diagnostic.error("K3-0843", "`" + address + "` is not configured")
            .note("An object is imported into a resource that the configuration has.")
            .help(
                "write its block, or an `import` block, and have the rest written:\n"
                    + "  k3form plan -generate-config-out=generated.k3s")
            .on(address)
            .build());
  }

  private static ResourceRecord record(Change change) {
    var about = change.about();
    return ResourceRecord.of(
            change.address(),
            about.provider(),
            about.record().schemaVersion(),
            change.before().orElseThrow())
        .withDependencies(about.record().dependencies())
        .withLifecycle(about.record().createBeforeDestroy(), about.record().preventDestroy());
  }
}
