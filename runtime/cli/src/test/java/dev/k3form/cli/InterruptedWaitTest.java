package dev.k3form.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.testkit.local.Programs;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who ends a run that still waits for its turn is told that nothing was begun. By SIGTERM, which is
 * taken as SIGINT is: a build that runs in the background begins with SIGINT ignored.
 */
final class InterruptedWaitTest {
  @TempDir private Path directory;

  @Test
  void aRunThatWaitsForTheLockHasBegunNothing() throws Exception {
    Cli cli = new Cli(directory);
    cli.file("main.k3s", "resource \"k3form_data\" \"a\" {}\n");
    assertThat(cli.run("init").exit()).isZero();
    try (CliProcess holder = CliProcess.start(cli.work(), cli.environment(), "apply")) {
      holder.awaitOutput("Perform these actions?");
      try (CliProcess waiting =
          CliProcess.start(
              cli.work(), cli.environment(), "apply", "-auto-approve", "-lock-timeout=2m")) {
        waiting.awaitOutput("lock");
        Programs.run(directory, "kill", "-TERM", Long.toString(waiting.pid()));
        assertThat(waiting.exit()).isEqualTo(143);
        assertThat(waiting.output()).contains("nothing was begun");
      }
      holder.type("yes\n");
      assertThat(holder.exit()).isZero();
    }
    assertThat(cli.run("state", "list").out()).contains("k3form_data.a");
  }
}
