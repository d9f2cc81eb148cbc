package dev.k3form.lab;

import dev.k3form.lab.mirror.ReleaseMirror;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The variables that the examples take from a lab, as lines of {@code name = "value"}. */
final class LabVariables {

  /** The last octet of the address that load balancers share. */
  private static final int VIP = 220;

  private LabVariables() {}

  static String text(LabConfig config, String token, String dns, String k3sVersion) {
    var directory = new LabDirectory(config.directory());
    Map<String, String> values = new LinkedHashMap<>();
    values.put("proxmox_endpoint", "https://127.0.0.1:" + config.apiPort());
    values.put("proxmox_token", token);
    values.put("proxmox_ca_file", directory.ca().toString());
    values.put("node", LabLayout.NODE);
    values.put("storage", LabLayout.STORAGE);
    values.put("bridge", LabLayout.BRIDGE);
    values.put("image", LabLayout.image(config.suite()));
    values.put("network_prefix", config.subnet().prefix());
    values.put("gateway", config.subnet().gateway());
    values.put("vip", config.subnet().address(VIP));
    values.put("dns", dns);
    values.put(
        "k3s_mirror",
        "http://" + config.subnet().gateway() + ":" + config.httpPort() + ReleaseMirror.BASE);
    values.put("k3s_version", k3sVersion);
    return values.entrySet().stream()
        .map(e -> e.getKey() + " = \"" + e.getValue() + "\"\n")
        .collect(Collectors.joining());
  }
}
