package dev.k3form.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Where the root module's variables come from, beside the environment and the files found. */
final class VariableOptions {
  @Option(
      names = "--var",
      paramLabel = "NAME=VALUE",
      description = "Set a variable. May be given several times.")
  private List<String> variables = new ArrayList<>();

  @Option(
      names = "--var-file",
      paramLabel = "FILE",
      description = "Read variables from a file. May be given several times; later ones win.")
  private List<Path> files = new ArrayList<>();

  List<String> variables() {
    return List.copyOf(variables);
  }

  List<Path> files() {
    return List.copyOf(files);
  }
}
