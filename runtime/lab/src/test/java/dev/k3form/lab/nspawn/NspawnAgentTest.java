package dev.k3form.lab.nspawn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.lab.machine.GuestInterface;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The one-line output of {@code ip}, read as a guest agent's answer. */
class NspawnAgentTest {

  @Test
  void interfacesWithAndWithoutAddresses() {
    String links =
        """
        1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN mode DEFAULT group \
        default qlen 1000\\    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00
        2: host0@if7: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP mode \
        DEFAULT group default qlen 1000\\    link/ether bc:24:11:00:00:01 brd ff:ff:ff:ff:ff:ff
        """;
    String addresses =
        """
        1: lo    inet 127.0.0.1/8 scope host lo\\       valid_lft forever preferred_lft forever
        2: host0    inet 10.67.0.11/24 brd 10.67.0.255 scope global host0\\       valid_lft forever
        2: host0    inet6 fe80::1/64 scope link \\       valid_lft forever preferred_lft forever
        """;
    assertThat(NspawnAgent.parse(links, addresses))
        .containsExactly(
            new GuestInterface(
                "lo",
                "00:00:00:00:00:00",
                List.of(new GuestInterface.Address("ipv4", "127.0.0.1", 8))),
            new GuestInterface(
                "host0",
                "bc:24:11:00:00:01",
                List.of(
                    new GuestInterface.Address("ipv4", "10.67.0.11", 24),
                    new GuestInterface.Address("ipv6", "fe80::1", 64))));
  }

  @Test
  void namesFitIntoAnInterfaceName() {
    assertThat(LabNames.bridge("default")).isEqualTo("k3l-default");
    assertThat(LabNames.bridge("a-rather-long-name-of-a-lab")).hasSizeLessThanOrEqualTo(15);
    assertThat("vb-" + LabNames.tag("default") + "-99999").hasSizeLessThanOrEqualTo(15);
  }
}
