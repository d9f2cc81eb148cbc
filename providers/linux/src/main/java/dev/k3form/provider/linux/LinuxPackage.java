package dev.k3form.provider.linux;

import dev.k3form.hosts.provider.HostConnection;
import dev.k3form.spi.schema.Argument;
import dev.k3form.spi.schema.Computed;
import dev.k3form.spi.schema.Resource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Packages of the distribution on a machine. */
@Resource(
    value = "linux_package",
    doc =
        "Packages of the distribution on a machine, by apt, dnf or zypper. Destroying the resource"
            + " removes those that were not there before it.",
    example =
        """
        resource "linux_package" "tools" {
          host  = linux_host.db.ssh
          names = ["curl", "jq"]
        }
        """)
public record LinuxPackage(
    @Argument(doc = "Machine on which they are.", example = "linux_host.db.ssh")
        HostConnection host,
    @Argument(doc = "Names in the distribution.", example = "[\"curl\", \"jq\"]")
        List<String> names,
    @Argument(
            doc = "Exact versions of packages that are to have one.",
            defaultValue = "{}",
            example = "{ nginx = \"1.22.1-9+deb12u1\" }")
        Map<String, String> versions,
    @Computed(doc = "Version of each package.") @Nullable Map<String, String> installed,
    @Computed(doc = "Packages that were installed for it, to be removed with it.")
        @Nullable List<String> added) {

  LinuxPackage with(
      List<String> present,
      Map<String, String> exact,
      Map<String, String> actual,
      List<String> ours) {
    return new LinuxPackage(host, present, exact, actual, ours);
  }
}
