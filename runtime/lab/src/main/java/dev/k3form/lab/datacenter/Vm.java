package dev.k3form.lab.datacenter;

import dev.k3form.lab.schema.PropertyString;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The configuration of one VM at one instant, as its file under {@code /etc/pve/qemu-server} would
 * hold it.
 *
 * @param config the options in effect; lock and template mark are options like any other
 * @param pending values that wait for the next start
 * @param pendingDeletes options that the next start removes
 */
public record Vm(
    int id,
    SortedMap<String, String> config,
    SortedMap<String, String> pending,
    SortedSet<String> pendingDeletes,
    Instant created) {

  public Vm {
    config = new TreeMap<>(config);
    pending = new TreeMap<>(pending);
    pendingDeletes = new TreeSet<>(pendingDeletes);
  }

  public static Vm of(int id, Map<String, String> config, Instant created) {
    return new Vm(id, new TreeMap<>(config), new TreeMap<>(), new TreeSet<>(), created);
  }

  public Optional<String> option(String name) {
    return Optional.ofNullable(config.get(name));
  }

  /** The name, or the one that Proxmox invents for a VM that has none. */
  public String name() {
    return config.getOrDefault("name", "VM " + id);
  }

  /** What the guest calls itself. */
  public String hostName() {
    return config.getOrDefault("name", "VM" + id).replaceFirst("\\..*", "");
  }

  public Optional<String> lock() {
    return option("lock");
  }

  public boolean template() {
    return config.getOrDefault("template", "0").equals("1");
  }

  public int cores() {
    return Integer.parseInt(config.getOrDefault("cores", "1"))
        * Integer.parseInt(config.getOrDefault("sockets", "1"));
  }

  public long memoryMiB() {
    String memory = config.getOrDefault("memory", "512");
    return Long.parseLong(memory.replace("current=", ""));
  }

  /** Whether a guest agent is configured. */
  public boolean agentEnabled() {
    String agent = config.getOrDefault("agent", "0");
    return PropertyString.parse(agent, "enabled").getOrDefault("enabled", "0").equals("1");
  }

  /** The options as they will be after the next start. */
  public SortedMap<String, String> effective() {
    SortedMap<String, String> merged = new TreeMap<>(config);
    merged.keySet().removeAll(pendingDeletes);
    merged.putAll(pending);
    return merged;
  }

  public boolean hasPending() {
    return !pending.isEmpty() || !pendingDeletes.isEmpty();
  }

  /** This VM with everything pending applied. */
  public Vm settled() {
    return of(id, effective(), created);
  }

  public Vm with(String option, String value) {
    SortedMap<String, String> changed = new TreeMap<>(config);
    changed.put(option, value);
    return new Vm(id, changed, pending, pendingDeletes, created);
  }

  public Vm without(String option) {
    SortedMap<String, String> changed = new TreeMap<>(config);
    changed.remove(option);
    return new Vm(id, changed, pending, pendingDeletes, created);
  }

  /** SHA-1 over the configuration file's text. */
  public String digest() {
    var text = new StringBuilder();
    config.forEach((key, value) -> text.append(key).append(": ").append(value).append('\n'));
    pending.forEach((key, value) -> text.append("p ").append(key).append(": ").append(value));
    text.append(pendingDeletes);
    return sha1(text.toString());
  }

  static String sha1(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
