package dev.k3form.lab.nspawn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A lab's network on this computer: a bridge with the gateway's address, a table of its own in
 * nftables that translates addresses on the way out, and IP forwarding, which is put back to what
 * it was when the last lab goes.
 */
public final class LabNetwork {

  private static final Path FORWARD = Path.of("/proc/sys/net/ipv4/ip_forward");
  private static final Path SHARED = Path.of("/run/k3form-lab");

  private final String lab;
  private final Subnet subnet;
  private final String bridge;

  public LabNetwork(String lab, Subnet subnet) {
    this.lab = lab;
    this.subnet = subnet;
    this.bridge = LabNames.bridge(lab);
  }

  public String bridge() {
    return bridge;
  }

  /** Makes what is not there yet. */
  public void up() throws IOException {
    if (!Files.exists(device(bridge))) {
      refuseForeignUse();
      Command.run("ip", "link", "add", bridge, "type", "bridge", "forward_delay", "0");
    }
    Command.run("ip", "address", "replace", subnet.gateway() + "/24", "dev", bridge);
    Command.run("ip", "link", "set", bridge, "up");
    forward();
    Command.Result loaded = Command.attempt(rules(), List.of("nft", "-f", "-"));
    if (!loaded.succeeded()) {
      throw new IOException("nft does not take the lab's rules: " + loaded.errors().strip());
    }
  }

  /** Two networks with the same addresses on one computer would be a trap. */
  private void refuseForeignUse() throws IOException {
    String addresses = Command.run("ip", "-o", "-4", "address", "show");
    for (String line : addresses.lines().toList()) {
      if (line.contains(" " + subnet.prefix() + ".")) {
        throw new IOException(
            "this computer already has an address in "
                + subnet
                + " ("
                + line.strip().replaceAll("\\s+", " ")
                + "); give the lab another subnet");
      }
    }
  }

  private static Path device(String name) {
    return Path.of("/sys/class/net", name);
  }

  private String rules() {
    String table = LabNames.table(lab);
    return "table ip "
        + table
        + " {}\ndelete table ip "
        + table
        + "\ntable ip "
        + table
        + " {\n  chain leave {\n    type nat hook postrouting priority srcnat;\n    ip saddr "
        + subnet
        + " ip daddr != "
        + subnet
        + " masquerade\n  }\n"
        + "  chain clamp {\n    type filter hook forward priority mangle;\n    iifname \""
        + bridge
        + "\" tcp flags syn / syn,rst tcp option maxseg size set rt mtu\n  }\n}\n";
  }

  private void forward() throws IOException {
    Path users = SHARED.resolve("forward-users");
    Files.createDirectories(users);
    Path original = SHARED.resolve("ip_forward.was");
    if (!Files.exists(original)) {
      Files.writeString(original, Files.readString(FORWARD));
    }
    Files.writeString(users.resolve(lab), "");
    Files.writeString(FORWARD, "1\n");
  }

  /** Removes all of it, also what {@link #up} left half done. */
  public void down() throws IOException {
    for (String port : ports()) {
      Command.attempt("", List.of("ip", "link", "delete", port));
    }
    if (Files.exists(device(bridge))) {
      Command.run("ip", "link", "delete", bridge);
    }
    Command.attempt("", List.of("nft", "delete", "table", "ip", LabNames.table(lab)));
    stopForwarding();
  }

  private List<String> ports() throws IOException {
    Path ports = device(bridge).resolve("brif");
    if (!Files.isDirectory(ports)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(ports)) {
      return entries.map(entry -> String.valueOf(entry.getFileName())).toList();
    }
  }

  private void stopForwarding() throws IOException {
    Path users = SHARED.resolve("forward-users");
    Path original = SHARED.resolve("ip_forward.was");
    if (!Files.deleteIfExists(users.resolve(lab))) {
      return;
    }
    try (Stream<Path> left = Files.list(users)) {
      if (left.findAny().isPresent()) {
        return;
      }
    }
    Files.writeString(FORWARD, Files.readString(original));
    Files.delete(original);
    Files.delete(users);
    Files.delete(SHARED);
  }
}
