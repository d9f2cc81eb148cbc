package dev.k3form.provider.k3s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.hosts.provider.HostConnection;
import dev.k3form.spi.schema.SecretString;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class NodeConfigTest {
  private static final String HEADER =
      "# Written by k3form: changes made here are shown by the next plan and undone by the next"
          + " apply.\n";

  @Test
  void writesAServersConfiguration() {
    ClusterJoin cluster =
        join(
            "postgres",
            new Datastore(
                "db.lab",
                5432,
                "kine",
                "k3s",
                new SecretString("p@ss/word"),
                "ca",
                "cert",
                new SecretString("key")));
    Server server =
        new Server(
            cluster,
            HostConnection.of("10.0.0.11"),
            "s1",
            "10.0.0.11",
            Map.of("b", "2", "a", "1"),
            List.of("CriticalAddonsOnly=true:NoExecute"),
            Map.of("kubelet-arg", List.of("max-pods=50")),
            null,
            null,
            null,
            null,
            null,
            null);
    assertThat(NodeConfig.server(server))
        .isEqualTo(
            HEADER
                + """
                datastore-cafile: /etc/rancher/k3s/k3form-datastore-ca.crt
                datastore-certfile: /etc/rancher/k3s/k3form-datastore-client.crt
                datastore-keyfile: /etc/rancher/k3s/k3form-datastore-client.key
                disable:
                  - traefik
                kubelet-arg:
                  - "max-pods=50"
                node-ip:
                  - "10.0.0.11"
                node-label:
                  - "a=1"
                  - "b=2"
                node-name: s1
                node-taint:
                  - "CriticalAddonsOnly=true:NoExecute"
                secrets-encryption: true
                token-file: /etc/rancher/k3s/k3form-token
                write-kubeconfig-mode: "0600"
                """)
        .doesNotContain("sekret", "p@ss", "p%40ss");
    assertThat(Objects.requireNonNull(cluster.datastorePostgres()).endpoint())
        .isEqualTo("postgres://k3s:p%40ss%2Fword@db.lab:5432/kine");
  }

  @Test
  void writesAnAgentsConfiguration() {
    Agent agent =
        new Agent(
            join("embedded_etcd", null),
            HostConnection.of("10.0.0.21"),
            "w1",
            "10.0.0.21",
            Map.of(),
            List.of(),
            Map.of(),
            null,
            null,
            null,
            null);
    assertThat(NodeConfig.agent(agent))
        .isEqualTo(
            HEADER
                + """
                node-ip:
                  - "10.0.0.21"
                node-name: w1
                server: "https://10.0.0.10:6443"
                token-file: /etc/rancher/k3s/k3form-token
                """);
  }

  @Test
  void writesHowAServerEnters() {
    assertThat(NodeConfig.founding()).isEqualTo(HEADER + "cluster-init: true\n");
    assertThat(NodeConfig.joining("10.0.0.11"))
        .isEqualTo(HEADER + "server: \"https://10.0.0.11:6443\"\n");
  }

  @Test
  void writesAUnitThatTellsWhenItIsReady() {
    assertThat(UnitFile.of("k3s-agent", "agent"))
        .contains("Type=notify\n", "KillMode=process\n", "EnvironmentFile=-/etc/default/%N\n")
        .contains("ExecStart=/usr/local/bin/k3s agent\n");
  }

  @Test
  void countsVotes() {
    assertThat(Quorum.suffices(2, 2)).isTrue();
    assertThat(Quorum.suffices(2, 1)).isFalse();
    assertThat(Quorum.suffices(1, 1)).isTrue();
    assertThat(Quorum.suffices(4, 3)).isTrue();
    assertThat(Quorum.suffices(0, 0)).isFalse();
  }

  @Test
  void knowsAMemberByItsNodesName() {
    EtcdClient.Member s1 = new EtcdClient.Member("1", "s1-f4e2d677", false, List.of("10.0.0.1"));
    assertThat(s1.isOf("s1", "10.0.0.1")).isTrue();
    assertThat(s1.isOf("s1", "")).isTrue();
    assertThat(s1.isOf("s1", "10.0.0.9")).as("another machine of that name").isFalse();
    assertThat(s1.isOf("s", "10.0.0.1")).isFalse();
    EtcdClient.Member dashed = new EtcdClient.Member("2", "a-b-f4e2d677", false, List.of());
    assertThat(dashed.isOf("a-b", "")).isTrue();
    assertThat(dashed.isOf("a", "")).isFalse();
    EtcdClient.Member unstarted = new EtcdClient.Member("3", "", true, List.of("10.0.0.3"));
    assertThat(unstarted.isOf("s3", "10.0.0.3")).isTrue();
  }

  private static ClusterJoin join(String datastore, @Nullable Datastore database) {
    return new ClusterJoin(
        "prod",
        "v1.34.1+k3s1",
        new SecretString("sekret"),
        datastore,
        List.of("10.0.0.11"),
        "10.0.0.10",
        6443,
        Map.of(
            "disable", List.of("traefik"),
            "secrets-encryption", List.of("true"),
            "tls-san", List.of(),
            "write-kubeconfig-mode", List.of("0600")),
        database);
  }
}
