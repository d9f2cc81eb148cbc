package dev.k3form.provider.proxmox.vm;

import dev.k3form.spi.schema.Argument;
import org.jspecify.annotations.Nullable;

/** A block {@code network "netN"}: a network card and what cloud-init gives it. */
public record VmNetwork(
    @Argument(doc = "Bridge of the node that the card is plugged into.", example = "\"vmbr0\"")
        String bridge,
    @Argument(
            doc = "Model of the card.",
            defaultValue = "virtio",
            oneOf = {"virtio", "e1000", "e1000e", "rtl8139", "vmxnet3"})
        String model,
    @Argument(
            doc = "MAC address; chosen by Proxmox and kept unless set, see mac_addresses.",
            example = "\"BC:24:11:00:00:01\"")
        @Nullable String mac,
    @Argument(doc = "VLAN tag.", example = "10") @Nullable Integer tag,
    @Argument(doc = "Whether Proxmox's firewall filters the card.", defaultValue = "false")
        boolean firewall,
    @Argument(
            doc = "IPv4 address with prefix length, or dhcp; given to the machine by cloud-init.",
            example = "\"192.168.1.221/24\"")
        @Nullable String address,
    @Argument(doc = "IPv4 gateway.", example = "\"192.168.1.1\"") @Nullable String gateway,
    @Argument(
            doc = "IPv6 address with prefix length, or dhcp, or auto.",
            example = "\"fd00::221/64\"")
        @Nullable String address6,
    @Argument(doc = "IPv6 gateway.", example = "\"fd00::1\"") @Nullable String gateway6) {}
