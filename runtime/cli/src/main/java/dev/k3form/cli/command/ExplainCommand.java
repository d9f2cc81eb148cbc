package dev.k3form.cli.command;

import dev.k3form.cli.ExitCode;
import dev.k3form.cli.view.SchemaView;
import dev.k3form.frontend.diagnostic.DiagnosticPages;
import dev.k3form.model.diagnostic.Code;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.schema.ProviderSchema;
import dev.k3form.model.schema.ResourceSchema;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Explains a diagnostic's code, or what a resource or provider takes. */
@Command(
    name = "explain",
    description = "Explain an error's code, or what a resource or provider takes.")
final class ExplainCommand extends ProjectCommand {
  @Parameters(
      paramLabel = "WHAT",
      description = "A code such as K3-0203, a type such as proxmox_vm, or a provider's name.")
  private String what;

  @Override
  public Integer call() {
    if (what.toUpperCase(Locale.ROOT).startsWith("K3-")) {
      terminal().out().println(page(what.toUpperCase(Locale.ROOT)));
      return ExitCode.OK;
    }
    SchemaView view = new SchemaView(terminal());
    for (ProviderSchema provider : project().catalog().schemas()) {
      if (provider.name().equals(what)) {
        view.provider(provider);
        return ExitCode.OK;
      }
      ResourceSchema resource = provider.resources().get(what);
      ResourceSchema schema = resource != null ? resource : provider.dataSources().get(what);
      if (schema != null) {
        view.resource(schema);
        return ExitCode.OK;
      }
    }
    throw new CommandFailure(
        Diagnostic.error("K3-0817", "nothing is known of `" + what + "`")
            .help("give an error's code, a resource type or a provider's name")
            .note(
                "The providers are: "
                    + String.join(
                        ", ",
                        project().catalog().schemas().stream().map(ProviderSchema::name).toList())
                    + ".")
            .build());
  }

  private static String page(String code) {
    Optional<String> page;
    try {
      page = DiagnosticPages.find(new Code(code));
    } catch (IllegalArgumentException e) {
      page = Optional.empty();
    }
    return page.map(String::stripTrailing)
        .orElseThrow(
            () ->
                new CommandFailure(
                    Diagnostic.error("K3-0818", "there is no page about " + code)
                        .help("docs/diagnostics lists the codes")
                        .build()));
  }
}
