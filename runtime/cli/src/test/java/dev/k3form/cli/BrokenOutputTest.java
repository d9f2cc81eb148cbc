package dev.k3form.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Output that cannot be written is an error, and stops no apply; on the real devices. */
final class BrokenOutputTest {
  @TempDir private Path directory;
  private Cli cli;

  @BeforeEach
  void project() throws IOException {
    Assumptions.assumeTrue(Files.exists(Path.of("/dev/full")), "there is no /dev/full");
    cli = new Cli(directory);
    cli.file(
        "main.k3s", "resource \"k3form_data\" \"a\" {\n  count = 3\n  input = count.index\n}\n");
  }

  /** Runs the program in a shell, whose redirections are the point. */
  private Cli.Result shell(String redirection, String... arguments) throws Exception {
    String java = ProcessHandle.current().info().command().orElse("java");
    String program =
        "'%s' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '%s' dev.k3form.cli.Main %s %s"
            .formatted(
                java,
                System.getProperty("java.class.path"),
                String.join(" ", List.of(arguments)),
                redirection);
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", "set -o pipefail; " + program)
            .directory(cli.work().toFile())
            .redirectError(directory.resolve("err").toFile())
            .redirectOutput(directory.resolve("out").toFile());
    builder.environment().putAll(cli.environment());
    Process process = builder.start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return new Cli.Result(
        process.exitValue(),
        Files.readString(directory.resolve("out")),
        Files.readString(directory.resolve("err")));
  }

  @Test
  void anApplyOntoAFullDeviceIsRecordedAndFails() throws Exception {
    Cli.Result apply = shell("> /dev/full", "apply", "-auto-approve");
    assertThat(apply.exit()).isEqualTo(1);
    assertThat(apply.err()).containsOnlyOnce("error[K3-0805]").contains("space");
    assertThat(cli.run("state", "list").out().lines()).hasSize(3);
    assertThat(cli.run("plan", "-detailed-exitcode").exit()).isZero();
  }

  @Test
  void aClosedOutputIsAnErrorToo() throws Exception {
    Cli.Result plan = shell(">&-", "plan", "-detailed-exitcode");
    assertThat(plan.exit()).isEqualTo(1);
    assertThat(plan.err()).contains("error[K3-0805]");
  }

  @Test
  void helpAndVersionAreOutputToo() throws Exception {
    assertThat(shell("> /dev/full", "plan", "-help").exit()).isEqualTo(1);
    assertThat(shell("> /dev/full", "-version").err()).contains("error[K3-0805]");
  }

  @Test
  void aReaderWhoGoesAwayIsNoError() throws Exception {
    Cli.Result plan = shell("| true", "plan");
    assertThat(plan.exit()).isZero();
    assertThat(plan.err()).isEmpty();
  }
}
