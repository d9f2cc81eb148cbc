package dev.k3form.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects that are there are taken into the state, by command and by block. */
final class ImportTest {
  @TempDir private Path directory;
  private Cli cli;

  @BeforeEach
  void start() throws IOException {
    cli = new Cli(directory);
    cli.file("main.k3s", "resource \"k3form_data\" \"a\" {\n  input = 1\n}\n");
    assertThat(cli.run("init").exit()).isZero();
  }

  @Test
  void theCommandTakesAnObjectIntoTheStateAndTouchesNothing() {
    Cli.Result imported = cli.run("import", "k3form_data.a", "the-id");
    assertThat(imported.exit()).as(imported.err()).isZero();
    assertThat(imported.out()).contains("Imported k3form_data.a.", "differs");
    assertThat(cli.run("state", "show", "k3form_data.a").out())
        .contains("\"the-id\"")
        .doesNotContain("input");
    assertThat(cli.run("plan").out()).contains("1 to update");
    assertThat(cli.run("import", "k3form_data.a", "x").err()).contains("K3-0756");
    assertThat(cli.run("import", "k3form_data.b", "x").err()).contains("K3-0843");
    assertThat(cli.run("import", "k3form_data", "x").err()).contains("K3-0814");
    assertThat(cli.run("import", "data.k3form_data.a", "x").err()).contains("data source");
    assertThat(cli.run("import", "k3form_data.a").err()).contains("K3-0801");
  }

  @Test
  void blocksAreWrittenForImportsThatHaveNone() throws IOException {
    cli.file("import.k3s", "import {\n  to = k3form_data.new\n  id = \"n1\"\n}\n");
    assertThat(cli.run("plan").exit()).isEqualTo(1);
    Cli.Result plan = cli.run("plan", "-generate-config-out=generated.k3s");
    assertThat(plan.exit()).as(plan.err()).isZero();
    assertThat(Files.readString(cli.work().resolve("generated.k3s")))
        .isEqualTo("resource \"k3form_data\" \"new\" {\n}\n");
    assertThat(plan.out()).contains("1 to import", "Wrote 1 block to generated.k3s.");
    assertThat(cli.run("plan", "-generate-config-out=generated.k3s").err()).contains("K3-0844");
    assertThat(cli.run("plan", "-generate-config-out=more.k3s").out())
        .contains("nothing was generated");
    assertThat(cli.run("plan", "-generate-config-out=more.txt").err())
        .contains("K3-0844", "`.k3s`");
    assertThat(cli.run("apply", "-auto-approve").exit()).isZero();
    assertThat(cli.run("plan", "-detailed-exitcode").exit()).isZero();
    assertThat(cli.run("state", "show", "k3form_data.new").out()).contains("\"n1\"");
  }
}
