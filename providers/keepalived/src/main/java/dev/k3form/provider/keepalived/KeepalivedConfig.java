package dev.k3form.provider.keepalived;

import dev.k3form.hosts.provider.HostConnection;
import dev.k3form.spi.schema.Argument;
import dev.k3form.spi.schema.Block;
import dev.k3form.spi.schema.Computed;
import dev.k3form.spi.schema.Resource;
import dev.k3form.spi.schema.SecretString;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** keepalived on one machine with its configuration. */
@Resource(
    value = "keepalived_config",
    doc =
        "keepalived on a machine: installs it and owns /etc/keepalived/keepalived.conf. A change"
            + " must pass `keepalived -t` on the machine without any complaint, because a reload"
            + " with a faulty file drops the virtual address; then it is swapped in and reloaded,"
            + " and put back if keepalived does not run with it. Machines that share a virtual"
            + " address are changed one after another. Arguments have the names of"
            + " keepalived.conf(5).",
    example =
        """
        resource "keepalived_config" "lb" {
          host = proxmox_vm.lb.ssh

          vrrp_script "haproxy" {
            script = "/usr/bin/systemctl is-active --quiet haproxy"
          }

          vrrp_instance "api" {
            virtual_router_id = 51
            priority          = 100
            virtual_ipaddress = ["192.168.1.220/24"]
            track_script      = ["haproxy"]
          }
        }
        """)
public record KeepalivedConfig(
    @Argument(doc = "Machine on which it runs.", example = "proxmox_vm.lb.ssh") HostConnection host,
    @Block(doc = "The daemon as a whole.") @Nullable GlobalDefs globalDefs,
    @Block(
            doc = "A command that tells whether the machine may hold an address, by its name.",
            name = "vrrp_script")
        Map<String, VrrpScript> scripts,
    @Block(
            doc = "Addresses that one machine of a group holds, by the group's name.",
            name = "vrrp_instance",
            min = 1)
        Map<String, VrrpInstance> instances,
    @Argument(doc = "Further sections, as keepalived reads them.") @Nullable String extra,
    @Computed(doc = "The configuration file, passwords masked.") @Nullable String content,
    @Computed(doc = "The network interface of each instance.")
        @Nullable Map<String, String> interfaces,
    @Computed(doc = "Whether keepalived runs with the file.") @Nullable Boolean active,
    @Computed(doc = "Whether the package was installed for it, to be removed with it.")
        @Nullable Boolean packageAdded) {

  KeepalivedConfig found(String masked, boolean runs) {
    return new KeepalivedConfig(
        host, globalDefs, scripts, instances, extra, masked, interfaces, runs, packageAdded);
  }

  KeepalivedConfig on(Map<String, String> networkInterfaces) {
    return new KeepalivedConfig(
        host,
        globalDefs,
        scripts,
        instances,
        extra,
        content,
        networkInterfaces,
        active,
        packageAdded);
  }

  KeepalivedConfig withPackageAdded(boolean added) {
    return new KeepalivedConfig(
        host, globalDefs, scripts, instances, extra, content, interfaces, active, added);
  }

  /** Returns the passwords, so that they can be told apart in a file. */
  Set<String> passwords() {
    return instances.values().stream()
        .map(VrrpInstance::authentication)
        .filter(Objects::nonNull)
        .map(Authentication::authPass)
        .filter(Objects::nonNull)
        .map(SecretString::reveal)
        .collect(Collectors.toSet());
  }
}
