package dev.k3form.provider.linux;

import static dev.k3form.testkit.WrittenValues.list;
import static dev.k3form.testkit.host.HostSubject.config;

import dev.k3form.hosts.provider.HostSession;
import dev.k3form.model.value.Value;
import dev.k3form.testkit.ProviderContract;
import dev.k3form.testkit.Subject;
import dev.k3form.testkit.host.HostSubject;
import org.junit.jupiter.api.Nested;

final class LinuxFileContractTest {
  private static final String PATH = "/etc/app/app.conf";

  @Nested
  final class OfText extends ProviderContract<LinuxFile, HostSession> {
    @Override
    protected Subject<LinuxFile, HostSession> subject() {
      Value.Obj configuration =
          config(
              "path",
              PATH,
              "content",
              "a = 1\n",
              "mode",
              "640",
              "owner",
              "app",
              "group",
              "adm",
              "validate",
              list("app", "--check", "%s"),
              "reload",
              list("app"),
              "restart",
              list("worker"));
      HostSubject<LinuxFile> world =
          HostSubject.onHost(new LinuxFileType(), configuration)
              .changedBy(configuration.with("content", Value.str("a = 2\n")))
              .presentIf(host -> host.file(PATH).isPresent())
              .disturbedBy(host -> host.write(PATH, "a = 1\n# by hand\n", "0600"))
              .withInvalid(
                  configuration.with("path", Value.str("etc/app.conf")),
                  configuration.with("path", Value.str("/etc/../app.conf")),
                  configuration.with("mode", Value.str("rw-r--r--")),
                  configuration.with("owner", Value.str("1000")),
                  configuration.with("validate", list("true")),
                  configuration.with("content_base64", Value.str("YQ==")),
                  configuration.without("content"))
              .importedAs("192.0.2.10#" + PATH, "validate", "reload", "restart", "mode");
      world.host().units().set("app", true, true);
      world.host().units().set("worker", true, true);
      return world;
    }
  }

  @Nested
  final class OfBytes extends ProviderContract<LinuxFile, HostSession> {
    @Override
    protected Subject<LinuxFile, HostSession> subject() {
      Value.Obj configuration = config("path", PATH, "content_base64", "/wAB");
      return HostSubject.onHost(new LinuxFileType(), configuration)
          .changedBy(configuration.with("content_base64", Value.str("/wAC")))
          .presentIf(host -> host.file(PATH).isPresent())
          .disturbedBy(host -> host.write(PATH, "text\n", "0644"))
          .withInvalid(configuration.with("content_base64", Value.str("not base64")))
          .importedAs("192.0.2.10#" + PATH, "content", "content_base64");
    }
  }

  @Nested
  final class OfSecrets extends ProviderContract<LinuxFile, HostSession> {
    @Override
    protected Subject<LinuxFile, HostSession> subject() {
      Value.Obj configuration = config("path", PATH, "sensitive_content", "hush-hush\n");
      return HostSubject.onHost(new LinuxFileType(), configuration)
          .changedBy(configuration.with("sensitive_content", Value.str("another secret\n")))
          .presentIf(host -> host.file(PATH).isPresent())
          .disturbedBy(host -> host.write(PATH, "found out\n", "0644"))
          .withInvalid(configuration.with("mode", Value.str("0644")))
          .importedAs("192.0.2.10#" + PATH, "content", "sensitive_content");
    }
  }
}
