package dev.k3form.provider.postgres;

import dev.k3form.hosts.provider.HostConnection;
import dev.k3form.hosts.provider.HostSession;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import dev.k3form.spi.schema.RecordBinder;
import dev.k3form.spi.schema.SecretString;
import dev.k3form.testkit.ProviderContract;
import dev.k3form.testkit.Subject;
import dev.k3form.testkit.host.FakeHost;
import dev.k3form.testkit.host.HostSubject;
import java.util.List;
import java.util.Map;

/** The contract on a machine in memory; what PostgreSQL says is for the lab test. */
final class ServerContractTest extends ProviderContract<Server, HostSession> {
  private static final Cluster CLUSTER = new Cluster("15");
  private static final HostConnection HOST = HostConnection.of("192.0.2.10");
  private static final HbaRule RULE =
      new HbaRule(
          "hostssl",
          List.of("kine"),
          List.of("k3s"),
          "192.0.2.0/24",
          "scram-sha-256",
          "verify-full",
          Map.of());
  private static final Value.Obj CONFIGURATION =
      arguments(
          new Server(
              HOST,
              List.of("localhost", "192.0.2.10"),
              5432,
              Map.of("max_connections", "200"),
              new Ssl("a certificate", new SecretString("the private key"), "a CA", "TLSv1.3"),
              List.of(RULE),
              null,
              null,
              null,
              null,
              null,
              null));

  private static Value.Obj arguments(Server server) {
    return RecordBinder.unbind(server)
        .without("version")
        .without("config_content")
        .without("hba_content")
        .without("running")
        .without("overridden")
        .without("connection");
  }

  @Override
  protected Subject<Server, HostSession> subject() {
    HbaRule local =
        new HbaRule("local", List.of("all"), List.of("all"), "all", "peer", null, Map.of());
    HbaRule plain =
        new HbaRule("host", List.of("all"), List.of("all"), "all", "md5", "verify-full", Map.of());
    HostSubject<Server> subject =
        HostSubject.onHost(new ServerType(), CONFIGURATION)
            .changedBy(CONFIGURATION.with("parameters", parameters("max_connections", "300")))
            .withInvalid(
                CONFIGURATION.with("port", Value.num(70000)),
                CONFIGURATION.with("parameters", parameters("port", "1")),
                CONFIGURATION.with("hba", rules(local)),
                CONFIGURATION.with("hba", rules(plain)),
                CONFIGURATION.with("ssl", Values.NULL))
            .presentIf(host -> host.file(CLUSTER.config()).isPresent())
            .disturbedBy(ServerContractTest::editRules);
    FakeHost host = subject.host();
    host.write(CLUSTER.hba(), "local all all peer\n", "0640");
    host.units().set(CLUSTER.unit(), true, false);
    host.answer(Cluster.FINDING, CLUSTER.version() + "\n");
    return subject;
  }

  private static void editRules(FakeHost host) {
    host.write(CLUSTER.hba(), host.file(CLUSTER.hba()).orElseThrow() + "# by hand\n", "0640");
  }

  private static Value.MapOf parameters(String name, String value) {
    return Value.MapOf.of(Type.STRING, Map.of(name, Value.str(value)));
  }

  private static Value.ListOf rules(HbaRule rule) {
    return new Value.ListOf(Type.ANY, List.of(RecordBinder.unbind(rule)));
  }
}
