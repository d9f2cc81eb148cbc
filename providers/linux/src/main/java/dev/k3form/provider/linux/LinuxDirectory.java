package dev.k3form.provider.linux;

import dev.k3form.hosts.Attributes;
import dev.k3form.hosts.provider.HostConnection;
import dev.k3form.model.schema.Effect;
import dev.k3form.spi.schema.Argument;
import dev.k3form.spi.schema.Resource;

/** A directory on a machine. */
@Resource(
    value = "linux_directory",
    doc =
        "A directory on a machine, with mode and owners. Destroying the resource removes the"
            + " directory if it is empty, and leaves it otherwise.",
    example =
        """
        resource "linux_directory" "backups" {
          host = linux_host.db.ssh
          path = "/var/backups/k3s"
          mode = "0750"
        }
        """)
public record LinuxDirectory(
    @Argument(doc = "Machine on which it is.", example = "linux_host.db.ssh") HostConnection host,
    @Argument(doc = "Absolute path.", effect = Effect.REPLACE, example = "\"/var/backups/k3s\"")
        String path,
    @Argument(doc = "Permissions in octal.", defaultValue = "0755") String mode,
    @Argument(doc = "User by name.", defaultValue = "root") String owner,
    @Argument(doc = "Group by name.", defaultValue = "root") String group) {

  LinuxDirectory with(Attributes actual) {
    boolean same = Integer.parseInt(mode, 8) == Integer.parseInt(actual.mode(), 8);
    return new LinuxDirectory(
        host, path, same ? mode : actual.mode(), actual.owner(), actual.group());
  }
}
