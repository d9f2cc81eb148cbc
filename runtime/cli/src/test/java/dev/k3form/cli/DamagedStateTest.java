package dev.k3form.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.testkit.local.Programs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A state file that cannot be used is refused by every command, untouched, with the way out. */
final class DamagedStateTest {
  private static final String CONFIG =
      """
      resource "k3form_data" "a" {
        count        = 40
        input        = "value ${count.index}"
        secret_input = "hunter2"
      }
      """;

  @TempDir private Path directory;
  private Cli cli;
  private Path file;

  @BeforeEach
  void apply() throws IOException {
    cli = new Cli(directory);
    cli.file("main.k3s", CONFIG);
    assertThat(cli.run("init").exit()).isZero();
    assertThat(cli.run("apply", "-auto-approve").exit()).isZero();
    file = cli.work().resolve("k3form.state.json");
  }

  private void refused(String code, UnaryOperator<String> damage) throws IOException {
    String whole = Files.readString(file);
    String damaged = damage.apply(whole);
    assertThat(damaged).isNotEqualTo(whole);
    byte[] bytes = damaged.getBytes(StandardCharsets.UTF_8);
    Files.write(file, bytes);
    for (List<String> command :
        List.of(
            List.of("plan"),
            List.of("apply", "-auto-approve"),
            List.of("destroy", "-auto-approve"),
            List.of("state", "rm", "k3form_data.a[0]"),
            List.of("recover"),
            List.of("state", "verify"))) {
      Cli.Result result = cli.run(command.toArray(String[]::new));
      assertThat(result.exit()).as("%s: %s", command, result.out()).isEqualTo(1);
      assertThat(result.err()).as(command.toString()).contains("error[" + code + "]", "= help:");
      assertThat(result.out()).doesNotContain("to create", "to destroy");
    }
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    Files.writeString(file, whole);
    assertThat(cli.run("plan", "-detailed-exitcode").exit()).isZero();
  }

  @Test
  @Timeout(60)
  void aPipeOrDeviceIsToldInsteadOfWaitedFor() throws Exception {
    Path inner = cli.work().resolve(".k3form/state/default");
    for (Path path :
        List.of(file, inner.resolve("journal"), inner.resolve("lock"), key("k3form.state.key"))) {
      byte[] whole = Files.exists(path) ? Files.readAllBytes(path) : new byte[0];
      Files.deleteIfExists(path);
      Programs.run(directory, "mkfifo", path.toString());
      assertThat(said("apply", "-auto-approve", "-replace=k3form_data.a[0]"))
          .contains("error[K3-07", "it is no regular file");
      Files.delete(path);
      if (whole.length > 0) {
        Files.write(path, whole);
      }
    }
    byte[] whole = Files.readAllBytes(file);
    Files.delete(file);
    Files.createSymbolicLink(file, Path.of("/dev/zero"));
    assertThat(said("plan")).contains("error[K3-0708]", "it is no regular file");
    Files.delete(file);
    Files.write(file, whole);
    assertThat(cli.run("plan", "-detailed-exitcode").exit()).isZero();
  }

  /** Returns what a command says, its lines not wrapped. */
  private String said(String... command) {
    return cli.run(command).err().replaceAll("\\s+", " ");
  }

  private Path key(String name) {
    return cli.work().resolve(name);
  }

  @Test
  void aSelectionThatCannotBeReadIsNotTakenForTheDefault() throws IOException {
    Files.createDirectory(cli.work().resolve(".k3form/workspace"));
    for (String command : List.of("plan", "apply", "destroy")) {
      assertThat(said(command)).contains("error[K3-0804]", "Is a directory");
    }
    assertThat(Files.readString(file)).contains("k3form_data.a[0]");
  }

  @Test
  void aLinkToTheStateStaysOne() throws IOException {
    Path state = cli.work().resolve("k3form.state.json");
    Path real = Files.move(state, directory.resolve("real.json"));
    Files.createSymbolicLink(state, real);
    assertThat(cli.run("taint", "k3form_data.a[0]").exit()).isZero();
    assertThat(state).isSymbolicLink();
    assertThat(Files.readString(real)).contains("tainted");
  }

  @Test
  void aStateThatIsGoneIsNotVerified() throws IOException {
    Files.delete(cli.work().resolve("k3form.state.json"));
    var verify = cli.run("state", "verify");
    assertThat(verify.exit()).isEqualTo(1);
    assertThat(verify.err()).contains("K3-0717");
  }

  @Test
  void anEmptyFile() throws IOException {
    refused("K3-0701", _ -> "");
    refused("K3-0701", _ -> "\n \n");
  }

  @Test
  void aFileThatIsCutOffOrOverwritten() throws IOException {
    refused("K3-0702", whole -> whole.substring(0, whole.length() / 2));
    refused("K3-0702", whole -> whole.substring(0, 500) + "\0".repeat(500) + whole.substring(1000));
  }

  @Test
  void markersOfATextualMerge() throws IOException {
    refused("K3-0703", whole -> whole.replaceFirst("\n", "\n<<<<<<< HEAD\n"));
  }

  @Test
  void somebodyElsesFile() throws IOException {
    refused("K3-0704", _ -> "{\"version\": 4, \"terraform_version\": \"1.11.4\", \"serial\": 3}");
    refused("K3-0704", _ -> "[1, 2]");
  }

  @Test
  void aNewerVersion() throws IOException {
    refused("K3-0705", whole -> whole.replace("\"format_version\": 1", "\"format_version\": 2"));
  }

  @Test
  void contentThatCannotBe() throws IOException {
    refused("K3-0706", whole -> whole.replaceFirst("k3form_data\\.a\\[3]", "not an address"));
  }

  @Test
  void aSealThatWasChanged() throws IOException {
    refused(
        "K3-0733",
        whole -> {
          int at = whole.indexOf("$sealed") + 40;
          return whole.substring(0, at)
              + (whole.charAt(at) == 'A' ? 'B' : 'A')
              + whole.substring(at + 1);
        });
  }

  @Test
  void aFileThatIsGoneIsNotANewState() throws IOException {
    Path aside = directory.resolve("aside");
    Files.move(file, aside);
    Cli.Result plan = cli.run("plan");
    assertThat(plan.exit()).isEqualTo(1);
    assertThat(plan.err()).contains("error[K3-0717]");
    assertThat(plan.out()).doesNotContain("to create");
    Files.move(aside, file);
    assertThat(cli.run("plan", "-detailed-exitcode").exit()).isZero();
  }

  @Test
  void aJournalWhoseEndIsTornLosesNothingThatWasWhole() throws Exception {
    cli.file("main.k3s", CONFIG.replace("value", "another value"));
    Path journal = cli.work().resolve(".k3form/state/default/journal");
    try (CliProcess run =
        CliProcess.start(cli.work(), cli.environment(), "apply", "-auto-approve")) {
      long deadline = System.nanoTime() + 60_000_000_000L;
      while (!Files.exists(journal) || Files.size(journal) < 3_000) {
        assertThat(System.nanoTime()).isLessThan(deadline);
        if (!Files.exists(journal) && run.output().contains("Apply complete")) {
          return; // it was faster than this test could look
        }
        Thread.onSpinWait();
      }
      run.kill();
    }
    if (Files.exists(journal)) {
      byte[] bytes = Files.readAllBytes(journal);
      Files.write(journal, Arrays.copyOf(bytes, bytes.length - 3));
      Cli.Result recover = cli.run("recover");
      assertThat(recover.exit()).as(recover.err()).isZero();
    }
    assertThat(cli.run("apply", "-auto-approve").exit()).isZero();
    assertThat(cli.run("state", "list").out().lines()).hasSize(40);
    assertThat(cli.run("plan", "-detailed-exitcode").exit()).isZero();
  }
}
