package dev.k3form.cli;

import dev.k3form.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Runs commands in this process, in a directory of their own, with a home of their own. */
final class Cli {
  private final Path directory;
  private final Map<String, String> environment = new HashMap<>();

  Cli(Path directory) throws IOException {
    this.directory = directory;
    Path home = Files.createDirectories(directory.resolve("home"));
    environment.put("HOME", home.toString());
  }

  record Result(int exit, String out, String err) {}

  Map<String, String> environment() {
    return Map.copyOf(environment);
  }

  Path home() {
    return directory.resolve("home");
  }

  Cli with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Path file(String name, String text) throws IOException {
    Path file = directory.resolve("work").resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  Path work() {
    return directory.resolve("work");
  }

  Result run(String... arguments) {
    return answering("", arguments);
  }

  Result answering(String input, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            environment,
            directory.resolve("work"),
            false,
            false,
            false,
            80);
    int exit = Main.run(terminal, arguments);
    return new Result(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
