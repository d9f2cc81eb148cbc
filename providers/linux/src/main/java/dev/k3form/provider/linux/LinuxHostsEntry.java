package dev.k3form.provider.linux;

import dev.k3form.hosts.provider.HostConnection;
import dev.k3form.model.schema.Effect;
import dev.k3form.spi.schema.Argument;
import dev.k3form.spi.schema.Resource;
import java.util.List;

/** A line of /etc/hosts. */
@Resource(
    value = "linux_hosts_entry",
    doc =
        "A line of /etc/hosts that gives an address its names on one machine. It stands above all"
            + " other lines, so that it counts, and ends with a comment by which k3form knows it;"
            + " lines of others are left alone. An address has one entry on a machine.",
    example =
        """
        resource "linux_hosts_entry" "api" {
          host    = linux_host.db.ssh
          address = "192.168.1.220"
          names   = ["api.k3s.example.org", "api"]
        }
        """)
public record LinuxHostsEntry(
    @Argument(doc = "Machine whose file it is.", example = "linux_host.db.ssh") HostConnection host,
    @Argument(doc = "IP address.", effect = Effect.REPLACE, example = "\"192.168.1.220\"")
        String address,
    @Argument(doc = "Names, the canonical one first.", example = "[\"api.k3s.example.org\"]")
        List<String> names) {

  LinuxHostsEntry named(List<String> actual) {
    return new LinuxHostsEntry(host, address, actual);
  }
}
