package dev.k3form.provider.linux;

import dev.k3form.hosts.provider.HostConnection;
import dev.k3form.model.schema.Effect;
import dev.k3form.spi.schema.Argument;
import dev.k3form.spi.schema.Computed;
import dev.k3form.spi.schema.Resource;
import dev.k3form.spi.schema.SecretString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file on a machine. */
@Resource(
    value = "linux_file",
    doc =
        "A file on a machine, with content, mode and owners. It is written beside its place,"
            + " checked by `validate` if that is given, and renamed, so that nobody sees half of"
            + " it; then the units that use it are reloaded or restarted. If one of them does not"
            + " come up, the old file is put back. Destroying the resource removes the file.",
    example =
        """
        resource "linux_file" "motd" {
          host    = linux_host.db.ssh
          path    = "/etc/motd"
          content = "Managed by k3form.\\n"
        }
        """)
public record LinuxFile(
    @Argument(doc = "Machine on which it is.", example = "linux_host.db.ssh") HostConnection host,
    @Argument(doc = "Absolute path.", effect = Effect.REPLACE, example = "\"/etc/motd\"")
        String path,
    @Argument(
            doc = "Content; file() and templatefile() read one from beside the configuration.",
            example = "file(\"motd\")")
        @Nullable String content,
    @Argument(
            doc = "Content in base64, for what is not text.",
            example = "filebase64(\"logo.png\")")
        @Nullable String contentBase64,
    @Argument(doc = "Content that is never shown.") @Nullable SecretString sensitiveContent,
    @Argument(
            doc = "Permissions in octal; 0644, or 0600 for secret content, unless set.",
            computed = true,
            example = "\"0640\"")
        @Nullable String mode,
    @Argument(doc = "User by name.", defaultValue = "root") String owner,
    @Argument(doc = "Group by name.", defaultValue = "root") String group,
    @Argument(
            doc =
                "Command that checks the new file before it takes its place; %s is where it waits.",
            example = "[\"visudo\", \"-cf\", \"%s\"]")
        @Nullable List<String> validate,
    @Argument(
            doc = "Units that are reloaded when the file changes.",
            defaultValue = "[]",
            example = "[\"nginx\"]")
        List<String> reload,
    @Argument(doc = "Units that are restarted when the file changes.", defaultValue = "[]")
        List<String> restart,
    @Computed(doc = "Whether a change was cut off on the machine, to be repeated.")
        @Nullable Boolean interrupted) {

  LinuxFile with(
      @Nullable String text,
      @Nullable String base64,
      @Nullable SecretString secret,
      String actualMode,
      String actualOwner,
      String actualGroup,
      boolean cutOff) {
    return new LinuxFile(
        host,
        path,
        text,
        base64,
        secret,
        actualMode,
        actualOwner,
        actualGroup,
        validate,
        reload,
        restart,
        cutOff);
  }
}
