package dev.k3form.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a saved plan refuses. */
final class SavedPlanTest {
  private static final String CONFIG =
      """
      variable "x" {
        type    = string
        default = "one"
      }

      resource "k3form_data" "a" {
        input = "${var.x} in ${k3form.workspace}"
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-var=x=two",
        "-var-file=f",
        "-target=k3form_data.a",
        "-exclude=k3form_data.a",
        "-replace=k3form_data.a",
        "-destroy",
        "-refresh=false",
        "-refresh-only"
      })
  void whatWasDecidedIsNotPassedOver(String option) {
    assertThat(cli.run("plan", "-out=p").exit()).isZero();
    var refused = cli.run("apply", "p", option);
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("K3-0801", option.replaceAll("=.*", ""), "apply p");
    assertThat(cli.run("state", "list").out()).isEmpty();
    assertThat(cli.run("apply", "p", "-parallelism=1", "-auto-approve").exit()).isZero();
  }

  @Test
  void aPlanOfOneWorkspaceIsNotForAnother() {
    assertThat(cli.run("workspace", "new", "w").exit()).isZero();
    assertThat(cli.run("plan", "-out=p").exit()).isZero();
    cli.run("workspace", "select", "default");
    var refused = cli.run("apply", "p");
    assertThat(refused.err()).contains("K3-0513", "`w`", "k3form workspace select w");
    assertThat(cli.run("state", "list").out()).isEmpty();
    cli.run("workspace", "select", "w");
    assertThat(cli.run("apply", "p").exit()).isZero();
    assertThat(cli.run("state", "show", "k3form_data.a").out()).contains("one in w");
  }

  @Test
  void aSlipInOutCostsNothing() throws IOException {
    var refused = cli.run("plan", "-out=main.k3s");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("K3-0521", "no plan");
    assertThat(cli.work().resolve("main.k3s")).hasContent(CONFIG);
    assertThat(cli.run("apply", "main.k3s").err()).contains("K3-0512", "-out=FILE");
    Path whole = cli.work().resolve("p");
    cli.run("plan", "-out=p");
    Files.writeString(whole, Files.readString(whole).substring(0, 300));
    assertThat(cli.run("plan", "-out=p").exit()).isZero();
    assertThat(cli.run("apply", "p").exit()).isZero();
  }

  /** A recorded value is shown to whoever approves, and given to the provider. */
  @ParameterizedTest
  @ValueSource(strings = {"apply p -auto-approve", "show p", "graph -plan=p"})
  void whatWasEditedIsNotBelieved(String command) throws IOException {
    assertThat(cli.run("apply", "-auto-approve").exit()).isZero();
    assertThat(cli.run("plan", "-var=x=two", "-out=p").exit()).isZero();
    Path file = cli.work().resolve("p");
    String plan = Files.readString(file);
    assertThat(plan).contains("\"one in default\"");
    Files.writeString(file, plan.replace("\"one in default\"", "\"nil in default\""));
    Cli.Result refused = cli.run(command.split(" "));
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("K3-0523", "Its seal is over other bytes");
    assertThat(cli.run("state", "show", "k3form_data.a").out()).contains("one in default");
    Files.writeString(file, plan);
    assertThat(cli.run(command.split(" ")).exit()).isZero();
  }

  @Test
  void wishesThatContradictAreRefused() {
    assertThat(cli.run("apply", "-auto-approve", "-refresh-only", "-destroy").err())
        .contains("K3-0801", "contradict");
    assertThat(cli.run("destroy", "-auto-approve", "-replace=k3form_data.a").err())
        .contains("K3-0801", "contradict");
    assertThat(cli.run("plan", "-refresh-only", "-refresh=false").err())
        .contains("K3-0801", "contradict");
  }

  @Test
  void whatIsStillToBeMadeMayBeReplaced() {
    assertThat(cli.run("plan", "-replace=k3form_data.a").exit()).isZero();
    assertThat(cli.run("plan", "-replace=k3form_data.b").err())
        .contains("K3-0505", "There is `k3form_data.a`");
  }

  @Test
  void aPlanFromElsewhereIsToldFromDamage() throws IOException {
    assertThat(cli.run("plan", "-out=p").exit()).isZero();
    Files.delete(cli.work().resolve("k3form.state.key"));
    Files.delete(cli.work().resolve("k3form.state.recipients"));
    assertThat(cli.run("init").exit()).isZero();
    assertThat(cli.run("apply", "p").err())
        .contains("K3-0734", "of another clone", "plan anew")
        .doesNotContain("commits");
  }

  @Test
  void whatIsLeftAloneIsNotReplacedSilently() {
    assertThat(cli.run("apply", "-auto-approve").exit()).isZero();
    assertThat(cli.run("plan", "-replace=k3form_data.a", "-exclude=k3form_data.a").err())
        .contains("K3-0505", "not part of this plan");
  }
}
