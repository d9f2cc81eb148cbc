package dev.k3form.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Blocks whose instances are known only after apply, and what depends on them. */
final class StagedApplyTest {
  private static final String CONFIG =
      """
      variable "generation" {
        default = 1
      }

      resource "k3form_data" "a" {
        triggers_replace = var.generation
      }

      resource "k3form_data" "b" {
        for_each = toset([k3form_data.a.id])
        input    = each.key
      }

      module "m" {
        source   = "./m"
        for_each = toset([k3form_data.a.id])
      }

      locals {
        inside = [for m in module.m : m.id]
      }

      resource "k3form_data" "reads" {
        input = { b = [for b in k3form_data.b : b.id], m = local.inside }
      }

      resource "k3form_data" "follows" {
        depends_on = [module.m]
      }

      resource "k3form_data" "further" {
        input = k3form_data.follows.id
      }

      resource "k3form_data" "apart" {
        input = "nothing of it"
      }
      """;

  private static final String REPLACED =
      """
      resource "k3form_data" "a" {
      }

      resource "k3form_data" "b" {
        for_each = toset(k3form_data.a.id == "" ? [] : ["x", "y"])
        input    = each.key
      }
      """;

  @TempDir private Path directory;
  private Cli cli;

  @BeforeEach
  void start() throws IOException {
    cli = new Cli(directory);
    cli.file("main.k3s", CONFIG);
    cli.file(
        "m/main.k3s",
        """
        resource "k3form_data" "in" {
        }

        output "id" {
          value = k3form_data.in.id
        }
        """);
    assertThat(cli.run("init").exit()).isZero();
  }

  private List<String> changed(String... arguments) {
    var plan = cli.run(arguments);
    assertThat(plan.exit()).as(plan.out()).isZero();
    return plan.out()
        .lines()
        .filter(l -> l.contains("\"type\":\"planned_change\""))
        .map(l -> l.replaceAll(".*\"address\":\"((?:[^\"\\\\]|\\\\.)*)\".*", "$1"))
        .toList();
  }

  @Test
  void whatDependsOnSomethingOpenWaitsWithIt() {
    assertThat(changed("plan", "-json")).containsExactly("k3form_data.a", "k3form_data.apart");
    assertThat(cli.run("plan").out())
        .contains(
            "k3form_data.reads: waits for `k3form_data.b`, which is still open",
            "k3form_data.follows: waits for `module.m`",
            "k3form_data.further: waits for `k3form_data.follows`");
    var applied = cli.run("apply", "-auto-approve");
    assertThat(applied.exit()).as(applied.err()).isZero();
    assertThat(applied.out()).contains("stage 2").doesNotContain("updated in place", "stage 3");
    assertThat(cli.run("plan", "-detailed-exitcode").exit()).isZero();
  }

  @Test
  void instancesOfAModuleThatIsOpenAreNotTakenForRemoved() {
    assertThat(cli.run("apply", "-auto-approve").exit()).isZero();
    assertThat(changed("plan", "-json", "-var=generation=2")).containsExactly("k3form_data.a");
    assertThat(cli.run("plan", "-var=generation=2", "-target=module.m").out())
        .doesNotContain("will be destroyed\n");
  }

  @Test
  void aSavedPlanSaysWhatItLeavesOpen() {
    assertThat(cli.run("plan", "-out=p").exit()).isZero();
    var applied = cli.run("apply", "p");
    assertThat(applied.exit()).isZero();
    assertThat(applied.out()).contains("2 created", "left something open", "k3form apply");
    assertThat(cli.run("apply", "-auto-approve").out()).contains("5 created");
  }

  @Test
  void warningsAreOfWhatThePlanIsAbout() {
    var plan = cli.run("plan", "-target=k3form_data.apart");
    assertThat(plan.exit()).isZero();
    assertThat(plan.out() + plan.err()).doesNotContain("K3-0402", "open");
  }

  private List<String> ids(String... names) {
    return Stream.of(names)
        .map(name -> cli.run("state", "show", "k3form_data." + name).out())
        .toList();
  }

  @Test
  void aReplacementOfWhatIsOpenIsDoneInItsStageAndOnce() throws IOException {
    cli.file("main.k3s", REPLACED);
    assertThat(cli.run("apply", "-auto-approve").exit()).isZero();
    String[] what = {"-replace=k3form_data.a", "-replace=k3form_data.b[\"x\"]"};
    var plan = cli.run("plan", what[0], what[1]);
    assertThat(plan.err()).contains("K3-0524");
    assertThat(cli.run("plan", what[0], what[1], "-target=k3form_data.a").err())
        .contains("K3-0505", "not part of this plan");
    var before = ids("b[\"x\"]", "b[\"y\"]");
    var applied = cli.run("apply", "-auto-approve", what[0], what[1]);
    assertThat(applied.exit()).as(applied.err()).isZero();
    assertThat(applied.out()).contains("stage 2").doesNotContain("stage 3");
    var after = ids("b[\"x\"]", "b[\"y\"]");
    assertThat(after.getFirst()).isNotEqualTo(before.getFirst());
    assertThat(after.getLast()).isEqualTo(before.getLast());
    assertThat(cli.run("apply", "-auto-approve", what[0], "-replace=k3form_data.b[\"nope\"]").err())
        .contains("K3-0524", "K3-0505", "matches nothing");
  }

  @Test
  void whatIsExcludedTakesWithItWhatIsOpenBecauseOfIt() {
    var applied = cli.run("apply", "-auto-approve", "-exclude=k3form_data.a");
    assertThat(applied.exit()).as(applied.err()).isZero();
    assertThat(applied.out())
        .contains("1 created")
        .doesNotContain("stage 2", "open", "k3form_data.b", "module.m", "k3form_data.reads");
  }

  @Test
  void excludingOneInstanceOfWhatIsOpenLeavesTheOthers() throws IOException {
    cli.file("main.k3s", REPLACED);
    var applied = cli.run("apply", "-auto-approve", "-exclude=k3form_data.b[\"x\"]");
    assertThat(applied.exit()).as(applied.err()).isZero();
    assertThat(cli.run("state", "list").out())
        .contains("k3form_data.b[\"y\"]")
        .doesNotContain("k3form_data.b[\"x\"]");
  }

  @Test
  void aTargetInAModuleThatIsOpenHasWhatItHangsOnMadeFirst() {
    var applied = cli.run("apply", "-auto-approve", "-target=k3form_data.further");
    assertThat(applied.exit()).as(applied.err()).isZero();
    assertThat(applied.out()).contains("k3form_data.a: created", "k3form_data.further: created");
    assertThat(cli.run("state", "list").out()).doesNotContain("apart", "reads", "k3form_data.b[");
  }
}
