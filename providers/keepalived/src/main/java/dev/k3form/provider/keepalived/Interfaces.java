package dev.k3form.provider.keepalived;

import dev.k3form.hosts.Facts;
import dev.k3form.spi.ProviderException;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds the network interface of instances that name none. */
final class Interfaces {
  private Interfaces() {}

  /**
   * Returns the interface of each instance.
   *
   * @throws ProviderException if the machine has no interface in the address's network
   */
  static Map<String, String> resolve(KeepalivedConfig config, Facts facts)
      throws ProviderException {
    Map<String, String> out = new TreeMap<>();
    for (var entry : config.instances().entrySet()) {
      VrrpInstance instance = entry.getValue();
      String given = instance.networkInterface();
      out.put(entry.getKey(), given == null ? find(entry.getKey(), instance, facts) : given);
    }
    return out;
  }

  private static String find(String name, VrrpInstance instance, Facts facts)
      throws ProviderException {
    List<Facts.NetworkInterface> candidates =
        facts.interfaces().stream().filter(i -> !i.name().equals("lo")).toList();
    String source = instance.unicastSrcIp();
    String wanted =
        source != null ? source : instance.virtualIpaddress().getFirst().split("[/\\s]", 2)[0];
    return candidates.stream()
        .filter(i -> i.addresses().stream().anyMatch(a -> holds(a, wanted)))
        .map(Facts.NetworkInterface::name)
        .findFirst()
        .orElseThrow(
            () ->
                new ProviderException(
                    ProviderException.Kind.PERMANENT,
                    facts.hostname()
                        + " has no network interface in the network of "
                        + wanted
                        + "; it has "
                        + describe(candidates),
                    null,
                    "vrrp_instance",
                    List.of("Set `interface` in vrrp_instance \"" + name + "\".")));
  }

  private static String describe(List<Facts.NetworkInterface> interfaces) {
    return interfaces.isEmpty()
        ? "none but lo"
        : String.join(
            ", ",
            interfaces.stream()
                .map(i -> i.name() + " " + String.join(" ", i.addresses()))
                .toList());
  }

  /** Reports whether an address is in the network of an interface's address such as 10.0.0.1/24. */
  static boolean holds(String interfaceAddress, String wanted) {
    String[] parts = interfaceAddress.split("/", 2);
    Optional<byte[]> network = literal(parts[0]);
    Optional<byte[]> address = literal(wanted);
    if (network.isEmpty() || address.isEmpty() || network.get().length != address.get().length) {
      return false;
    }
    int bits = parts.length > 1 ? Integer.parseInt(parts[1]) : network.get().length * 8;
    for (int i = 0; i < bits; i++) {
      int mask = 0x80 >> (i % 8);
      if ((network.get()[i / 8] & mask) != (address.get()[i / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  /** Returns the bytes of an IP address; empty for everything else, names above all. */
  static Optional<byte[]> literal(@Nullable String text) {
    if (text == null || !text.matches("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.ofLiteral(text).getAddress());
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
