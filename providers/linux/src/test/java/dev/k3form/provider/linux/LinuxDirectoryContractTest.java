package dev.k3form.provider.linux;

import static dev.k3form.testkit.host.HostSubject.config;

import dev.k3form.hosts.Attributes;
import dev.k3form.hosts.PathState;
import dev.k3form.hosts.provider.HostSession;
import dev.k3form.model.value.Value;
import dev.k3form.testkit.ProviderContract;
import dev.k3form.testkit.Subject;
import dev.k3form.testkit.host.HostSubject;

final class LinuxDirectoryContractTest extends ProviderContract<LinuxDirectory, HostSession> {
  private static final String PATH = "/var/backups/k3s";

  @Override
  protected Subject<LinuxDirectory, HostSession> subject() {
    Value.Obj configuration = config("path", PATH, "mode", "0750", "group", "adm");
    return HostSubject.onHost(new LinuxDirectoryType(), configuration)
        .changedBy(configuration.with("mode", Value.str("700")))
        .presentIf(host -> host.path(PATH).exists())
        .disturbedBy(host -> host.place(PATH, new PathState.Directory(Attributes.root("0777"))))
        .withInvalid(
            configuration.with("path", Value.str("/var/")),
            configuration.with("mode", Value.str("888")),
            configuration.with("group", Value.str("no group")))
        .importedAs("root@192.0.2.10:22#" + PATH);
  }
}
