package dev.k3form.lab;

import dev.k3form.lab.datacenter.Datacenter;
import java.util.List;

/** The names that a lab shows to its clients; those of a fresh Proxmox VE. */
final class LabLayout {

  static final String NODE = "pve";
  static final String STORAGE = "local";
  static final String BRIDGE = "vmbr0";
  private static final long IMAGE_SIZE = 2L << 30;

  private LabLayout() {}

  /** The volume to import a system disk from, called as Debian calls its cloud image. */
  static String image(String suite) {
    String release =
        switch (suite) {
          case "bookworm" -> "12";
          case "trixie" -> "13";
          default -> suite;
        };
    String architecture = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
    return STORAGE + ":import/debian-" + release + "-genericcloud-" + architecture + ".qcow2";
  }

  static Datacenter.Layout of(LabConfig config, List<String> nameservers) {
    return new Datacenter.Layout(
        NODE, STORAGE, List.of(BRIDGE), image(config.suite()), IMAGE_SIZE, nameservers);
  }
}
