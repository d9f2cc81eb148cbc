package dev.k3form.provider.haproxy;

import dev.k3form.hosts.provider.HostConnection;
import dev.k3form.spi.schema.Argument;
import dev.k3form.spi.schema.Block;
import dev.k3form.spi.schema.Computed;
import dev.k3form.spi.schema.Resource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** HAProxy on one machine with its configuration. */
@Resource(
    value = "haproxy_config",
    doc =
        "HAProxy on a machine: installs it and owns /etc/haproxy/haproxy.cfg. A change is checked"
            + " by `haproxy -c` on the machine, swapped in, and loaded by a reload that keeps"
            + " connections; if HAProxy does not run with it, the old file is put back. The file is"
            + " rendered at plan time, and an edit by hand is shown line by line. Arguments have"
            + " the names of HAProxy's keywords.",
    example =
        """
        resource "haproxy_config" "lb" {
          host = proxmox_vm.lb.ssh

          frontend "kubernetes_api" {
            bind            = ["*:6443"]
            default_backend = "servers"
          }

          backend "servers" {
            balance = "leastconn"
            option  = ["tcp-check"]
            default_server {
              inter = 2s
              fall  = 3
              rise  = 2
            }
            server "s1" {
              address = "192.168.1.201"
              port    = 6443
              check   = true
            }
          }
        }
        """)
public record HaproxyConfig(
    @Argument(doc = "Machine on which it runs.", example = "proxmox_vm.lb.ssh") HostConnection host,
    @Block(doc = "The process as a whole.") @Nullable Global global,
    @Block(doc = "What holds for every proxy that does not say otherwise.")
        @Nullable Defaults defaults,
    @Block(doc = "Where clients connect, by its name.", name = "frontend")
        Map<String, Frontend> frontends,
    @Block(doc = "Servers that share the load, by its name.", name = "backend")
        Map<String, Backend> backends,
    @Block(doc = "A frontend and its backend in one, by its name.", name = "listen")
        Map<String, Listen> listens,
    @Argument(doc = "Further sections, as HAProxy reads them.") @Nullable String extra,
    @Computed(doc = "The configuration file.") @Nullable String content,
    @Computed(doc = "Whether HAProxy runs with it.") @Nullable Boolean active,
    @Computed(doc = "Whether the package was installed for it, to be removed with it.")
        @Nullable Boolean packageAdded) {

  HaproxyConfig found(String actual, boolean runs) {
    return new HaproxyConfig(
        host, global, defaults, frontends, backends, listens, extra, actual, runs, packageAdded);
  }

  HaproxyConfig withPackageAdded(boolean added) {
    return new HaproxyConfig(
        host, global, defaults, frontends, backends, listens, extra, content, active, added);
  }
}
