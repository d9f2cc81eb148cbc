package dev.k3form.lab.datacenter;

import dev.k3form.lab.schema.PropertyString;
import dev.k3form.lab.schema.TextFormat;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How Proxmox rewrites the values that it is given: reference section 1.6 of the transcripts. */
final class Values {

  private final Datacenter dc;

  Values(Datacenter dc) {
    this.dc = dc;
  }

  /** The text that the option holds after {@code value} was sent. Drives are not handled here. */
  String normalised(String option, String value) {
    if (option.equals("tags")) {
      return tags(value);
    }
    if (option.matches("net\\d+")) {
      return net(value, false);
    }
    if (option.equals("sshkeys")) {
      requireKeys(value);
      return value.replaceFirst("(%0A)+$", "");
    }
    if (option.equals("memory")) {
      return value.replace("current=", "");
    }
    return value;
  }

  private static String tags(String value) {
    String joined =
        Arrays.stream(value.split("[,; ]+"))
            .filter(tag -> !tag.isEmpty())
            .map(tag -> tag.toLowerCase(Locale.ROOT))
            .sorted()
            .distinct()
            .collect(Collectors.joining(";"));
    return joined.isEmpty() ? " " : joined;
  }

  /** A card without a MAC gets a new one, at every write; with {@code fresh} it always does. */
  String net(String value, boolean fresh) {
    Map<String, String> properties = new LinkedHashMap<>(PropertyString.parse(value, "model"));
    String model = properties.remove("model");
    String mac = properties.remove("macaddr");
    for (String candidate : TextFormat.NET_MODELS) {
      String given = properties.remove(candidate);
      if (given != null) {
        model = candidate;
        mac = given;
      }
    }
    String address = mac == null || fresh ? dc.newMac() : mac.toUpperCase(Locale.ROOT);
    return PropertyString.print((model == null ? "virtio" : model) + "=" + address, properties);
  }

  private static void requireKeys(String encoded) {
    String keys = dev.k3form.lab.http.FormDecoder.unescape(encoded);
    boolean valid =
        keys.lines()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .allMatch(
                line -> line.matches("(.*\\s)?(ssh|ecdsa|sk)-[a-z0-9@.-]+ [A-Za-z0-9+/=]+.*"));
    if (!valid) {
      throw new DatacenterException("SSH public key validation error");
    }
  }

  /** The boot order that Proxmox fills in: first disk, first CD drive, first network card. */
  static String bootOrder(Map<String, String> config) {
    Map<String, String> sorted = new TreeMap<>(config);
    StringBuilder order = new StringBuilder();
    sorted.entrySet().stream()
        .filter(e -> VmOptions.isDrive(e.getKey()) && !e.getValue().contains("media=cdrom"))
        .findFirst()
        .ifPresent(e -> order.append(';').append(e.getKey()));
    sorted.entrySet().stream()
        .filter(e -> VmOptions.isDrive(e.getKey()) && e.getValue().contains("media=cdrom"))
        .findFirst()
        .ifPresent(e -> order.append(';').append(e.getKey()));
    sorted.keySet().stream()
        .filter(key -> key.matches("net\\d+"))
        .findFirst()
        .ifPresent(key -> order.append(';').append(key));
    return order.isEmpty() ? " " : "order=" + order.substring(1);
  }
}
