package dev.k3form.cli.command;

import dev.k3form.cli.ExitCode;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.value.Value;
import dev.k3form.state.OutputRecord;
import dev.k3form.state.State;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Writes the administrator's kubeconfig, which the state keeps sealed, to a file of its owner's.
 *
 * <p>It comes from the output {@code kubeconfig}; where there is no such output, from the servers
 * in the state. Its server is the cluster's `api_address`, so that it goes on working whichever
 * server is down.
 */
@Command(
    name = "kubeconfig",
    description = "Write the administrator's kubeconfig, with the API's address as server.")
final class KubeconfigCommand extends ProjectCommand {
  private static final String DEFAULT_OUTPUT = "kubeconfig";
  private static final String SERVER = "k3s_server";

  @Option(
      names = "-o",
      paramLabel = "FILE",
      description = "File to write, readable for its owner only; standard output unless given.")
  private @Nullable Path file;

  @Option(
      names = "--output",
      paramLabel = "NAME",
      description = "The output that has it; kubeconfig unless given.")
  private @Nullable String output;

  @Option(
      names = "--cluster",
      paramLabel = "NAME",
      description = "The cluster, where the state has servers of several.")
  private @Nullable String cluster;

  @Override
  public Integer call() {
    State state = project().state();
    String content = cluster == null ? named(state) : ofServers(state, cluster);
    if (file == null || file.toString().equals("-")) {
      terminal().out().print(content);
      terminal().out().flush();
      return ExitCode.OK;
    }
    PrivateFile.write(started().resolve(file), content);
    terminal().out().println("Wrote " + file + ", readable for its owner only.");
    return ExitCode.OK;
  }

  private String named(State state) {
    String name = output == null ? DEFAULT_OUTPUT : output;
    OutputRecord found = state.outputs().get(name);
    if (found != null && found.value().reveal() instanceof Value.Str(String text)) {
      return text;
    }
    if (output != null) {
      throw missing(
          "the state has no output `" + output + "` with a kubeconfig",
          "take the attribute `kubeconfig` of a k3s_server as its value, and apply");
    }
    return ofServers(state, null);
  }

  private static String ofServers(State state, @Nullable String wanted) {
    SortedMap<String, String> found = new TreeMap<>();
    state
        .resources()
        .forEach(
            (address, record) -> {
              if (address.type().equals(SERVER)
                  && record.attributes().get("kubeconfig").reveal()
                      instanceof Value.Str(String text)
                  && record.attributes().get("cluster").reveal() instanceof Value.Obj join
                  && join.get("name").reveal() instanceof Value.Str(String name)) {
                found.putIfAbsent(name, text);
              }
            });
    if (wanted != null) {
      String content = found.get(wanted);
      if (content == null) {
        throw missing(
            "the state has no server of a cluster `" + wanted + "`",
            found.isEmpty()
                ? "apply a configuration with a k3s_server"
                : "the state has: " + String.join(", ", found.keySet()));
      }
      return content;
    }
    if (found.size() > 1) {
      throw missing(
          "the state has servers of " + found.size() + " clusters",
          "say which with -cluster: " + String.join(", ", found.keySet()));
    }
    return found.entrySet().stream()
        .findFirst()
        .map(Map.Entry::getValue)
        .orElseThrow(
            () ->
                missing("the state has no kubeconfig", "apply a configuration with a k3s_server"));
  }

  private static CommandFailure missing(String summary, String help) {
    return new CommandFailure(Diagnostic.error("K3-0812", summary).help(help).build());
  }
}
