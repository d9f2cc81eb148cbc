package dev.k3form.provider.proxmox.vm;

import dev.k3form.provider.proxmox.api.ServerVersion;
import dev.k3form.provider.proxmox.session.Permissions.Need;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Which privileges the calls need; see the table of options in Proxmox's {@code qm} API. */
public final class VmNeeds {
  private record Rule(Pattern options, List<String> anyOf) {}

  private static final List<Rule> RULES =
      List.of(
          rule("cores|sockets|cpu|cpulimit|cpuunits|numa|vcpus", "VM.Config.CPU"),
          rule("memory|balloon|shares", "VM.Config.Memory"),
          rule("acpi|kvm|machine|scsihw|smbios1|tablet|vga|serial\\d+", "VM.Config.HWType"),
          rule("net\\d+", "VM.Config.Network"),
          rule(
              "ciuser|cipassword|sshkeys|nameserver|searchdomain|ciupgrade|ipconfig\\d+",
              "VM.Config.Cloudinit",
              "VM.Config.Network"),
          rule("(scsi|virtio|sata|ide)\\d+|boot", "VM.Config.Disk"));

  private VmNeeds() {}

  private static Rule rule(String options, String... anyOf) {
    return new Rule(Pattern.compile(options), List.of(anyOf));
  }

  /** Returns what setting or deleting options of a VM needs. */
  public static List<Need> options(String path, Iterable<String> options) {
    List<Need> needs = new ArrayList<>();
    for (String option : options) {
      List<String> anyOf =
          RULES.stream()
              .filter(rule -> rule.options().matcher(option).matches())
              .findFirst()
              .map(Rule::anyOf)
              .orElse(List.of("VM.Config.Options"));
      needs.add(new Need(path, anyOf, "to set " + option));
      if (option.equals("startup")) {
        needs.add(Need.of("/", "Sys.Modify", "to set startup"));
      }
    }
    return needs.stream().distinct().toList();
  }

  /** Returns what asking the guest agent needs, which differs between versions. */
  static List<Need> agent(String path, ServerVersion version) {
    String why = "to ask the guest agent for addresses and the host key";
    return version.hasGuestAgentPrivileges()
        ? List.of(
            new Need(path, List.of("VM.GuestAgent.Audit", "VM.GuestAgent.Unrestricted"), why),
            new Need(path, List.of("VM.GuestAgent.FileRead", "VM.GuestAgent.Unrestricted"), why))
        : List.of(Need.of(path, "VM.Monitor", why));
  }
}
