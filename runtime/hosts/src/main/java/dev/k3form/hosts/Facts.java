package dev.k3form.hosts;

import java.util.List;

/**
 * What a machine is, read in one round trip.
 *
 * @param os what /etc/os-release says
 * @param architecture the machine name of uname(2), such as {@code x86_64}
 * @param hostname its name
 * @param init the program that runs as process 1, such as {@code systemd}
 * @param kernel the kernel release
 * @param memoryBytes the size of its memory
 * @param cpus the processors that it may use
 * @param machineId /etc/machine-id; empty where there is none
 * @param interfaces its network interfaces with their addresses
 */
public record Facts(
    OperatingSystem os,
    String architecture,
    String hostname,
    String init,
    String kernel,
    long memoryBytes,
    int cpus,
    String machineId,
    List<NetworkInterface> interfaces) {

  public Facts {
    interfaces = List.copyOf(interfaces);
  }

  /**
   * A distribution and its release.
   *
   * @param id the ID of os-release(5), such as {@code debian}
   * @param versionId the VERSION_ID, such as {@code 12}; empty where it has none
   * @param family what decides on package manager, package names and paths
   */
  public record OperatingSystem(String id, String versionId, Family family) {}

  /**
   * A network interface.
   *
   * @param mac the hardware address; empty where it has none
   * @param addresses in the form {@code 192.168.1.211/24}
   */
  public record NetworkInterface(String name, String mac, List<String> addresses) {
    public NetworkInterface {
      addresses = List.copyOf(addresses);
    }
  }

  /** Returns whether systemd runs the machine. */
  public boolean hasSystemd() {
    return init.equals("systemd");
  }

  /** Returns the architecture as Debian and Go name it: amd64, arm64, s390x; else as it is. */
  public String goArchitecture() {
    return switch (architecture) {
      case "x86_64" -> "amd64";
      case "aarch64" -> "arm64";
      default -> architecture;
    };
  }
}
