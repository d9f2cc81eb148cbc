package dev.k3form.cli.command;

import dev.k3form.cli.ExitCode;
import dev.k3form.cli.view.ApplyView;
import dev.k3form.cli.view.JsonValues;
import dev.k3form.cli.view.ValueText;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import dev.k3form.state.OutputRecord;
import dev.k3form.state.State;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/**
 * Shows outputs. All of them: secrets masked. One by its name: in clear, since the user asks for
 * just that.
 */
@Command(name = "output", description = "Show outputs; one named is shown even if it is secret.")
final class OutputCommand extends ProjectCommand {
  @Parameters(arity = "0..1", paramLabel = "NAME", description = "The output to show.")
  private @Nullable String name;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  @Option(names = "--raw", description = "Just the text of one string, number or bool.")
  private boolean raw;

  @Override
  public Integer call() {
    State state = project().state();
    JsonMapper mapper = JsonMapper.builder().build();
    if (name == null) {
      all(state, mapper);
      return ExitCode.OK;
    }
    OutputRecord output = state.outputs().get(name);
    if (output == null) {
      throw new CommandFailure(
          Diagnostic.error("K3-0812", "there is no output `" + name + "` in the state")
              .note(
                  state.outputs().isEmpty()
                      ? "The state has no outputs."
                      : "The state has: " + String.join(", ", state.outputs().keySet()) + ".")
              .help("add an output block and apply")
              .build());
    }
    Value value = Values.revealAll(output.value());
    if (json) {
      terminal().out().println(mapper.writeValueAsString(JsonValues.revealed(value)));
    } else if (raw) {
      terminal().out().print(text(value));
      terminal().out().flush();
    } else {
      terminal().out().println(ValueText.inline(value));
    }
    return ExitCode.OK;
  }

  private void all(State state, JsonMapper mapper) {
    SortedMap<String, Value> values = new TreeMap<>();
    state.outputs().forEach((key, output) -> values.put(key, output.value()));
    if (json) {
      Map<String, @Nullable Object> out = new LinkedHashMap<>();
      values.forEach((key, value) -> out.put(key, JsonValues.of(value)));
      terminal().out().println(mapper.writerWithDefaultPrettyPrinter().writeValueAsString(out));
    } else if (values.isEmpty()) {
      terminal().out().println("The state has no outputs.");
    } else {
      new ApplyView(terminal()).outputs(values);
    }
  }

  private String text(Value value) {
    if (value instanceof Value.Str(String s)) {
      return s;
    }
    if (value instanceof Value.Num || value instanceof Value.Bool) {
      return ValueText.inline(value);
    }
    throw new CommandFailure(
        Diagnostic.error("K3-0813", "-raw prints strings, numbers and bools only")
            .help("use -json for `" + name + "`")
            .build());
  }
}
