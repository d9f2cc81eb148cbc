package dev.k3form.provider.linux;

import static dev.k3form.testkit.WrittenValues.list;
import static dev.k3form.testkit.host.HostSubject.config;

import dev.k3form.hosts.provider.HostSession;
import dev.k3form.model.value.Value;
import dev.k3form.testkit.ProviderContract;
import dev.k3form.testkit.Subject;
import dev.k3form.testkit.host.HostSubject;

final class LinuxHostsEntryContractTest extends ProviderContract<LinuxHostsEntry, HostSession> {
  private static final String FILE = "/etc/hosts";

  @Override
  protected Subject<LinuxHostsEntry, HostSession> subject() {
    Value.Obj configuration =
        config("address", "192.0.2.220", "names", list("api.example.org", "api"));
    HostSubject<LinuxHostsEntry> world =
        HostSubject.onHost(new LinuxHostsEntryType(), configuration)
            .changedBy(configuration.with("names", list("api")))
            .presentIf(host -> host.file(FILE).orElse("").contains("192.0.2.220 "))
            .disturbedBy(
                host ->
                    host.write(
                        FILE,
                        host.file(FILE).orElseThrow().replace("api.example.org", "web"),
                        "0644"))
            .withInvalid(
                configuration.with("address", Value.str("api.example.org")),
                configuration.with("names", list()),
                configuration.with("names", list("two words")))
            .importedAs("192.0.2.10#192.0.2.220");
    world.host().write(FILE, "127.0.0.1 localhost\n", "0644");
    return world;
  }
}
