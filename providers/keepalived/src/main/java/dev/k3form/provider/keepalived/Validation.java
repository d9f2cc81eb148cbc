package dev.k3form.provider.keepalived;

import dev.k3form.model.address.AttributePath;
import dev.k3form.spi.ProblemSink;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What can be wrong with a configuration and be seen without keepalived. */
final class Validation {
  private static final Pattern NAME = Pattern.compile("[^\\s{}\"#!]+");

  private final KeepalivedConfig config;
  private final ProblemSink problems;
  private final Map<String, String> routerIds = new HashMap<>();
  private final Map<String, String> addresses = new HashMap<>();

  Validation(KeepalivedConfig config, ProblemSink problems) {
    this.config = config;
    this.problems = problems;
  }

  void run() {
    config.scripts().forEach(this::script);
    config.instances().forEach(this::instance);
  }

  private void script(String name, VrrpScript s) {
    AttributePath path = AttributePath.of("vrrp_script").key(name);
    name(path, name);
    if (!s.script().startsWith("/") || s.script().contains("\n")) {
      problems.error(
          path.attribute("script"),
          "a script is one command with an absolute path",
          "Write for example \"/usr/bin/systemctl is-active --quiet haproxy\".");
    }
    if (s.weight() < -253 || s.weight() > 253) {
      problems.error(
          path.attribute("weight"), "`" + s.weight() + "` is out of range", "It is -253 to 253.");
    }
    wholeSeconds(path.attribute("interval"), s.interval());
    wholeSeconds(path.attribute("timeout"), s.timeout());
    if (s.fall() < 1 || s.rise() < 1) {
      problems.error(
          path.attribute(s.fall() < 1 ? "fall" : "rise"), "it takes at least one run", "Write 1.");
    }
  }

  private void instance(String name, VrrpInstance i) {
    AttributePath path = AttributePath.of("vrrp_instance").key(name);
    name(path, name);
    if (i.virtualRouterId() < 1 || i.virtualRouterId() > 255) {
      problems.error(
          path.attribute("virtual_router_id"),
          "`" + i.virtualRouterId() + "` is out of range",
          "It is between 1 and 255.");
    }
    if (i.priority() < 1 || i.priority() > 254) {
      problems.error(
          path.attribute("priority"),
          "`" + i.priority() + "` is out of range",
          "It is between 1 and 254; 255 is for the owner of the address.");
    }
    if (i.nopreempt() && i.state().equals("MASTER")) {
      problems.error(
          path.attribute("nopreempt"),
          "an instance that starts as MASTER cannot be nopreempt",
          "Write `state = \"BACKUP\"` on all machines; the priorities decide.");
    }
    wholeSeconds(path.attribute("advert_int"), i.advertInt());
    if (i.networkInterface() != null && i.trackInterface().contains(i.networkInterface())) {
      problems.error(
          path.attribute("track_interface"),
          "the instance's own interface is tracked anyway",
          "Leave it out.");
    }
    String clash = routerIds.putIfAbsent(i.networkInterface() + "/" + i.virtualRouterId(), name);
    if (clash != null) {
      problems.error(
          path.attribute("virtual_router_id"),
          "vrrp_instance \"" + clash + "\" has the same virtual_router_id",
          "Each group on a network has its own.");
    }
    unicast(path, i);
    addresses(path, name, i);
    authentication(path, i);
    for (int n = 0; n < i.trackScript().size(); n++) {
      String script = i.trackScript().get(n).strip().split("\\s+", 2)[0];
      if (!config.scripts().containsKey(script)
          && (config.extra() == null || !config.extra().contains(script))) {
        problems.error(
            path.attribute("track_script").element(n),
            "there is no vrrp_script `" + script + "`",
            config.scripts().isEmpty()
                ? "Add a block `vrrp_script \"" + script + "\"`."
                : "The scripts are " + String.join(", ", config.scripts().keySet()) + ".");
      }
    }
  }

  /** What keepalived 2.2 takes; VRRP 2 has no fractions either. */
  private void wholeSeconds(AttributePath path, @Nullable Duration time) {
    if (time != null && (time.toMillis() < 1000 || time.toMillis() % 1000 != 0)) {
      problems.error(path, "keepalived takes whole seconds here", "Write 1s or more.");
    }
  }

  private void unicast(AttributePath path, VrrpInstance i) {
    if (i.unicastSrcIp() != null && i.unicastPeer().isEmpty()) {
      problems.error(
          path.attribute("unicast_peer"),
          "without unicast_peer, keepalived sends by multicast",
          "List the other machines' addresses, or leave out unicast_src_ip.");
    }
    if (i.unicastSrcIp() != null && Interfaces.literal(i.unicastSrcIp()).isEmpty()) {
      problems.error(path.attribute("unicast_src_ip"), "not an IP address", "Write an IP address.");
    }
    for (int n = 0; n < i.unicastPeer().size(); n++) {
      String peer = i.unicastPeer().get(n);
      if (Interfaces.literal(peer).isEmpty()) {
        problems.error(
            path.attribute("unicast_peer").element(n),
            "`" + peer + "` is not an IP address",
            "keepalived resolves no names here.");
      } else if (peer.equals(i.unicastSrcIp())) {
        problems.error(
            path.attribute("unicast_peer").element(n),
            "the machine is not its own peer",
            "List the other machines only.");
      }
    }
  }

  private void addresses(AttributePath path, String name, VrrpInstance i) {
    AttributePath list = path.attribute("virtual_ipaddress");
    if (i.virtualIpaddress().isEmpty()) {
      problems.error(list, "no address to hold", "Write for example [\"192.168.1.220/24\"].");
    }
    int family = 0;
    for (int n = 0; n < i.virtualIpaddress().size(); n++) {
      String written = i.virtualIpaddress().get(n);
      String cidr = written.strip().split("\\s+", 2)[0];
      String[] parts = cidr.split("/", 2);
      Optional<byte[]> address = Interfaces.literal(parts[0]);
      if (written.contains("\n") || address.isEmpty() || !isPrefix(parts, address.get().length)) {
        problems.error(
            list.element(n),
            "`" + written + "` is not an address with a prefix length",
            "Write for example \"192.168.1.220/24\".");
        continue;
      }
      if (family != 0 && family != address.get().length) {
        problems.error(
            list.element(n),
            "IPv4 and IPv6 addresses do not mix in one instance",
            "Make an instance for each.");
      }
      family = address.get().length;
      String other = addresses.putIfAbsent(parts[0], name);
      if (other != null) {
        problems.error(
            list.element(n),
            "`" + parts[0] + "` is held by vrrp_instance \"" + other + "\" already",
            "An address belongs to one instance.");
      }
    }
  }

  private static boolean isPrefix(String[] parts, int bytes) {
    return parts.length == 1
        || (parts[1].matches("\\d{1,3}") && Integer.parseInt(parts[1]) <= bytes * 8);
  }

  private void authentication(AttributePath path, VrrpInstance i) {
    if (i.authentication() == null) {
      return;
    }
    String password = i.authentication().authPass().reveal();
    if (!password.matches("[!-~&&[^\"'{}#!]]{1,8}")) {
      problems.error(
          path.attribute("authentication").attribute("auth_pass"),
          "VRRP passwords have 1 to 8 letters, digits and plain signs",
          "keepalived would cut a longer one off after the eighth character.");
    }
  }

  private void name(AttributePath path, String name) {
    if (!NAME.matcher(name).matches()) {
      problems.error(
          path, "`" + name + "` is not a name that keepalived takes", "Use letters and digits.");
    }
  }
}
