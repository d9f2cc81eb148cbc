package dev.k3form.provider.proxmox.format;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** An option {@code ipconfigN}: what cloud-init gives the interface {@code netN}. */
public record IpConfig(
    @Nullable String ip, @Nullable String gw, @Nullable String ip6, @Nullable String gw6) {

  /** Reads the option's value. */
  public static IpConfig parse(String value) {
    PropertyText p = PropertyText.parse(value);
    return new IpConfig(
        p.get("ip").orElse(null),
        p.get("gw").orElse(null),
        p.get("ip6").orElse(null),
        p.get("gw6").orElse(null));
  }

  /** Writes the option's value; empty if nothing is set. */
  public Optional<String> format() {
    SequencedMap<String, String> out = new LinkedHashMap<>();
    put(out, "ip", ip);
    put(out, "gw", gw);
    put(out, "ip6", ip6);
    put(out, "gw6", gw6);
    return out.isEmpty() ? Optional.empty() : Optional.of(new PropertyText(out).toString());
  }

  private static void put(SequencedMap<String, String> out, String key, @Nullable String value) {
    if (value != null) {
      out.put(key, value);
    }
  }
}
