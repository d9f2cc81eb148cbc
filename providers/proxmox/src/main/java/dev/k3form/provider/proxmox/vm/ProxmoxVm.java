package dev.k3form.provider.proxmox.vm;

import dev.k3form.hosts.provider.HostConnection;
import dev.k3form.model.schema.Effect;
import dev.k3form.spi.schema.Argument;
import dev.k3form.spi.schema.Block;
import dev.k3form.spi.schema.ByteSize;
import dev.k3form.spi.schema.Computed;
import dev.k3form.spi.schema.Resource;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The arguments and attributes of {@code proxmox_vm}. */
@Resource(
    value = "proxmox_vm",
    doc =
        "A virtual machine, cloned from a template and set up by cloud-init. It is ready when the"
            + " guest agent answers, its SSH host key is pinned through the agent, SSH lets k3form"
            + " in and cloud-init is done; other resources reach it by `host ="
            + " proxmox_vm.NAME.ssh`. Only what is written is managed; options set elsewhere are"
            + " left alone. Some changes need a restart, which the plan says.",
    example =
        """
        resource "proxmox_vm" "lb" {
          name      = "lb-01"
          node      = "pve"
          clone     = proxmox_template.debian.vmid
          cores     = 1
          memory    = 2GiB
          disk_size = 8GiB
          tags      = ["k3form", "load-balancer"]

          network "net0" {
            bridge  = "vmbr0"
            address = "192.168.1.221/24"
            gateway = "192.168.1.1"
          }
          dns           = ["192.168.1.1"]
          user          = "debian"
          ssh_keys      = [file("~/.ssh/id_ed25519.pub")]
          identity_file = "~/.ssh/id_ed25519"
        }
        """)
public record ProxmoxVm(
    @Argument(
            doc = "Name, which is also the host name: letters, digits, hyphens.",
            example = "\"lb-01\"")
        String name,
    @Argument(
            doc = "Node to make the VM on. It may be migrated later, see current_node.",
            example = "\"pve\"")
        String node,
    @Argument(
            doc = "Id of the template or VM that it is cloned from; a later change has no effect.",
            name = "clone",
            example = "proxmox_template.debian.vmid")
        int source,
    @Argument(
            doc = "Id of the VM; the next free one unless set.",
            computed = true,
            effect = Effect.REPLACE,
            example = "221")
        @Nullable Integer vmid,
    @Argument(
            doc = "Whether to copy the template's disk, rather than to build upon it.",
            defaultValue = "false")
        boolean fullClone,
    @Argument(
            doc = "Storage of a full clone; the template's unless set.",
            example = "\"local-lvm\"")
        @Nullable String storage,
    @Argument(doc = "Pool that the VM is a member of.", example = "\"k3s\"") @Nullable String pool,
    @Argument(doc = "Notes shown in the web interface.", example = "\"Load balancer\"")
        @Nullable String description,
    @Argument(doc = "Tags; case does not count.", defaultValue = "[]", example = "[\"k3form\"]")
        Set<String> tags,
    @Argument(
            doc = "Virtual cores per socket; the template's unless set.",
            computed = true,
            effect = Effect.RESTART,
            example = "2")
        @Nullable Integer cores,
    @Argument(
            doc = "CPU sockets; the template's unless set.",
            computed = true,
            effect = Effect.RESTART,
            example = "1")
        @Nullable Integer sockets,
    @Argument(doc = "CPU type that the guest sees.", effect = Effect.RESTART, example = "\"host\"")
        @Nullable String cpuType,
    @Argument(
            doc = "Memory; the template's unless set.",
            computed = true,
            effect = Effect.RESTART,
            example = "2GiB")
        @Nullable ByteSize memory,
    @Argument(
            doc = "Memory that ballooning may shrink the guest to; zero turns ballooning off.",
            effect = Effect.RESTART,
            example = "1GiB")
        @Nullable ByteSize balloon,
    @Argument(doc = "Machine type.", effect = Effect.RESTART, example = "\"q35\"")
        @Nullable String machine,
    @Argument(
            doc = "Firmware.",
            effect = Effect.RESTART,
            oneOf = {"seabios", "ovmf"})
        @Nullable String bios,
    @Argument(doc = "Size of the disk that it boots from; grows, never shrinks.", example = "20GiB")
        @Nullable ByteSize diskSize,
    @Block(doc = "Further disks, by slot.", name = "disk") Map<String, VmDisk> disks,
    @Block(doc = "Network cards, by slot.", name = "network") Map<String, VmNetwork> networks,
    @Argument(doc = "Name servers.", defaultValue = "[]", example = "[\"192.168.1.1\"]")
        List<String> dns,
    @Argument(doc = "Search domain.", example = "\"example.lan\"") @Nullable String searchdomain,
    @Argument(
            doc = "User that cloud-init makes; the image's own unless set.",
            example = "\"debian\"")
        @Nullable String user,
    @Argument(doc = "Public keys that may log in as the user.", defaultValue = "[]")
        List<String> sshKeys,
    @Argument(
            doc =
                "Whether the guest runs the QEMU guest agent, which tells its addresses and host"
                    + " key.",
            defaultValue = "true",
            effect = Effect.RESTART)
        boolean agent,
    @Argument(doc = "Whether it starts when its node does.", defaultValue = "true") boolean onBoot,
    @Argument(doc = "Whether it runs.", defaultValue = "true") boolean started,
    @Argument(
            doc =
                "Place in the order in which the node starts its machines, and delays in seconds.",
            example = "\"order=2,up=30\"")
        @Nullable String startup,
    @Argument(doc = "Whether Proxmox refuses to destroy it.", defaultValue = "false")
        boolean protection,
    @Argument(
            doc = "Whether k3form restarts it when a change needs it; the plan says so before.",
            defaultValue = "when_needed",
            oneOf = {"when_needed", "never"})
        String reboot,
    @Argument(
            doc =
                "When a started VM counts as ready: when SSH lets k3form in, when the guest agent"
                    + " answers, or at once.",
            defaultValue = "ssh",
            oneOf = {"ssh", "agent", "none"})
        String waitFor,
    @Argument(doc = "How long it may take to become ready.", defaultValue = "5m")
        Duration bootTimeout,
    @Argument(doc = "How long a shutdown may take before the plug is pulled.", defaultValue = "1m")
        Duration shutdownTimeout,
    @Argument(doc = "Port of the machine's SSH server.", defaultValue = "22") int sshPort,
    @Argument(
            doc =
                "Private key to log in with, relative to the root module; the SSH agent and the"
                    + " user's default keys unless set.",
            example = "\"~/.ssh/id_ed25519\"")
        @Nullable String identityFile,
    @Computed(doc = "Node that it is on now.") @Nullable String currentNode,
    @Computed(doc = "Id that the machine's firmware shows, by which k3form knows it again.")
        @Nullable String uuid,
    @Computed(doc = "MAC addresses of the network cards, by slot.")
        @Nullable Map<String, String> macAddresses,
    @Computed(doc = "IPv4 address of the first network card.") @Nullable String ipv4Address,
    @Computed(doc = "Public SSH host key, as the guest agent told it.") @Nullable String hostKey,
    @Computed(doc = "Options whose change waits for a restart.") @Nullable Set<String> pending,
    @Computed(doc = "How to reach the machine: the value for the argument `host`.")
        @Nullable HostConnection ssh) {

  /** Copies the collections; those by slot are kept in its order. */
  public ProxmoxVm {
    tags = Set.copyOf(tags);
    disks = Collections.unmodifiableSortedMap(new TreeMap<>(disks));
    networks = Collections.unmodifiableSortedMap(new TreeMap<>(networks));
    dns = List.copyOf(dns);
    sshKeys = List.copyOf(sshKeys);
  }

  /** Reports whether the guest agent is to be waited for and asked. */
  boolean asksAgent() {
    return started && agent && !waitFor.equals("none");
  }
}
