package dev.k3form.provider.k3s;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lines are those of a real k3s v1.34.1. */
final class DiagnosisTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Waiting to retrieve agent configuration; server is not ready: failed to retrieve configuration from server: not authorized|refuses the token|true
          Error: preparing server: failed to bootstrap cluster data: not authorized|refuses the token|true
          Failed to validate connection to cluster at https://10.77.0.11:6443: token CA hash does not match the Cluster CA certificate hash: 0000 != 3964|CA hash in the token is not|true
          Failed to validate connection to cluster at https://10.77.0.11:6443: invalid token CA hash length|malformed|true
          Failed to validate connection to cluster at https://10.77.0.99:6443: failed to get CA certs: Get "https://127.0.0.1:6444/cacerts": EOF|nothing that speaks for the cluster|false
          Error: --token is required|no token|true
          Failed to validate connection to cluster at http://10.77.0.11:6443: only https:// URLs are supported, invalid scheme: http://127.0.0.1:6444|not an https URL|true
          Shutdown request received: etcd cluster join failed: duplicate node name found, please use a unique name for this node|etcd has a member of this name|true
          Node password rejected, duplicate hostname or contents of '/etc/rancher/node/password' may not match server node-passwd entry|a node of this name exists|true
          Error: preparing server: failed to bootstrap cluster data: bootstrap data already found and encrypted with different token|not the one that the cluster in the datastore|true
          Shutdown request received: failed to save bootstrap data: bootstrap data already found and encrypted with different token|not the one that the cluster in the datastore|true
          yaml: line 6: mapping values are not allowed in this context|config.yaml cannot be read: yaml: line 6|true
          Failed to ping database connection: failed to connect to `user=k3s database=k3s`: 10.77.0.10:5432 (pg1): server error: FATAL: connection requires a valid client certificate (SQLSTATE 28000)|requires a client certificate|true
          Failed to ping database connection: failed to connect to `user=k3s database=k3s`: 10.77.0.10:5432 (pg1): dial error: dial tcp 10.77.0.10:5432: connect: connection refused|cannot be reached: connection refused|false
          Failed to ping database connection: server error: FATAL: password authentication failed for user|refuses role or password|false
          Failed to ping database connection: server error: FATAL: no pg_hba.conf entry for host "10.77.0.11", user "k3s", database "k3s", SSL encryption|no hba rule|false
          """)
  void namesTheCauseOfWhatTheLogSays(String message, String cause, boolean certain) {
    Diagnosis found = Diagnosis.of(line("error", message)).orElseThrow();
    assertThat(found.sentence()).contains(cause).doesNotContain("\n");
    assertThat(found.certain()).isEqualTo(certain);
    assertThat(found.help()).endsWith(".");
  }

  @ParameterizedTest
  @CsvSource({
    "ClusterIPRanges.slice[0].IP.slice[13], cluster-cidr",
    "secrets-encryption, secrets-encryption",
    "flannel-backend, flannel-backend"
  })
  void namesTheSettingThatDiffers(String word, String setting) {
    String log =
        line("warning", "critical configuration mismatched: " + word)
            + line(
                "fatal",
                "Error: preparing server: failed to bootstrap cluster data: failed to validate"
                    + " server configuration: critical configuration value mismatch between"
                    + " servers");
    assertThat(Diagnosis.of(log).orElseThrow().sentence()).endsWith(": " + setting);
  }

  @Test
  void isNotAlarmedByAHealthyStart() {
    String log =
        line(
                "warning",
                "Cluster CA certificate is not trusted by the host CA bundle, but the token"
                    + " does not include a CA hash.")
            + line(
                "warning",
                "failed to create database k3s: failed to connect to `user=k3s database=postgres`:"
                    + " server error: FATAL: no pg_hba.conf entry for host \\\"10.77.0.11\\\", user"
                    + " \\\"k3s\\\", database \\\"postgres\\\"")
            + line(
                "error", "Sending HTTP/1.1 503 response to 127.0.0.1:50662: runtime core not ready")
            + line("info", "k3s is up and running");
    assertThat(Diagnosis.of(log)).isEmpty();
  }

  @Test
  void prefersTheCertainCause() {
    String log =
        line(
                "error",
                "Failed to validate connection to cluster at https://a:6443: failed to get CA"
                    + " certs: EOF")
            + line("error", "failed to retrieve configuration from server: not authorized");
    assertThat(Diagnosis.of(log).orElseThrow().sentence()).contains("refuses the token");
  }

  private static String line(String level, String message) {
    return "time=\"2026-11-21T03:06:53Z\" level=" + level + " msg=\"" + message + "\"\n";
  }
}
