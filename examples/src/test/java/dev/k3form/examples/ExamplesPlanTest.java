package dev.k3form.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example is planned for an endpoint that is not there: planning contacts nobody. */
final class ExamplesPlanTest {
  @TempDir private Path temporary;

  static List<String> names() throws IOException {
    return Example.names();
  }

  @Test
  void thereAreExamples() throws IOException {
    assertThat(names()).contains("lb-pair", "ha-etcd-proxmox", "ha-postgres-mtls");
  }

  @ParameterizedTest
  @MethodSource("names")
  void isPlannedAndFormatted(String name) throws IOException {
    Path key = Files.writeString(temporary.resolve("id.pub"), "ssh-ed25519 AAAATESTKEY test\n");
    Path variables =
        Files.writeString(
            temporary.resolve("site.k3svars"),
            """
            site = {
              endpoint    = "https://127.0.0.1:1"
              node        = "pve"
              storage     = "local"
              bridge      = "vmbr0"
              image       = "local:import/debian-12-genericcloud-amd64.qcow2"
              gateway     = "10.67.0.1"
              dns         = ["10.67.0.1"]
              vip         = "10.67.0.220"
              k3s_version = "v1.34.1+k3s1"
            }
            token          = "k3form@pve!test=00000000-0000-0000-0000-000000000000"
            ssh_identity   = "id"
            ssh_public_key = "%s"
            """
                .formatted(key));
    Example example = new Example(name, temporary).with(variables).with(Path.of("lab.k3svars"));
    example.runPlain("init").mustSucceed();
    var plan = example.run("plan").mustSucceed();
    assertThat(plan.out()).containsPattern("Plan: [1-9][0-9]* to create\\.");
    assertThat(plan.out()).doesNotContain("00000000-0000-0000-0000-000000000000");
    assertThat(example.runPlain("fmt", "-check").exit()).isZero();
  }

  /** The file that a user fills in holds all that is not secret. */
  @ParameterizedTest
  @MethodSource("names")
  void isPlannedWithTheFileForARealProxmox(String name) throws IOException {
    Path key = Files.writeString(temporary.resolve("id.pub"), "ssh-ed25519 AAAATESTKEY test\n");
    String filled =
        Files.readString(Path.of(name, "proxmox.k3svars.example"))
            .replace("~/.ssh/id_ed25519.pub", key.toString());
    assertThat(filled).contains(key.toString());
    Example example =
        new Example(name, temporary)
            .with(Files.writeString(temporary.resolve("proxmox.k3svars"), filled));
    List<String> words = new ArrayList<>(List.of("plan"));
    for (String secret : List.of("token", "datastore_password")) {
      if (Files.readString(Path.of(name, "variables.k3s")).contains('"' + secret + '"')) {
        words.add("-var=" + secret + "=k3form@pve!test=00000000-0000-0000-0000-000000000000");
      }
    }
    example.runPlain("init").mustSucceed();
    var plan = example.run(words.toArray(String[]::new)).mustSucceed();
    assertThat(plan.out()).containsPattern("Plan: [1-9][0-9]* to create\\.");
    assertThat(plan.out()).doesNotContain("00000000-0000-0000-0000-000000000000");
  }
}
