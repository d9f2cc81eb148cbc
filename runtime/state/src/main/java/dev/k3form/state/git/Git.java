package dev.k3form.state.git;

import dev.k3form.state.StateException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The {@code git} program, run in one directory, never asking for anything on a terminal. */
final class Git {
  private final Path directory;

  Git(Path directory) {
    this.directory = directory;
  }

  /** What a run of git came to. */
  record Answer(int code, String output, String error) {
    boolean ok() {
      return code == 0;
    }

    /** Returns the output without the last line feed. */
    String line() {
      return output.strip();
    }
  }

  Path directory() {
    return directory;
  }

  /** Runs git and returns its answer, good or bad. */
  Answer ask(String... arguments) {
    return run(Map.of(), arguments);
  }

  /** Runs git as nobody in particular at a given moment: for commits that only k3form reads. */
  Answer asLockHolder(String when, String... arguments) {
    Map<String, String> variables = new HashMap<>();
    for (String role : List.of("AUTHOR", "COMMITTER")) {
      variables.put("GIT_" + role + "_NAME", "k3form");
      variables.put("GIT_" + role + "_EMAIL", "k3form@localhost");
      variables.put("GIT_" + role + "_DATE", when);
    }
    return run(variables, arguments);
  }

  private Answer run(Map<String, String> variables, String... arguments) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().put("GIT_TERMINAL_PROMPT", "0");
    builder.environment().put("LC_ALL", "C");
    builder.environment().putAll(variables);
    try {
      Process process = builder.start();
      ByteArrayOutputStream errors = new ByteArrayOutputStream();
      Thread reader = Thread.ofVirtual().start(() -> drain(process.getErrorStream(), errors));
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      reader.join();
      return new Answer(code, output, errors.toString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new StateException(GitProblems.failed("run git", String.valueOf(e.getMessage())), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StateException(GitProblems.failed("run git", "interrupted"), e);
    }
  }

  /**
   * Runs git and returns its output.
   *
   * @param purpose what for, in the error
   */
  String must(String purpose, String... arguments) {
    Answer answer = ask(arguments);
    if (!answer.ok()) {
      throw failed(purpose, answer);
    }
    return answer.output();
  }

  static StateException failed(String purpose, Answer answer) {
    return new StateException(GitProblems.failed(purpose, said(answer)));
  }

  /** Says that what was done could not be committed or pushed. */
  static StateException notPublished(String purpose, Answer answer) {
    return new StateException(GitProblems.notPublished(purpose, said(answer)));
  }

  private static String said(Answer answer) {
    String said = answer.error().isBlank() ? answer.output() : answer.error();
    return withoutCredentials(said.strip());
  }

  /** Takes user names and passwords out of addresses that git quotes. */
  static String withoutCredentials(String text) {
    return text.replaceAll("://[^/@\\s]+@", "://***@");
  }

  /** Returns a configuration value. */
  Optional<String> config(String key) {
    Answer answer = ask("config", "--get", key);
    return answer.ok() ? Optional.of(answer.line()) : Optional.empty();
  }

  private static void drain(InputStream from, ByteArrayOutputStream to) {
    try (from) {
      from.transferTo(to);
    } catch (IOException e) {
      to.writeBytes("(the rest of what git said was lost)".getBytes(StandardCharsets.UTF_8));
    }
  }
}
