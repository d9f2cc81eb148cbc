package dev.k3form.testkit.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Programs of the system that tests are made with. */
public final class Programs {
  private Programs() {}

  /** Skips the test, and says so, where one of the programs is missing. */
  public static void need(String... programs) {
    for (String program : programs) {
      boolean there =
          Stream.of(System.getenv("PATH").split(":", -1))
              .anyMatch(d -> Files.isExecutable(Path.of(d, program)));
      if (!there) {
        System.err.println("SKIPPED: there is no `" + program + "` on the PATH");
      }
      Assumptions.assumeTrue(there, "there is no `" + program + "` on the PATH");
    }
  }

  /** Runs a program and returns its output; fails if it fails. */
  public static String run(Path directory, String... command)
      throws IOException, InterruptedException {
    return run(directory, Map.of(), command);
  }

  /** Runs a program with these variables besides. */
  public static String run(Path directory, Map<String, String> variables, String... command)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().putAll(variables);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(Arrays.toString(command) + " failed:\n" + output);
    }
    return output;
  }
}
