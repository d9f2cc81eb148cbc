package dev.k3form.provider.haproxy;

import static dev.k3form.testkit.WrittenValues.list;
import static dev.k3form.testkit.WrittenValues.named;
import static dev.k3form.testkit.WrittenValues.obj;
import static dev.k3form.testkit.host.HostSubject.config;

import dev.k3form.hosts.provider.HostConnection;
import dev.k3form.hosts.provider.HostSession;
import dev.k3form.model.value.Value;
import dev.k3form.spi.schema.RecordBinder;
import dev.k3form.testkit.ProviderContract;
import dev.k3form.testkit.Subject;
import dev.k3form.testkit.host.HostSubject;

final class HaproxyConfigContractTest extends ProviderContract<HaproxyConfig, HostSession> {
  private static final String FILE = "/etc/haproxy/haproxy.cfg";
  private static final HostConnection HOST = HostConnection.of("192.0.2.10");
  private static final Value.Obj CONFIGURATION = Configs.loadBalancer(HOST);

  @Override
  protected Subject<HaproxyConfig, HostSession> subject() {
    return HostSubject.onHost(new HaproxyConfigType(), CONFIGURATION)
        .changedBy(
            CONFIGURATION.with("extra", Value.str("peers pair\n    peer lb1 192.0.2.10:1024")))
        .withInvalid(
            CONFIGURATION.with("host", RecordBinder.unbind(HostConnection.of("a b"))),
            Configs.complete(
                config(
                    "frontend",
                    named("f", obj("bind", list("*:80"), "default_backend", "nowhere")))))
        .presentIf(host -> host.file(FILE).isPresent())
        .disturbedBy(
            host -> host.write(FILE, host.file(FILE).orElseThrow() + "# by hand\n", "0640"))
        // The file is read, not understood.
        .importedAs("root@192.0.2.10", "frontend", "backend");
  }
}
