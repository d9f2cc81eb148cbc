package dev.k3form.cli.command;

import dev.k3form.cli.ExitCode;
import dev.k3form.cli.Version;
import dev.k3form.cli.view.JsonView;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.json.JsonMapper;

/** Prints the version. */
@Command(name = "version", description = "Print the version.")
final class VersionCommand implements Callable<Integer> {
  @ParentCommand private RootCommand root;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  @Override
  public Integer call() {
    String text =
        json
            ? JsonMapper.builder()
                .build()
                .writeValueAsString(
                    new TreeMap<>(
                        Map.of("format_version", JsonView.FORMAT, "k3form", Version.text())))
            : "k3form " + Version.text();
    root.terminal().out().println(text);
    return ExitCode.OK;
  }
}
