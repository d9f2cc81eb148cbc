package dev.k3form.provider.postgres;

import dev.k3form.hosts.provider.HostConnection;
import dev.k3form.hosts.provider.HostSession;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import dev.k3form.spi.ResourceType;
import dev.k3form.spi.schema.RecordBinder;
import dev.k3form.spi.schema.SecretString;
import dev.k3form.testkit.ProviderContract;
import dev.k3form.testkit.Subject;
import dev.k3form.testkit.host.FakeHost;
import dev.k3form.testkit.host.FakePool;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

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
    FakeHost host = new FakeHost();
    FakePool pool = new FakePool(host);
    host.write(CLUSTER.hba(), "local all all peer\n", "0640");
    host.units().set(CLUSTER.unit(), true, false);
    host.answer(Cluster.FINDING, CLUSTER.version() + "\n");
    return new Subject<>() {
      @Override
      public ResourceType<Server, HostSession> type() {
        return new ServerType();
      }

      @Override
      public HostSession open() {
        return pool.session();
      }

      @Override
      public Value.Obj configuration() {
        return CONFIGURATION;
      }

      @Override
      public Optional<Value.Obj> changed() {
        return Optional.of(
            CONFIGURATION.with(
                "parameters",
                Value.MapOf.of(Type.STRING, Map.of("max_connections", Value.str("300")))));
      }

      @Override
      public Optional<Value.Obj> replacing() {
        return Optional.of(
            CONFIGURATION.with("host", RecordBinder.unbind(HostConnection.of("192.0.2.11"))));
      }

      @Override
      public List<Value.Obj> invalid() {
        HbaRule local =
            new HbaRule("local", List.of("all"), List.of("all"), "all", "peer", null, Map.of());
        HbaRule plain =
            new HbaRule(
                "host", List.of("all"), List.of("all"), "all", "md5", "verify-full", Map.of());
        return List.of(
            CONFIGURATION.with("port", Value.num(70000)),
            CONFIGURATION.with(
                "parameters", Value.MapOf.of(Type.STRING, Map.of("port", Value.str("1")))),
            CONFIGURATION.with("hba", rules(local)),
            CONFIGURATION.with("hba", rules(plain)),
            CONFIGURATION.with("ssl", Values.NULL));
      }

      @Override
      public OptionalInt objects() {
        return OptionalInt.of(host.file(CLUSTER.config()).isPresent() ? 1 : 0);
      }

      @Override
      public boolean drift(Value.Obj applied) {
        host.write(CLUSTER.hba(), host.file(CLUSTER.hba()).orElseThrow() + "# by hand\n", "0640");
        return true;
      }

      @Override
      public boolean breakDown() {
        pool.breakDown();
        return true;
      }

      @Override
      public void close() {
        pool.close();
      }
    };
  }

  private static Value.ListOf rules(HbaRule rule) {
    return new Value.ListOf(Type.ANY, List.of(RecordBinder.unbind(rule)));
  }
}
