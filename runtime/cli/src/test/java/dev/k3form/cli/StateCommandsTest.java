package dev.k3form.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that change records, on whole resources and modules, and what they refuse. */
final class StateCommandsTest {
  @TempDir private Path directory;
  private Cli cli;

  @BeforeEach
  void start() throws IOException {
    cli = new Cli(directory);
    cli.file(
        "main.k3s",
        """
        module "m" {
          source   = "./m"
          for_each = { "k 1" = 1, k2 = 2 }
        }

        resource "k3form_data" "c" {
          count = 2
        }
        """);
    cli.file(
        "m/main.k3s",
        """
        resource "k3form_data" "x" {
          input = 1
        }

        resource "k3form_data" "y" {
          for_each = { "b\\"q" = 1 }
          input    = k3form_data.x.output
        }
        """);
    assertThat(cli.run("init").exit()).isZero();
    assertThat(cli.run("apply", "-auto-approve").err()).isEmpty();
  }

  private String list() {
    return cli.run("state", "list").out();
  }

  @Test
  void wholeModulesAndResourcesMove() throws IOException {
    assertThat(cli.run("state", "mv", "-dry-run", "module.m", "module.n").out())
        .contains("Would move module.m[\"k 1\"].k3form_data.x to module.n[\"k 1\"].k3form_data.x");
    assertThat(list()).contains("module.m").doesNotContain("module.n");
    assertThat(cli.run("state", "mv", "module.m", "module.n").exit()).isZero();
    assertThat(cli.run("state", "mv", "k3form_data.c", "module.n[\"k2\"].k3form_data.c").exit())
        .isZero();
    assertThat(list().lines())
        .containsExactly(
            "module.n[\"k 1\"].k3form_data.x",
            "module.n[\"k 1\"].k3form_data.y[\"b\\\"q\"]",
            "module.n[\"k2\"].k3form_data.c[0]",
            "module.n[\"k2\"].k3form_data.c[1]",
            "module.n[\"k2\"].k3form_data.x",
            "module.n[\"k2\"].k3form_data.y[\"b\\\"q\"]");
    assertThat(Files.readString(cli.work().resolve("k3form.state.json")))
        .as("dependencies go along")
        .doesNotContain("module.m[");
  }

  @Test
  void nothingIsPutOnTopOfAnotherOrHalfMoved() {
    String before = list();
    assertThat(cli.run("state", "mv", "module.m[\"k 1\"]", "module.m[\"k2\"]").err())
        .contains("K3-0816");
    assertThat(cli.run("state", "mv", "k3form_data.c", "k3form_data.d[0]").err())
        .contains("K3-0814", "a resource to a resource");
    assertThat(cli.run("state", "mv", "module.m", "module.n[\"one\"]").err()).contains("K3-0814");
    assertThat(cli.run("state", "mv", "module.m", "k3form_data.q").err()).contains("K3-0814");
    assertThat(cli.run("state", "mv", "module.zz", "module.n").err()).contains("K3-0815");
    assertThat(list()).isEqualTo(before);
  }

  @Test
  void wholeModulesAndResourcesAreForgotten() {
    assertThat(cli.run("state", "rm", "-json", "k3form_data.c", "module.m[\"k2\"]").out())
        .contains("\"dry_run\" : false", "k3form_data.c[0]", "k3form_data.c[1]");
    assertThat(list().lines()).hasSize(2).allMatch(a -> a.startsWith("module.m[\"k 1\"]"));
    assertThat(cli.run("state", "rm", "module.m[\"k 1\"].k3form_data.x", "k3form_data.c").err())
        .contains("K3-0815");
    assertThat(list().lines()).as("all or nothing").hasSize(2);
  }

  @Test
  void anUnfinishedObjectStaysUnfinishedWithoutItsMark() throws IOException {
    Path file = cli.work().resolve("k3form.state.json");
    String ready = "      \"provider\": \"k3form\"\n    },\n    \"k3form_data.c[1]\"";
    String unfinished =
        ready
            .replace("\"k3form\"", "\"k3form\",\n      \"status\": \"incomplete\"")
            .replaceFirst(
                "^ +",
                "      \"notes\": {\n        \"k3form.idempotency_key\": \"k\"\n      },\n$0");
    String text = Files.readString(file);
    assertThat(text).contains(ready);
    Files.writeString(file, text.replace(ready, unfinished));
    assertThat(cli.run("untaint", "k3form_data.c[0]").out()).contains("did not finish");
    assertThat(file).hasContent(text.replace(ready, unfinished));
    assertThat(cli.run("taint", "-json", "k3form_data.c[0]").out())
        .contains("\"status\" : \"tainted\"");
    assertThat(cli.run("untaint", "-json", "k3form_data.c[0]").out())
        .contains("\"status\" : \"incomplete\"");
    assertThat(file).hasContent(text.replace(ready, unfinished));
  }

  @Test
  void initAndUnlockTellPrograms() {
    assertThat(cli.run("init", "-json").out())
        .contains("\"key_made\" : false", "\"files_changed\" : [ ]", "\"store\" : \"local\"")
        .startsWith("{")
        .endsWith("}\n");
    assertThat(cli.run("unlock", "-json").out()).contains("\"broken\" : false");
  }

  @Test
  void whatMoreProgramsRead() throws IOException {
    assertThat(cli.run("state", "show", "-json", "k3form_data.c[0]").out())
        .startsWith("{\n  \"format_version\": \"1.0\",\n  \"address\": \"k3form_data.c[0]\"")
        .contains("\"record\": {", "\"provider\": \"k3form\"");
    Path pulled = cli.file("pulled.json", cli.run("state", "pull").out());
    assertThat(cli.run("state", "push", "-json", pulled.toString()).out())
        .contains("\"added\" : [ ]", "\"removed\" : [ ]", "\"outputs_changed\" : false");
    assertThat(cli.run("state", "rm", "k3form_data.c[1]").exit()).isZero();
    assertThat(cli.run("state", "push", "-json", "-force", pulled.toString()).out())
        .contains("\"added\" : [ \"k3form_data.c[1]\" ]", "\"changed\" : [ ]");
    assertThat(cli.run("state", "migrate", "-json").out())
        .contains("\"moved\" : [ ]", "\"store\" : \"local\"");
    assertThat(cli.run("state", "rm", "k3form_data.c[1]").exit()).isZero();
    assertThat(cli.run("import", "-json", "k3form_data.c[1]", "id-1").out())
        .startsWith("{")
        .contains("\"address\" : \"k3form_data.c[1]\"", "\"id\" : \"id-1\"")
        .contains("\"matches_configuration\" : ");
  }

  @Test
  void whatRecoverSettledIsToldToPrograms() throws IOException {
    assertThat(cli.run("recover", "-json").out())
        .contains("\"salvaged\" : false", "\"settled\" : [ ]")
        .doesNotContain("unfinished_run");
    Path inTheWay = cli.work().resolve(".k3form.state.json.new/x");
    Files.createDirectories(inTheWay);
    assertThat(cli.run("apply", "-auto-approve", "-replace=k3form_data.c[0]").err())
        .contains("K3-0709");
    Files.delete(inTheWay);
    Files.delete(inTheWay.getParent());
    assertThat(cli.run("recover", "-json").out())
        .startsWith("{")
        .contains("\"unfinished_run\" : {", "\"operation\" : \"apply\"", "\"torn_bytes\" : 0")
        .endsWith("}\n");
    assertThat(cli.run("plan", "-detailed-exitcode").exit()).isZero();
  }
}
