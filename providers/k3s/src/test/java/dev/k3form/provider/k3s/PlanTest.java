package dev.k3form.provider.k3s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.hosts.provider.HostConnection;
import dev.k3form.model.address.AttributePath;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import dev.k3form.spi.plan.DefaultValues;
import dev.k3form.spi.plan.PlanRequest;
import dev.k3form.spi.plan.Planned;
import dev.k3form.spi.schema.RecordBinder;
import dev.k3form.spi.schema.Schemas;
import dev.k3form.spi.schema.SecretString;
import dev.k3form.testkit.RecordingContext;
import dev.k3form.testkit.host.FakeHost;
import dev.k3form.testkit.host.FakePool;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PlanTest {
  private static final ClusterJoin JOIN =
      new ClusterJoin(
          "prod",
          "v1.34.1+k3s1",
          new SecretString("sekret"),
          "embedded_etcd",
          List.of("10.0.0.11"),
          "10.0.0.10",
          6443,
          Map.of("tls-san", List.of("10.0.0.10"), "secrets-encryption", List.of("false")),
          null);

  @Test
  void aTokenStillToBeMadeIsAllThatAJoinLacks() {
    Planned planned = cluster();
    Value.Obj join = (Value.Obj) planned.values().get("join");
    assertThat(Values.isWhollyKnown(join.get("token"))).isFalse();
    assertThat(join.get("api_address")).isEqualTo(Value.str("10.0.0.11"));
    assertThat(Values.isWhollyKnown(join.get("settings"))).isTrue();

    Cluster made =
        new ClusterType()
            .create(
                RecordBinder.bind(planned.values(), Cluster.class),
                session(),
                RecordingContext.calm());
    ClusterJoin madeJoin = Objects.requireNonNull(made.join());
    assertThat(madeJoin.token().reveal()).hasSize(43);
    assertThat(madeJoin.token()).isEqualTo(made.token());
    assertThat(RecordBinder.unbind(madeJoin).with("token", Values.NULL))
        .isEqualTo(join.with("token", Values.NULL));
  }

  @Test
  void aServersPlanIsEmptyWhenNothingChanged() {
    Server applied = applied(JOIN);
    Planned planned = plan(applied, RecordBinder.unbind(applied));
    assertThat(planned.values()).isEqualTo(RecordBinder.unbind(applied));
    assertThat(planned.disruptions()).isEmpty();
  }

  @Test
  void anotherSanRestartsAndKeepsTheKubeconfig() {
    Planned planned =
        plan(server(withSettings("10.0.0.10", "api.lab")), RecordBinder.unbind(applied(JOIN)));
    assertThat(planned.replaceBecause()).isEmpty();
    assertThat(planned.disruptions())
        .singleElement()
        .satisfies(
            d ->
                assertThat(d.what())
                    .isEqualTo(
                        "k3s on s1 is restarted; the API stays reachable through the other"
                            + " servers"));
    assertThat(Values.isWhollyKnown(planned.values().get("kubeconfig"))).isTrue();
  }

  @Test
  void aFurtherServerInTheClusterRestartsNobody() {
    ClusterJoin grown =
        new ClusterJoin(
            JOIN.name(),
            JOIN.version(),
            JOIN.token(),
            JOIN.datastore(),
            List.of("10.0.0.11", "10.0.0.12"),
            JOIN.apiAddress(),
            JOIN.apiPort(),
            JOIN.settings(),
            null);
    Planned planned = plan(server(grown), RecordBinder.unbind(applied(JOIN)));
    assertThat(planned.disruptions()).isEmpty();
    assertThat(planned.replaceBecause()).isEmpty();
  }

  @Test
  void whatWasFoundedIsNotChangedInPlace() {
    ClusterJoin encrypted =
        new ClusterJoin(
            JOIN.name(),
            JOIN.version(),
            JOIN.token(),
            JOIN.datastore(),
            JOIN.servers(),
            JOIN.apiAddress(),
            JOIN.apiPort(),
            Map.of("tls-san", List.of("10.0.0.10"), "secrets-encryption", List.of("true")),
            null);
    assertThat(plan(server(encrypted), RecordBinder.unbind(applied(JOIN))).replaceBecause())
        .containsExactly(AttributePath.of("cluster"));
  }

  private static Planned cluster() {
    var schema = Schemas.resource(Cluster.class);
    Value.Obj config =
        DefaultValues.fill(
            Value.Obj.of(
                Map.of(
                    "name", Value.str("prod"),
                    "version", Value.str("v1.34.1+k3s1"),
                    "datastore", Value.str("embedded_etcd"),
                    "servers", new Value.ListOf(Type.STRING, List.of(Value.str("10.0.0.11"))))),
            schema.block());
    return new ClusterType()
        .plan(new PlanRequest<>(schema, Cluster.class, config, Optional.empty()));
  }

  /** Records from before it was kept get it by an update that restarts nothing. */
  @Test
  void aRecordWithoutTheAuthorityGetsIt() {
    Value.Obj before = RecordBinder.unbind(applied(JOIN));
    assertThat(plan(server(JOIN), before).values()).isEqualTo(before);
    Planned planned = plan(server(JOIN), before.with("ca_certificate", Values.NULL));
    assertThat(planned.values().get("ca_certificate")).isInstanceOf(Value.Unknown.class);
    assertThat(planned.replaceBecause()).isEmpty();
    assertThat(planned.disruptions()).isEmpty();
  }

  private static Planned plan(Server wanted, Value.Obj prior) {
    Value.Obj config = RecordBinder.unbind(wanted);
    for (String computed :
        List.of(
            "config_content",
            "binary_sha256",
            "running",
            "ca_hash",
            "ca_certificate",
            "kubeconfig")) {
      config = config.with(computed, Values.NULL);
    }
    return new ServerType()
        .plan(
            new PlanRequest<>(
                Schemas.resource(Server.class), Server.class, config, Optional.of(prior)));
  }

  private static ClusterJoin withSettings(String... sans) {
    return new ClusterJoin(
        JOIN.name(),
        JOIN.version(),
        JOIN.token(),
        JOIN.datastore(),
        JOIN.servers(),
        JOIN.apiAddress(),
        JOIN.apiPort(),
        Map.of("tls-san", List.of(sans), "secrets-encryption", List.of("false")),
        null);
  }

  private static Server server(ClusterJoin join) {
    return new Server(
        join,
        HostConnection.of("10.0.0.11"),
        "s1",
        "10.0.0.11",
        Map.of(),
        List.of(),
        Map.of(),
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private static Server applied(ClusterJoin join) {
    Server server = server(join);
    return server.finished(
        NodeConfig.server(server), "ab12", "cd34", "pem", new SecretString("kubeconfig"));
  }

  private static K3sSession session() {
    return new K3sSession(
        new FakePool(new FakeHost()).session(),
        new Releases(HttpClient.newHttpClient(), Releases.UPSTREAM, Path.of("unused")));
  }
}
