package dev.k3form.provider.proxmox.format;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * An option {@code netN}: a network card.
 *
 * <p>A card written without its MAC address gets a new one each time, so a change always starts
 * from what is there.
 *
 * @param model such as {@code virtio}
 * @param mac in upper case; empty for one that the server is to choose
 * @param others properties that k3form does not manage, kept as they are
 */
public record NetworkDevice(
    String model,
    Optional<String> mac,
    Optional<String> bridge,
    Optional<Integer> tag,
    boolean firewall,
    SequencedMap<String, String> others) {
  private static final Set<String> OWN =
      Set.of("model", "macaddr", "bridge", "tag", "firewall", PropertyText.BARE);
  private static final Set<String> MODELS =
      Set.of(
          "virtio",
          "e1000",
          "e1000e",
          "e1000-82540em",
          "e1000-82544gc",
          "e1000-82545em",
          "i82551",
          "i82557b",
          "i82559er",
          "ne2k_isa",
          "ne2k_pci",
          "pcnet",
          "rtl8139",
          "vmxnet3");

  /** Copies the other properties. */
  public NetworkDevice {
    mac = mac.map(m -> m.toUpperCase(Locale.ROOT));
    others = new LinkedHashMap<>(others);
  }

  /** Reads the option's value, in any of the forms that the server accepts. */
  public static NetworkDevice parse(String value) {
    PropertyText p = PropertyText.parse(value);
    Optional<Map.Entry<String, String>> byModel =
        p.properties().entrySet().stream().filter(e -> MODELS.contains(e.getKey())).findFirst();
    String model =
        byModel
            .map(Map.Entry::getKey)
            .or(() -> p.get("model"))
            .or(() -> p.get(PropertyText.BARE))
            .orElse("virtio");
    SequencedMap<String, String> others = new LinkedHashMap<>(p.properties());
    others.keySet().removeIf(key -> OWN.contains(key) || MODELS.contains(key));
    return new NetworkDevice(
        model,
        byModel.map(Map.Entry::getValue).or(() -> p.get("macaddr")),
        p.get("bridge"),
        p.get("tag").map(Integer::valueOf),
        p.isOn("firewall"),
        others);
  }

  /** Writes the option's value. */
  public String format() {
    SequencedMap<String, String> out = new LinkedHashMap<>();
    if (mac.isPresent()) {
      out.put(model, mac.get());
    } else {
      out.put(PropertyText.BARE, model);
    }
    bridge.ifPresent(b -> out.put("bridge", b));
    if (firewall) {
      out.put("firewall", "1");
    }
    tag.ifPresent(t -> out.put("tag", t.toString()));
    out.putAll(others);
    return new PropertyText(out).toString();
  }
}
