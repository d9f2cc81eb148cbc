package dev.k3form.provider.nginx;

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

final class NginxStreamContractTest extends ProviderContract<NginxStream, HostSession> {
  private static final String FILE = "/etc/nginx/stream.d/k3form.conf";
  private static final HostConnection HOST = HostConnection.of("192.0.2.10");
  private static final Value.Obj CONFIGURATION = Configs.loadBalancer(HOST);

  @Override
  protected Subject<NginxStream, HostSession> subject() {
    HostSubject<NginxStream> subject =
        HostSubject.onHost(new NginxStreamType(), CONFIGURATION)
            .changedBy(CONFIGURATION.with("extra", Value.str("log_format plain \"$remote_addr\";")))
            .withInvalid(
                CONFIGURATION.with("host", RecordBinder.unbind(HostConnection.of("a b"))),
                Configs.complete(
                    config(
                        "server", named("f", obj("listen", list("80"), "proxy_pass", "nowhere")))))
            .presentIf(host -> host.file(FILE).isPresent())
            .disturbedBy(
                host -> host.write(FILE, host.file(FILE).orElseThrow() + "# by hand\n", "0644"))
            // The file is read, not understood.
            .importedAs("root@192.0.2.10", "upstream", "server");
    subject.host().write("/etc/nginx/nginx.conf", "events {}\n", "0644");
    return subject;
  }
}
