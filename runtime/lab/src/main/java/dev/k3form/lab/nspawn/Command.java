package dev.k3form.lab.nspawn;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Runs a program of the host to its end. Arguments are passed as they are, never through a shell.
 */
public final class Command {

  private Command() {}

  /** What a program said and how it ended. */
  public record Result(int exit, String output, String errors) {
    public boolean succeeded() {
      return exit == 0;
    }
  }

  /**
   * Runs a program and returns its standard output.
   *
   * @throws IOException when it cannot be started or does not succeed, with its own words
   */
  public static String run(String... command) throws IOException {
    Result result = attempt("", List.of(command));
    if (!result.succeeded()) {
      throw new IOException(
          String.join(" ", command) + ": exit " + result.exit() + ": " + result.errors().strip());
    }
    return result.output();
  }

  /** Runs a program with the given standard input, whatever comes of it. */
  public static Result attempt(String input, List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).start();
    CompletableFuture<String> errors =
        CompletableFuture.supplyAsync(
            () -> read(process.getErrorStream()), task -> Thread.ofVirtual().start(task));
    try (var out = process.getOutputStream()) {
      out.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // It ended without reading its input; its exit status says why.
    }
    String output = read(process.getInputStream());
    try {
      return new Result(process.waitFor(), output, errors.join());
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for " + command.getFirst(), e);
    }
  }

  private static String read(java.io.InputStream stream) {
    try {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
