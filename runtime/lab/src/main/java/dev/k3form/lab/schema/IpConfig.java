package dev.k3form.lab.schema;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The {@code ipconfigN} option: {@code ip=10.0.0.5/24,gw=10.0.0.1}, or {@code dhcp} and {@code
 * auto} in place of addresses.
 */
public record IpConfig(
    Optional<String> ip,
    Optional<String> gateway,
    Optional<String> ip6,
    Optional<String> gateway6) {

  private static final Pattern V4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final Pattern V4_CIDR = Pattern.compile(V4.pattern() + "/([0-9]|[12]\\d|3[0-2])");

  public static IpConfig parse(String value) {
    Map<String, String> parts = PropertyString.parse(value, "");
    return new IpConfig(
        Optional.ofNullable(parts.get("ip")),
        Optional.ofNullable(parts.get("gw")),
        Optional.ofNullable(parts.get("ip6")),
        Optional.ofNullable(parts.get("gw6")));
  }

  static Optional<String> problem(String name, String value) {
    IpConfig config = parse(value);
    if (config.ip.isPresent()
        && !config.ip.get().equals("dhcp")
        && !V4_CIDR.matcher(config.ip.get()).matches()) {
      return Optional.of(
          "format error\n"
              + name
              + ".ip: invalid format - value does not look like a valid IPv4 network");
    }
    if (config.gateway.isPresent() && !V4.matcher(config.gateway.get()).matches()) {
      return Optional.of(
          "format error\n"
              + name
              + ".gw: invalid format - value does not look like a valid IPv4 address");
    }
    if (config.gateway.isPresent() && config.ip.isEmpty()) {
      return Optional.of("gateway specified without specifying an IP address");
    }
    return Optional.empty();
  }
}
