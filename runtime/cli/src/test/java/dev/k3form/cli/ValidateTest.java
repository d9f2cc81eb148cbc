package dev.k3form.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code validate} tells what the providers would refuse, without values and without a machine. */
final class ValidateTest {
  private static final String PAIR =
      """
      variable "interface" {
        type = string
      }
      variable "vips" {
        type    = list(string)
        default = null
      }
      variable "priority" {
        type    = number
        default = %s
      }
      resource "keepalived_config" "lb" {
        host = { address = "192.0.2.1", user = "root" }
        vrrp_instance "api" {
          virtual_router_id = 51
          priority          = var.priority
          virtual_ipaddress = %s
          interface         = %s
        }
      }
      """;

  @TempDir private Path directory;
  private Cli cli;

  @BeforeEach
  void start() throws IOException {
    cli = new Cli(directory);
  }

  @Test
  void whatIsNotGivenYetMayBeAnything() throws IOException {
    cli.file("main.k3s", PAIR.formatted("100", "var.vips", "var.interface"));
    var result = cli.run("validate");
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).isEqualTo("The configuration is valid.\n");
    assertThat(result.exit()).isZero();
  }

  @Test
  void errorsStandAtTheArgumentInsideItsBlock() throws IOException {
    cli.file(
        "main.k3s", PAIR.formatted("300", "[\"192.0.2.9/24\", \"192.0.2.999/24\"]", "\"eth0\""));
    var result = cli.run("validate");
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err())
        .contains("error[K3-0515]: `300` is out of range", "main.k3s:16:5")
        .contains("`vrrp_instance[\"api\"].priority`")
        .contains("`192.0.2.999/24` is not an address", "main.k3s:17:42")
        .doesNotContain("192.0.2.9/24`");
    assertThat(cli.run("validate", "-json").out())
        .contains("\"valid\" : false", "\"error_count\" : 2", "K3-0515");
  }

  @Test
  void elementsThatAreStillToBeCreatedAreNoMistake() throws IOException {
    cli.file(
        "main.k3s",
        """
        resource "k3form_data" "a" {
          input = "x"
        }
        resource "k3s_cluster" "c" {
          name        = "prod"
          version     = "v1.34.1+k3s1"
          datastore   = "embedded_etcd"
          api_address = "192.0.2.1"
          servers     = [k3form_data.a.id, "${k3form_data.a.id}", k3form_data.a.id]
        }
        """);
    assertThat(cli.run("validate").err()).isEmpty();
  }
}
