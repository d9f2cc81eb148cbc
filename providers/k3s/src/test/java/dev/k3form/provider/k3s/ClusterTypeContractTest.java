package dev.k3form.provider.k3s;

import dev.k3form.hosts.provider.HostSession;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import dev.k3form.spi.ResourceType;
import dev.k3form.testkit.ProviderContract;
import dev.k3form.testkit.Subject;
import dev.k3form.testkit.host.FakeHost;
import dev.k3form.testkit.host.FakePool;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class ClusterTypeContractTest extends ProviderContract<Cluster, K3sSession> {
  private static final Type COMPONENT =
      new Type.OneOf(
          List.of(
              "coredns", "servicelb", "traefik", "local-storage", "metrics-server", "runtimes"));
  private static final Value.Obj CONFIGURATION =
      Value.Obj.of(
          Map.of(
              "name", Value.str("prod"),
              "version", Value.str("v1.34.1+k3s1"),
              "token", new Value.Secret(Value.str("a-token-that-is-given")),
              "datastore", Value.str("embedded_etcd"),
              "servers", list("10.0.0.11", "10.0.0.12", "10.0.0.13"),
              "api_address", Value.str("10.0.0.10"),
              "tls_san", list("10.0.0.10"),
              "disable", new Value.ListOf(COMPONENT, List.of(Value.str("traefik")))));

  private static Value list(String... items) {
    return new Value.ListOf(Type.STRING, List.of(items).stream().<Value>map(Value::str).toList());
  }

  @Override
  protected Subject<Cluster, K3sSession> subject() {
    FakePool pool = new FakePool(new FakeHost());
    return new Subject<>() {
      @Override
      public ResourceType<Cluster, K3sSession> type() {
        return new ClusterType();
      }

      @Override
      public K3sSession open() {
        HostSession hosts = pool.session();
        return new K3sSession(
            hosts, new Releases(HttpClient.newHttpClient(), Releases.UPSTREAM, Path.of("unused")));
      }

      @Override
      public Value.Obj configuration() {
        return CONFIGURATION;
      }

      @Override
      public Optional<Value.Obj> changed() {
        return Optional.of(CONFIGURATION.with("tls_san", list("10.0.0.10", "api.lab")));
      }

      @Override
      public Optional<Value.Obj> replacing() {
        return Optional.of(
            CONFIGURATION
                .with("datastore", Value.str("sqlite"))
                .with("servers", list("10.0.0.11")));
      }

      @Override
      public List<Value.Obj> invalid() {
        return List.of(
            CONFIGURATION.with("version", Value.str("1.34")),
            CONFIGURATION.with("datastore", Value.str("postgres")),
            CONFIGURATION.with("servers", list()),
            CONFIGURATION.with("token", new Value.Secret(Value.str("K10abc::node:x"))));
      }

      @Override
      public void close() {
        pool.close();
      }
    };
  }
}
