package dev.k3form.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands as a user types them, on the built-in resource. */
final class CommandsTest {
  private static final String CONFIG =
      """
      variable "greeting" {
        type    = string
        default = "hello"
      }

      resource "k3form_data" "a" {
        input = var.greeting
      }

      resource "k3form_data" "b" {
        for_each = toset(["x", "y"])
        input    = "${each.key} after ${k3form_data.a.output}"
      }

      output "b" {
        value = [for d in k3form_data.b : d.output]
      }
      """;

  @TempDir private Path directory;
  private Cli cli;

  @BeforeEach
  void start() throws IOException {
    cli = new Cli(directory);
    cli.file("main.k3s", CONFIG);
    assertThat(cli.run("init").exit()).isZero();
  }

  @Test
  void planApplyPlanDestroy() {
    var plan = cli.run("plan", "-detailed-exitcode");
    assertThat(plan.exit()).isEqualTo(2);
    assertThat(plan.out())
        .contains("+ k3form_data.a  will be created", "+ k3form_data.b[\"x\"]")
        .contains("Plan: 3 to create.");
    var apply = cli.run("apply", "-auto-approve");
    assertThat(apply.err()).isEmpty();
    assertThat(apply.exit()).isZero();
    assertThat(apply.out()).contains("Apply complete: 3 created, 0 updated, 0 destroyed.");
    var again = cli.run("plan", "--detailed-exitcode");
    assertThat(again.exit()).isZero();
    assertThat(again.out()).contains("Nothing to do");
    assertThat(cli.run("state", "list").out().lines())
        .containsExactly("k3form_data.a", "k3form_data.b[\"x\"]", "k3form_data.b[\"y\"]");
    assertThat(cli.run("output", "-json", "b").out().strip())
        .isEqualTo("[\"x after hello\",\"y after hello\"]");
    var destroy = cli.run("destroy", "-auto-approve");
    assertThat(destroy.out()).contains("3 destroyed");
    assertThat(cli.run("state", "list").out()).isEmpty();
  }

  @Test
  void theSameInfrastructureGivesTheSameStateFile() throws IOException {
    cli.run("apply", "-auto-approve");
    String first = Files.readString(cli.work().resolve("k3form.state.json"));
    cli.run("apply", "-auto-approve");
    assertThat(Files.readString(cli.work().resolve("k3form.state.json"))).isEqualTo(first);
  }

  @Test
  void onlyYesIsTakenAsYes() {
    assertThat(cli.answering("y\n", "apply").exit()).isEqualTo(1);
    assertThat(cli.run("state", "list").out()).isEmpty();
    assertThat(cli.answering("yes\n", "apply").exit()).isZero();
    assertThat(cli.run("state", "list").out()).isNotEmpty();
    assertThat(cli.run("apply", "-input=false", "-var=greeting=bye").err()).contains("K3-0810");
  }

  @Test
  void theWorkspaceIsKnownInTheConfiguration() throws IOException {
    cli.file("workspace.k3s", "output \"workspace\" {\n  value = k3form.workspace\n}\n");
    assertThat(cli.run("plan").out()).contains("+ workspace = \"default\"");
    assertThat(cli.run("workspace", "new", "staging").exit()).isZero();
    assertThat(cli.run("plan", "-out=saved.plan").out()).contains("+ workspace = \"staging\"");
    assertThat(cli.run("apply", "saved.plan").out()).contains("workspace = \"staging\"");
  }

  @Test
  void aWorkspaceThatWasNeverBegunIsRefusedNotFilled() throws IOException {
    assertThat(cli.run("workspace", "new", "staging").exit()).isZero();
    cli.with("K3FORM_WORKSPACE", "stagign");
    for (String command : List.of("plan", "apply", "destroy")) {
      var refused = cli.run(command);
      assertThat(refused.exit()).isEqualTo(1);
      assertThat(refused.err()).contains("K3-0836", "`stagign`", "K3FORM_WORKSPACE");
      assertThat(refused.out()).doesNotContain("to create");
    }
    cli.with("K3FORM_WORKSPACE", "staging");
    assertThat(cli.run("plan").out()).contains("3 to create");
    cli.with("K3FORM_WORKSPACE", "");
    assertThat(cli.run("workspace", "delete", "default").err())
        .contains("K3-0840", "always there")
        .doesNotContain("select another");
  }

  @Test
  void aMissingFileOfThePassphraseIsToldAsSuch() throws IOException {
    cli.file("s.k3s", "resource \"k3form_data\" \"s\" {\n  secret_input = \"psst\"\n}\n");
    assertThat(cli.run("apply", "-auto-approve").exit()).isZero();
    cli.with("K3FORM_AGE_PASSPHRASE", "correct horse battery staple");
    assertThat(cli.run("keys", "add", "-passphrase").exit()).isZero();
    cli.with("K3FORM_AGE_PASSPHRASE", "").with("HOME", directory.resolve("elsewhere").toString());
    cli.with("K3FORM_AGE_PASSPHRASE_FILE", "/no/such/file");
    assertThat(cli.run("plan").err())
        .contains("K3-0736", "`/no/such/file`, which `K3FORM_AGE_PASSPHRASE_FILE` names");
  }

  @Test
  void variablesComeFromOptionsFilesAndTheEnvironment() throws IOException {
    cli.file("other.k3svars", "greeting = \"file\"\n");
    assertThat(cli.run("plan", "-var-file=other.k3svars").out()).contains("\"file\"");
    assertThat(cli.run("plan", "-var", "greeting=option").out()).contains("\"option\"");
    assertThat(cli.with("K3FORM_VAR_greeting", "environment").run("plan").out())
        .contains("\"environment\"");
  }

  @Test
  void aSavedPlanIsAppliedWithoutAskingUntilItIsStale() throws IOException {
    assertThat(cli.run("plan", "-out=p").exit()).isZero();
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(cli.work().resolve("p"))))
        .isEqualTo("rw-------");
    assertThat(cli.run("show", "p").out()).contains("Plan: 3 to create.");
    assertThat(cli.run("apply", "p").exit()).isZero();
    var stale = cli.run("apply", "p");
    assertThat(stale.exit()).isEqualTo(1);
    assertThat(stale.err()).contains("error[K3-05");
    assertThat(cli.run("plan").out()).contains("Nothing to do");
  }

  @Test
  void secretsAppearNowhereInClear() throws IOException {
    cli.file(
        "secret.k3s",
        """
        variable "password" {
          type      = string
          sensitive = true
        }

        resource "k3form_data" "secret" {
          input = "user:${var.password}"
        }
        """);
    String secret = "correct-horse-battery";
    cli.with("K3FORM_VAR_password", secret);
    String shown = "";
    for (List<String> arguments :
        List.of(
            List.of("plan", "-out=p"),
            List.of("apply", "-auto-approve"),
            List.of("show"),
            List.of("show", "-json"),
            List.of("state", "show", "k3form_data.secret"),
            List.of("plan", "-json"))) {
      var result = cli.run(arguments.toArray(String[]::new));
      assertThat(result.exit()).as("%s: %s", arguments, result.err()).isZero();
      shown += result.out() + result.err();
    }
    assertThat(shown).doesNotContain(secret).contains("(secret)");
    try (Stream<Path> files = Files.walk(cli.work())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readAllBytes(file))
            .as(file.toString())
            .satisfies(
                bytes ->
                    assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                        .doesNotContain(secret));
      }
    }
  }

  @Test
  void mistakesAreShownWithTheirPlaceBeforeAnythingIsTouched() throws IOException {
    cli.file(
        "wrong.k3s",
        """
        resource "k3form_data" "wrong" {
          inputt = 1
        }

        resource "k3form_nothing" "x" {
        }

        output "o" {
          value = k3form_data.c.output
        }
        """);
    var result = cli.run("apply", "-auto-approve");
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err())
        .contains("wrong.k3s:2:3", "did you mean `input`", "k3form_nothing", "k3form_data.c");
    assertThat(cli.work().resolve("k3form.state.json")).doesNotExist();
    assertThat(cli.run("validate").exit()).isEqualTo(1);
  }

  @Test
  void aRefreshSaysNothingOfTheConfiguration() throws IOException {
    cli.run("apply", "-auto-approve");
    cli.file("more.k3s", "resource \"k3form_data\" \"more\" {}\n");
    assertThat(cli.run("plan", "-refresh-only").out())
        .contains("Nothing to do: what is there is as it is recorded.");
  }

  @Test
  void aLaterStageThatIsNotApprovedDoesNotDenyTheOnesBefore() throws IOException {
    cli.file(
        "later.k3s",
        "resource \"k3form_data\" \"later\" {\n  for_each = toset([k3form_data.a.id])\n}\n");
    var answered = cli.answering("yes\nno\n", "apply");
    assertThat(answered.out()).contains("stage 2");
    assertThat(answered.err()).contains("K3-0811", "nothing more was changed");
    assertThat(cli.run("state", "list").out()).contains("k3form_data.a");
  }

  @Test
  void whatIsForgottenIsCounted() throws IOException {
    cli.file("more.k3s", "resource \"k3form_data\" \"more\" {}\n");
    cli.run("apply", "-auto-approve");
    cli.file(
        "more.k3s",
        "removed {\n  from = k3form_data.more\n  lifecycle {\n    destroy = false\n  }\n}\n");
    assertThat(cli.run("apply", "-auto-approve").out())
        .contains("Apply complete: 0 created, 0 updated, 0 destroyed, 1 forgotten.");
  }

  @Test
  void stateCommandsChangeRecordsOnly() {
    cli.run("apply", "-auto-approve");
    assertThat(cli.run("state", "mv", "k3form_data.a", "k3form_data.z").exit()).isZero();
    assertThat(cli.run("state", "list").out()).contains("k3form_data.z");
    assertThat(cli.run("state", "mv", "k3form_data.z", "linux_file.z").err())
        .contains("K3-0508", "`k3form_data.z` is a `k3form_data`");
    assertThat(cli.run("state", "mv", "k3form_data.nope", "k3form_data.q").err())
        .contains("K3-0815");
    assertThat(cli.run("state", "rm", "k3form_data.z").exit()).isZero();
    assertThat(cli.run("state", "show", "k3form_data.z").err()).contains("K3-0815");
    assertThat(cli.run("taint", "k3form_data.b[\"x\"]").exit()).isZero();
    assertThat(cli.run("plan").out()).contains("it is marked as tainted");
  }

  @Test
  void formats() throws IOException {
    Path file = cli.file("ugly.k3s", "locals{\na=1\nlong_name=2\n}\n");
    assertThat(cli.run("fmt", "-check").exit()).isEqualTo(3);
    assertThat(cli.run("fmt").out()).contains("ugly.k3s");
    assertThat(Files.readString(file)).isEqualTo("locals {\n  a         = 1\n  long_name = 2\n}\n");
    assertThat(cli.run("fmt", "-check").exit()).isZero();
    assertThat(cli.answering("a=1\n", "fmt", "-").out()).isEqualTo("a = 1\n");
  }

  @Test
  void anEmptyStateFileIsRefusedNotTakenAsNothing() throws IOException {
    cli.run("apply", "-auto-approve");
    Files.writeString(cli.work().resolve("k3form.state.json"), "");
    var plan = cli.run("plan");
    assertThat(plan.exit()).isEqualTo(1);
    assertThat(plan.err()).contains("error[K3-07").doesNotContain("to create");
  }

  @Test
  void wrongUsageSaysWhatIsMeant() {
    var result = cli.run("plann");
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).contains("K3-0801", "plan");
    assertThat(cli.run("explain", "k3form_data").out()).contains("input", "output");
    assertThat(cli.run("version").out()).startsWith("k3form ");
  }

  @Test
  void jsonIsOneObjectALine() {
    var plan = cli.run("plan", "-json");
    assertThat(plan.out().lines()).allMatch(l -> l.startsWith("{\"type\":") && l.endsWith("}"));
    assertThat(plan.out()).contains("\"type\":\"planned_change\"", "\"action\":\"create\"");
  }

  @Test
  void aLabThatCannotBeIsRefused() {
    var subnet = cli.run("lab", "status", "--subnet=10.0.0.0/8");
    assertThat(subnet.exit()).isEqualTo(1);
    assertThat(subnet.err()).contains("K3-0821", "not '10.0.0.0/8'");
    assertThat(cli.run("lab", "status", "--name=My Lab").err()).contains("K3-0821", "'My Lab'");
  }

  @Test
  void theDirectoryStandsBeforeTheCommand() {
    assertThat(cli.run("validate", "-chdir=x").err())
        .contains("K3-0801", "`k3form -chdir=DIR COMMAND`");
  }
}
