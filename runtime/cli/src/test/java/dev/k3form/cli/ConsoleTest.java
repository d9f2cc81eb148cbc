package dev.k3form.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Expressions that are piped into the console. */
final class ConsoleTest {
  private static final String CONFIG =
      """
      variable "names" {
        type    = list(string)
        default = ["a", "b"]
      }

      variable "token" {
        default   = "t0p-s3cret"
        sensitive = true
      }

      resource "k3form_data" "node" {
        for_each = toset(var.names)
        input    = "${each.key} ${nonsensitive(length(var.token))}"
      }

      output "token" {
        value     = var.token
        sensitive = true
      }
      """;

  @TempDir private Path directory;
  private Cli cli;

  @BeforeEach
  void start() throws IOException {
    cli = new Cli(directory);
    cli.file("main.k3s", CONFIG);
  }

  @Test
  void eachLineIsAnswered() {
    var console = cli.answering("1 + 2\nvar.names\n\n# nothing\n{ a = 1 }\n", "console");
    assertThat(console.err()).isEmpty();
    assertThat(console.exit()).isZero();
    assertThat(console.out())
        .isEqualTo(
            """
            3
            tolist([
              "a",
              "b",
            ])
            {
              "a" = 1
            }
            """);
  }

  @Test
  void whatIsOpenGoesOnInTheNextLine() {
    var console = cli.answering("[\n1,\n2][1]\n<<EOT\nhi\nEOT\n\"${\n3\n}\"\n", "console");
    assertThat(console.err()).isEmpty();
    assertThat(console.out()).isEqualTo("2\n<<EOT\nhi\n\nEOT\n3\n");
  }

  @Test
  void anErrorIsToldTheRestIsAnsweredAndTheCommandFails() {
    var console = cli.answering("nothing\n2 + 2\n(1\n", "console");
    assertThat(console.exit()).isEqualTo(1);
    assertThat(console.out()).isEqualTo("4\n");
    assertThat(console.err()).contains("error[K3-0201]", "<console>:1:1", "error[K3-0110]");
  }

  @Test
  void exitEndsIt() {
    var console = cli.answering("1\nexit\n2\n", "console");
    assertThat(console.exit()).isZero();
    assertThat(console.out()).isEqualTo("1\n");
  }

  @Test
  void secretsAreNotShown() {
    var console =
        cli.answering(
            "var.token\n\"x-${var.token}\"\nvar.token + 1\nregex(\"x\", var.token)\n", "console");
    assertThat(console.out()).isEqualTo("(secret)\n(secret)\n");
    assertThat(console.out() + console.err()).doesNotContain("t0p");
  }

  @Test
  void theStateIsSeenOnceThereIsOne() {
    assertThat(cli.answering("k3form_data.node[\"a\"].id\n", "console").out())
        .isEqualTo("(known after apply)\n");
    assertThat(cli.answering("k3form_data.node[\"a\"].input\n", "console").out())
        .isEqualTo("\"a 10\"\n");
    assertThat(cli.run("init").exit()).isZero();
    assertThat(cli.run("apply", "-auto-approve").exit()).isZero();
    assertThat(cli.answering("length(k3form_data.node[\"a\"].id)\n", "console").out())
        .isEqualTo("32\n");
    assertThat(
            cli.answering("k3form_data.node[\"a\"].input\n", "console", "-var", "names=[\"b\"]")
                .err())
        .contains("K3-0306");
  }

  @Test
  void anErrorOfTheConfigurationIsTold() throws IOException {
    cli.file("other.k3s", "output \"x\" {\n  value = var.nmes\n}\n");
    var console = cli.answering("1\n", "console");
    assertThat(console.exit()).isEqualTo(1);
    assertThat(console.err()).contains("other.k3s:2", "var.names");
  }

  @Test
  void aDirectoryWithoutConfigurationIsGoodForSums() throws IOException {
    cli.file("empty/.keep", "");
    var console = cli.answering("6 * 7\n", "-chdir=empty", "console");
    assertThat(console.err()).isEmpty();
    assertThat(console.out()).isEqualTo("42\n");
  }
}
