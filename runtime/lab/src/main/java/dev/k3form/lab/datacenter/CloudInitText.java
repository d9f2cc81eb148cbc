package dev.k3form.lab.datacenter;

import dev.k3form.lab.http.FormDecoder;
import dev.k3form.lab.machine.CloudInit;
import dev.k3form.lab.schema.IpConfig;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What Proxmox's generated cloud-init drive says for a VM. The instance id is the SHA-1 over user
 * data and network data, so every change of those makes the next boot a first boot.
 */
public final class CloudInitText {

  private final Vm vm;
  private final List<String> defaultNameservers;

  public CloudInitText(Vm vm, List<String> defaultNameservers) {
    this.vm = vm;
    this.defaultNameservers = List.copyOf(defaultNameservers);
  }

  /** The user data. */
  public String user() {
    var text = new StringBuilder("#cloud-config\n");
    String fqdn = vm.option("searchdomain").map(d -> vm.name() + "." + d).orElse(vm.name());
    text.append("hostname: ").append(vm.name()).append("\nmanage_etc_hosts: true\n");
    text.append("fqdn: ").append(fqdn).append('\n');
    vm.option("ciuser").ifPresent(user -> text.append("user: ").append(user).append('\n'));
    vm.option("cipassword").ifPresent(p -> text.append("password: ").append(p).append('\n'));
    if (!keys().isEmpty()) {
      text.append("ssh_authorized_keys:\n");
      keys().forEach(key -> text.append("  - ").append(key).append('\n'));
    }
    text.append("chpasswd:\n  expire: False\nusers:\n  - default\n");
    if (!vm.option("ciupgrade").equals(Optional.of("0"))) {
      text.append("package_upgrade: true\n");
    }
    return text.toString();
  }

  /** The network data, version 1. */
  public String network() {
    var text = new StringBuilder("version: 1\nconfig:\n");
    for (int i = 0; i < 32; i++) {
      Optional<String> net = vm.option("net" + i);
      if (net.isEmpty()) {
        continue;
      }
      text.append("    - type: physical\n      name: eth").append(i);
      text.append("\n      mac_address: '").append(mac(net.get()).toLowerCase(Locale.ROOT));
      text.append("'\n");
      vm.option("ipconfig" + i).map(IpConfig::parse).ifPresent(ip -> subnet(text, ip));
    }
    text.append("    - type: nameserver\n      address:\n");
    nameservers().forEach(server -> text.append("      - '").append(server).append("'\n"));
    vm.option("searchdomain")
        .ifPresent(domain -> text.append("      search:\n      - '").append(domain).append("'\n"));
    return text.toString();
  }

  private static void subnet(StringBuilder text, IpConfig ip) {
    text.append("      subnets:\n");
    if (ip.ip().equals(Optional.of("dhcp"))) {
      text.append("      - type: dhcp4\n");
    } else if (ip.ip().isPresent()) {
      String[] parts = ip.ip().get().split("/", -1);
      text.append("      - type: static\n        address: '").append(parts[0]);
      text.append("'\n        netmask: '").append(netmask(Integer.parseInt(parts[1])));
      text.append("'\n");
      ip.gateway().ifPresent(gw -> text.append("        gateway: '").append(gw).append("'\n"));
    }
  }

  private static String netmask(int prefix) {
    int mask = prefix == 0 ? 0 : -1 << (32 - prefix);
    return (mask >>> 24)
        + "."
        + (mask >>> 16 & 255)
        + "."
        + (mask >>> 8 & 255)
        + "."
        + (mask & 255);
  }

  public String meta() {
    return "instance-id: " + instanceId() + "\n";
  }

  private String instanceId() {
    return Vm.sha1(user() + network());
  }

  /** The same in the form that a machine runtime takes. */
  public CloudInit asCloudInit() {
    return new CloudInit(
        instanceId(),
        vm.option("ciuser"),
        vm.option("cipassword"),
        keys(),
        nameservers(),
        vm.option("searchdomain"));
  }

  private List<String> keys() {
    return vm.option("sshkeys").stream()
        .flatMap(encoded -> FormDecoder.unescape(encoded).lines())
        .filter(line -> !line.isBlank())
        .toList();
  }

  private List<String> nameservers() {
    return vm.option("nameserver")
        .map(list -> Arrays.asList(list.split("[,; ]+")))
        .orElse(defaultNameservers);
  }

  /** The MAC address in the text of a network card. */
  static String mac(String net) {
    int equals = net.indexOf('=');
    int comma = net.indexOf(',');
    return net.substring(equals + 1, comma < 0 ? net.length() : comma);
  }
}
