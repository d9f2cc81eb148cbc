package dev.k3form.cli.command;

import dev.k3form.cli.terminal.Terminal;
import dev.k3form.cli.view.JsonView;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/** Prints what a command found out as one JSON object, with the version of its form. */
final class JsonOutput {
  private JsonOutput() {}

  static void print(Terminal terminal, Map<String, ?> fields) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("format_version", JsonView.FORMAT);
    new TreeMap<>(fields).forEach(all::put);
    JsonMapper mapper = JsonMapper.builder().build();
    terminal.out().println(mapper.writerWithDefaultPrettyPrinter().writeValueAsString(all));
  }
}
