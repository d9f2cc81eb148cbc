package dev.k3form.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.testkit.local.Programs;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who can open the secrets, by the age tool too, and that nobody else sees them anywhere. */
final class SecretsTest {
  private static final String SECRET = "correct-horse-battery-staple";
  private static final String CONFIG =
      """
      variable "password" {
        type      = string
        sensitive = true
      }

      resource "k3form_data" "a" {
        input        = "user:${var.password}"
        secret_input = var.password
      }

      output "url" {
        value     = "https://root:${var.password}@db"
        sensitive = true
      }
      """;

  @TempDir private Path directory;
  private Cli cli;

  @BeforeEach
  void start() throws IOException {
    cli = new Cli(directory);
    cli.file("main.k3s", CONFIG);
    cli.with("K3FORM_VAR_password", SECRET);
    ok(cli.run("init"));
  }

  private static Cli.Result ok(Cli.Result result) {
    assertThat(result.exit()).as(result.out() + result.err()).isZero();
    return result;
  }

  private String age(String... arguments) throws IOException, InterruptedException {
    String[] command = new String[arguments.length + 1];
    command[0] = "age";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    return Programs.run(cli.work(), command);
  }

  @Test
  void theAgeToolOpensTheKeyFileWithEachIdentityOfItsRecipients() throws Exception {
    Programs.need("age", "ssh-keygen");
    Path mine = cli.home().resolve(".config/k3form/identity.txt");
    String opened = age("-d", "-i", mine.toString(), "k3form.state.key");
    assertThat(opened).startsWith("k3form-state-key/1\nkey ");
    Path ssh = directory.resolve("id_ed25519");
    Programs.run(
        directory, "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "ci@build", "-f", "" + ssh);
    ok(cli.run("keys", "add", ssh + ".pub"));
    assertThat(cli.run("keys", "list").out()).contains("ssh-ed25519 ", "  ci@build");
    assertThat(age("-d", "-i", ssh.toString(), "k3form.state.key")).contains("# ci@build");
    ok(cli.run("apply", "-auto-approve"));
    Files.delete(mine);
    assertThat(cli.run("plan").err()).contains("error[K3-0730]");
    cli.with("K3FORM_AGE_IDENTITY_FILE", ssh.toString());
    assertThat(cli.run("plan", "-detailed-exitcode").exit()).isZero();
    cli.with("K3FORM_AGE_IDENTITY_FILE", "");
    assertThat(cli.run("keys", "add", "age1nonsense").err()).contains("error[K3-07");
  }

  @Test
  void aPassphraseOpensTheSecretsAndARotationChangesEverySeal() throws Exception {
    ok(cli.run("apply", "-auto-approve"));
    assertThat(cli.run("keys", "add", "-passphrase").err()).contains("K3-0842");
    Files.writeString(directory.resolve("phrase"), "seven small wet stones\n");
    cli.with("K3FORM_AGE_PASSPHRASE_FILE", directory.resolve("phrase").toString());
    ok(cli.run("keys", "add", "-passphrase"));
    assertThat(cli.run("keys", "list", "-json").out()).contains("\"recipient\" : \"passphrase\"");
    Path mine = cli.home().resolve(".config/k3form/identity.txt");
    Path aside = directory.resolve("aside");
    Files.move(mine, aside);
    assertThat(cli.run("plan", "-detailed-exitcode").exit()).isZero();
    Files.move(aside, mine);
    Path file = cli.work().resolve("k3form.state.json");
    List<String> before = seals(file);
    ok(cli.run("keys", "rotate"));
    assertThat(seals(file)).hasSameSizeAs(before).doesNotContainAnyElementsOf(before);
    assertThat(cli.run("plan", "-detailed-exitcode").exit()).isZero();
    ok(cli.run("keys", "remove", "passphrase"));
    assertThat(cli.work().resolve("k3form.state.key.passphrase")).doesNotExist();
    assertThat(cli.run("keys", "remove", "nobody").err()).contains("K3-0735");
    String last = cli.run("keys", "list").out().split(" ", 2)[0];
    assertThat(cli.run("keys", "remove", last).err()).contains("K3-0738");
    assertThat(cli.run("plan", "-detailed-exitcode").exit()).isZero();
  }

  /** {@code script} of util-linux gives the program a terminal of its own. */
  @Test
  void aPersonAtATerminalIsAskedForThePassphrase() throws Exception {
    Programs.need("script");
    ok(cli.run("apply", "-auto-approve"));
    Files.writeString(directory.resolve("phrase"), "seven small wet stones\n");
    cli.with("K3FORM_AGE_PASSPHRASE_FILE", directory.resolve("phrase").toString());
    ok(cli.run("keys", "add", "-passphrase"));
    Files.delete(cli.home().resolve(".config/k3form/identity.txt"));
    String java = ProcessHandle.current().info().command().orElse("java");
    String command =
        "'%s' -cp '%s' -Duser.home='%s' dev.k3form.cli.Main plan -detailed-exitcode"
            .formatted(java, System.getProperty("java.class.path"), cli.home());
    Path out = directory.resolve("terminal");
    ProcessBuilder builder =
        new ProcessBuilder("script", "-qec", command, "/dev/null")
            .directory(cli.work().toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    builder.environment().putAll(cli.environment());
    builder.environment().remove("K3FORM_AGE_PASSPHRASE_FILE");
    Process process = builder.start();
    try (OutputStream keyboard = process.getOutputStream()) {
      long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
      while (!Files.readString(out).contains("Passphrase of k3form.state.key.passphrase:")) {
        assertThat(process.isAlive() && System.nanoTime() < deadline)
            .as(Files.readString(out))
            .isTrue();
        Thread.sleep(50);
      }
      keyboard.write("seven small wet stones\n".getBytes(StandardCharsets.UTF_8));
      keyboard.flush();
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as(Files.readString(out)).isZero();
    assertThat(Files.readString(out)).doesNotContain("seven small wet stones");
  }

  private static List<String> seals(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.filter(l -> l.contains("$sealed")).map(String::strip).toList();
    }
  }

  @Test
  void aSecretIsNowhereInClearWhileARunIsUnderWayAndAfterIt() throws Exception {
    ok(cli.run("plan", "-out=saved"));
    StringBuilder shown = new StringBuilder();
    try (CliProcess run = CliProcess.start(cli.work(), cli.environment(), "apply")) {
      run.awaitOutput("Only `yes`");
      shown.append(Files.readString(Path.of("/proc/" + run.pid() + "/cmdline")));
      searchFiles();
      run.type("yes\n");
      assertThat(run.exit()).as(run.output()).isZero();
      shown.append(run.output());
    }
    for (String[] command :
        new String[][] {
          {"show"},
          {"show", "-json"},
          {"output"},
          {"output", "-json"},
          {"state", "show", "k3form_data.a"},
          {"state", "pull"},
          {"state", "textconv", "k3form.state.json"},
          {"state", "verify"},
          {"plan", "-json", "-destroy"},
          {"show", "saved"},
        }) {
      Cli.Result result = ok(cli.run(command));
      shown.append(result.out()).append(result.err());
    }
    assertThat(shown.toString()).contains("(secret").doesNotContain(SECRET);
    searchFiles();
    assertThat(cli.run("output", "-raw", "url").out()).contains(SECRET); // asked for by name
  }

  /** Looks into every file below the working directory, the journal included. */
  private void searchFiles() throws IOException {
    try (Stream<Path> files = Files.walk(cli.work())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        assertThat(bytes.contains(SECRET)).as(file.toString()).isFalse();
      }
    }
  }
}
