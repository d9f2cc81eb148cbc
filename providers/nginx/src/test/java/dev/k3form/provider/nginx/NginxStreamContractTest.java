package dev.k3form.provider.nginx;

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

final class NginxStreamContractTest extends ProviderContract<NginxStream, HostSession> {
  private static final String FILE = "/etc/nginx/stream.d/k3form.conf";
  private static final HostConnection HOST = HostConnection.of("192.0.2.10");
  private static final Value.Obj CONFIGURATION = Configs.loadBalancer(HOST);

  @Override
  protected Subject<NginxStream, HostSession> subject() {
    FakeHost host = new FakeHost();
    FakePool pool = new FakePool(host);
    host.write("/etc/nginx/nginx.conf", "events {}\n", "0644");
    return new Subject<>() {
      @Override
      public ResourceType<NginxStream, HostSession> type() {
        return new NginxStreamType();
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
            CONFIGURATION.with("extra", Value.str("log_format plain \"$remote_addr\";")));
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
                    "server",
                    named("f", obj("listen", list("80"), "proxy_pass", "nowhere")))));
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
        return Set.of("upstream", "server");
      }

      @Override
      public boolean drift(Value.Obj applied) {
        host.write(FILE, host.file(FILE).orElseThrow() + "# by hand\n", "0644");
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
