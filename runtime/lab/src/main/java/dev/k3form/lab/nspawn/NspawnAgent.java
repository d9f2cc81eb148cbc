package dev.k3form.lab.nspawn;

import dev.k3form.lab.machine.GuestAgent;
import dev.k3form.lab.machine.GuestInterface;
import dev.k3form.lab.machine.MachineException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Does in place of a guest agent what the host can do itself: it enters the namespaces of the
 * guest's init. Paths are resolved inside the guest, so a link in it leads nowhere else.
 */
final class NspawnAgent implements GuestAgent {

  /** Made by the guest's first-boot unit when host keys are there. */
  private static final String READY = "/run/k3form/ready";

  private final ProcessId leader;

  NspawnAgent(ProcessId leader) {
    this.leader = leader;
  }

  boolean ready() {
    try {
      return inside(List.of("--mount", "--root"), List.of("test", "-e", READY)).succeeded();
    } catch (IOException e) {
      return false;
    }
  }

  private Command.Result inside(List<String> namespaces, List<String> command) throws IOException {
    List<String> all = new ArrayList<>(List.of("nsenter", "--target", Long.toString(leader.pid())));
    all.addAll(namespaces);
    all.add("--");
    all.addAll(command);
    return Command.attempt("", all);
  }

  @Override
  public List<GuestInterface> interfaces() throws MachineException {
    try {
      Command.Result result = inside(List.of("--net"), List.of("ip", "-o", "address", "show"));
      Command.Result links = inside(List.of("--net"), List.of("ip", "-o", "link", "show"));
      if (!result.succeeded() || !links.succeeded()) {
        throw new MachineException("QEMU guest agent is not running");
      }
      return parse(links.output(), result.output());
    } catch (IOException e) {
      throw new MachineException("QEMU guest agent is not running", e);
    }
  }

  /** Reads the one-line forms of {@code ip link} and {@code ip address}. */
  static List<GuestInterface> parse(String links, String addresses) {
    Map<String, List<GuestInterface.Address>> found = new LinkedHashMap<>();
    Map<String, String> macs = new LinkedHashMap<>();
    for (String line : links.lines().toList()) {
      String name = line.split(":\\s+", -1)[1].replaceFirst("@.*", "");
      found.put(name, new ArrayList<>());
      macs.put(name, line.replaceFirst(".*link/\\S+ (\\S+).*", "$1"));
    }
    for (String line : addresses.lines().toList()) {
      String[] words = line.split("\\s+", -1);
      List<GuestInterface.Address> list = found.get(words[1]);
      if (list != null && (words[2].equals("inet") || words[2].equals("inet6"))) {
        String[] parts = words[3].split("/", -1);
        int prefix = parts.length > 1 ? Integer.parseInt(parts[1]) : 32;
        String family = words[2].equals("inet") ? "ipv4" : "ipv6";
        list.add(new GuestInterface.Address(family, parts[0], prefix));
      }
    }
    List<GuestInterface> result = new ArrayList<>();
    found.forEach(
        (name, list) -> result.add(new GuestInterface(name, macs.getOrDefault(name, ""), list)));
    return result;
  }

  @Override
  public byte[] readFile(String path) throws MachineException {
    try {
      Command.Result result =
          inside(List.of("--mount", "--root", "--wd=/"), List.of("cat", "--", path));
      if (!result.succeeded()) {
        throw new MachineException(
            "Agent error: failed to open file '"
                + path
                + "' (mode: 'r'): "
                + result.errors().strip().replaceFirst(".*: ", ""));
      }
      return result.output().getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new MachineException("QEMU guest agent is not running", e);
    }
  }
}
