package dev.k3form.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the stages make of a configuration, as {@code debug} prints it. */
final class DebugTest {
  @TempDir private Path directory;
  private Cli cli;

  @BeforeEach
  void start() throws IOException {
    cli = new Cli(directory);
    cli.file(
        "main.k3s",
        """
        variable "x" {
          type    = number
          default = 1
        }
        resource "k3form_data" "a" {
          input = var.x + 1
        }
        resource "k3form_data" "b" {
          input = k3form_data.a.output
        }
        """);
  }

  @Test
  void eachStageIsPrinted() {
    assertThat(cli.run("debug", "--emit=tokens").out()).contains("0..8 IDENTIFIER \"variable\"");
    assertThat(cli.run("debug", "--emit=tree").out())
        .contains("block resource \"k3form_data\" \"a\"\n  attribute input\n    binary +");
    assertThat(cli.run("debug", "--emit=program").out())
        .contains("  var.x: number = 1\n", "  k3form_data.a\n    input = var.x + 1\n");
    assertThat(cli.run("debug", "--emit=checked").out())
        .contains("var.x: number\n", "\n  after var.x\n", "\n  after k3form_data.a\n");
    assertThat(cli.run("debug", "--emit=graph", "-var", "x=41").out())
        .contains("k3form_data.a\n  input = 42\n", "  after k3form_data.a\n");
    assertThat(cli.run("init").exit()).isZero();
    assertThat(cli.run("debug", "--emit=plan").out())
        .contains(
            "0 create k3form_data.a by k3form\n", "1 create k3form_data.b by k3form after 0\n");
  }

  @Test
  void whatIsWrongIsToldBesideWhatThereIs() throws IOException {
    cli.file("bad.k3s", "a = \n");
    var tree = cli.run("debug", "--emit=tree");
    assertThat(tree.exit()).isEqualTo(1);
    assertThat(tree.out()).contains("block resource").contains("# bad.k3s\n");
    assertThat(tree.err()).contains("bad.k3s:1");
    var one = cli.run("debug", "--emit=tree", "main.k3s");
    assertThat(one.exit()).isZero();
    assertThat(one.out()).doesNotContain("bad.k3s");
    var program = cli.run("debug", "--emit=program");
    assertThat(program.exit()).isEqualTo(1);
    assertThat(program.out()).contains("k3form_data.a");
    assertThat(cli.run("debug", "--emit=graph").err()).contains("bad.k3s:1");
    assertThat(cli.run("debug", "--emit=nothing").exit()).isEqualTo(1);
    assertThat(cli.run("debug", "--emit=tree", "gone.k3s").err()).contains("K3-0804");
  }
}
