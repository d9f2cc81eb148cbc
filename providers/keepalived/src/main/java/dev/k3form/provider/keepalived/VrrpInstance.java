package dev.k3form.provider.keepalived;

import dev.k3form.spi.schema.Argument;
import dev.k3form.spi.schema.Block;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A section {@code vrrp_instance}: addresses that one machine of a group holds. */
public record VrrpInstance(
    @Argument(
            name = "interface",
            doc =
                "Network interface; the one whose network has the first virtual address unless"
                    + " set.",
            example = "\"eth0\"")
        @Nullable String networkInterface,
    @Argument(
            doc = "State to start in; the priorities decide in the end.",
            defaultValue = "BACKUP",
            oneOf = {"MASTER", "BACKUP"})
        String state,
    @Argument(
            doc = "Number of the group, 1 to 255, that no other group on the network has.",
            example = "51")
        int virtualRouterId,
    @Argument(doc = "Who has more holds the addresses, 1 to 254.", defaultValue = "100")
        int priority,
    @Argument(doc = "Time between two advertisements.", defaultValue = "1s") Duration advertInt,
    @Argument(
            doc = "Whether a machine that comes back leaves the addresses where they are.",
            defaultValue = "false")
        boolean nopreempt,
    @Argument(doc = "Time that a machine that comes back waits before it takes the addresses.")
        @Nullable Duration preemptDelay,
    @Argument(doc = "Address to send from; the interface's first unless set.")
        @Nullable String unicastSrcIp,
    @Argument(
            doc = "Addresses of the other machines, to send to them instead of by multicast.",
            defaultValue = "[]",
            example = "[\"192.168.1.212\"]")
        List<String> unicastPeer,
    @Block(doc = "Password of the group.") @Nullable Authentication authentication,
    @Argument(
            doc = "The addresses, each with its prefix length.",
            example = "[\"192.168.1.220/24\"]")
        List<String> virtualIpaddress,
    @Argument(doc = "Scripts that must be well.", defaultValue = "[]", example = "[\"haproxy\"]")
        List<String> trackScript,
    @Argument(doc = "Interfaces that must be up.", defaultValue = "[]") List<String> trackInterface,
    @Argument(doc = "Further lines of the section, as keepalived reads them.")
        @Nullable String extra) {}
