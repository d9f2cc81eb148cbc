package dev.k3form.examples;

import dev.k3form.cli.Main;
import dev.k3form.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** An example, copied to a directory of its own so that its state is nobody else's. */
final class Example {
  private final Path directory;
  private final Path home;
  private final List<String> variableFiles = new ArrayList<>();

  Example(String name, Path temporary) throws IOException {
    this.directory = Files.createDirectories(temporary.resolve(name));
    this.home = Files.createDirectories(temporary.resolve("home"));
    try (Stream<Path> files = Files.list(Path.of("").toAbsolutePath().resolve(name))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String fileName = String.valueOf(file.getFileName());
        if (fileName.endsWith(".k3s") || fileName.equals("lab.k3svars")) {
          Files.copy(file, directory.resolve(fileName));
        }
      }
    }
  }

  /** Returns the names of all examples. */
  static List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("").toAbsolutePath())) {
      return files
          .filter(d -> Files.exists(d.resolve("main.k3s")))
          .map(d -> String.valueOf(d.getFileName()))
          .sorted()
          .toList();
    }
  }

  Path directory() {
    return directory;
  }

  /** Replaces a text in a file, such as the lab's network by a test's own. */
  Example replacing(String file, String text, String other) throws IOException {
    Path path = directory.resolve(file);
    Files.writeString(path, Files.readString(path).replace(text, other));
    return this;
  }

  /** Adds lines to a file. */
  Example appending(String file, String lines) throws IOException {
    Files.writeString(directory.resolve(file), lines, StandardOpenOption.APPEND);
    return this;
  }

  Example with(Path variables) {
    variableFiles.add(variables.toString());
    return this;
  }

  record Result(int exit, String out, String err) {
    Result mustSucceed() {
      if (exit != 0) {
        throw new AssertionError("exit " + exit + "\n" + out + "\n" + err);
      }
      return this;
    }
  }

  /** Runs a command that takes variables. */
  Result run(String... arguments) {
    return runPlain(withFiles(arguments));
  }

  private String[] withFiles(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    variableFiles.forEach(f -> all.add("-var-file=" + f));
    return all.toArray(String[]::new);
  }

  /** Runs a command. */
  Result runPlain(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            new ByteArrayInputStream(new byte[0]),
            Map.of("HOME", home.toString()),
            directory,
            false,
            false,
            false,
            80);
    int exit = Main.run(terminal, arguments);
    return new Result(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Runs a command in a process of its own and ends it with SIGKILL after a time. */
  void runAndKill(long afterMillis, String... arguments) throws IOException, InterruptedException {
    Process process = start(arguments);
    process.waitFor(afterMillis, TimeUnit.MILLISECONDS);
    process.destroyForcibly().waitFor();
  }

  /** The same, a time after it has said something. */
  void runAndKillAfter(String words, Duration after, String... arguments)
      throws IOException, InterruptedException {
    Process process = start(arguments);
    Pattern pattern = Pattern.compile(words);
    while (process.isAlive()
        && !pattern.matcher(Files.readString(directory.resolve("killed.log"))).find()) {
      Thread.sleep(100);
    }
    process.waitFor(after.toMillis(), TimeUnit.MILLISECONDS);
    process.destroyForcibly().waitFor();
  }

  private Process start(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.k3form.cli.Main",
                "-chdir=" + directory));
    command.addAll(List.of(withFiles(arguments)));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("HOME", home.toString());
    builder.redirectErrorStream(true).redirectOutput(directory.resolve("killed.log").toFile());
    return builder.start();
  }
}
