package dev.k3form.provider.proxmox.api;

import java.util.Map;

/** The arguments of k3form behind the options of the API, for telling the user whom to blame. */
public final class Options {
  private static final Map<String, String> ARGUMENTS =
      Map.ofEntries(
          Map.entry("newid", "vmid"),
          Map.entry("cpu", "cpu_type"),
          Map.entry("sshkeys", "ssh_keys"),
          Map.entry("ciuser", "user"),
          Map.entry("nameserver", "dns"),
          Map.entry("onboot", "on_boot"),
          Map.entry("full", "full_clone"),
          Map.entry("target", "node"),
          Map.entry("url", "image_url"),
          Map.entry("checksum-algorithm", "checksum"),
          Map.entry("filename", "image_url"));

  private Options() {}

  /** Returns the argument that gives an option, the option's own name where they are the same. */
  public static String argument(String option) {
    String mapped = ARGUMENTS.get(option);
    if (mapped != null) {
      return mapped;
    }
    if (option.matches("(net|ipconfig)\\d+")) {
      return "network";
    }
    return option.matches("(scsi|virtio|sata|ide)\\d+") ? "disk" : option;
  }
}
