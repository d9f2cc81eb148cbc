package dev.k3form.provider.haproxy;

import static dev.k3form.testkit.WrittenValues.list;
import static dev.k3form.testkit.WrittenValues.named;
import static dev.k3form.testkit.WrittenValues.obj;

import dev.k3form.hosts.provider.HostConnection;
import dev.k3form.hosts.provider.HostSession;
import dev.k3form.model.value.Value;
import dev.k3form.spi.ResourceType;
import dev.k3form.spi.schema.RecordBinder;
import dev.k3form.testkit.ProviderContract;
import dev.k3form.testkit.Subject;
import dev.k3form.testkit.host.FakeHost;
import dev.k3form.testkit.host.FakePool;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

final class HaproxyConfigContractTest extends ProviderContract<HaproxyConfig, HostSession> {
  private static final String FILE = "/etc/haproxy/haproxy.cfg";
  private static final HostConnection HOST = HostConnection.of("192.0.2.10");
  private static final Value.Obj CONFIGURATION = Configs.loadBalancer(HOST);

  @Override
  protected Subject<HaproxyConfig, HostSession> subject() {
    FakeHost host = new FakeHost();
    FakePool pool = new FakePool(host);
    return new Subject<>() {
      @Override
      public ResourceType<HaproxyConfig, HostSession> type() {
        return new HaproxyConfigType();
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
            CONFIGURATION.with("extra", Value.str("peers pair\n    peer lb1 192.0.2.10:1024")));
      }

      @Override
      public Optional<Value.Obj> replacing() {
        return Optional.of(
            CONFIGURATION.with("host", RecordBinder.unbind(HostConnection.of("192.0.2.11"))));
      }

      @Override
      public List<Value.Obj> invalid() {
        return List.of(
            CONFIGURATION.with("host", RecordBinder.unbind(HostConnection.of("a b"))),
            Configs.complete(
                obj(
                    "host",
                    RecordBinder.unbind(HOST),
                    "frontend",
                    named("f", obj("bind", list("*:80"), "default_backend", "nowhere")))));
      }

      @Override
      public OptionalInt objects() {
        return OptionalInt.of(host.file(FILE).isPresent() ? 1 : 0);
      }

      @Override
      public Optional<String> importId(Value.Obj applied) {
        return Optional.of("root@192.0.2.10");
      }

      // The file is read, not understood.
      @Override
      public Set<String> notImported() {
        return Set.of("frontend", "backend");
      }

      @Override
      public boolean drift(Value.Obj applied) {
        host.write(FILE, host.file(FILE).orElseThrow() + "# by hand\n", "0640");
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
}
