package dev.k3form.lab;

import dev.k3form.lab.mirror.ReleaseMirror;
import java.util.LinkedHashMap;
import java.util.stream.Collectors;

/** The variables that the examples take from a lab. */
final class LabVariables {

  /** The last octet of the address that load balancers share. */
  private static final int VIP = 220;

  private LabVariables() {}

  static String text(LabConfig config, String token, String dns, String k3sVersion) {
    var directory = new LabDirectory(config.directory());
    var site = new LinkedHashMap<String, String>();
    site.put("endpoint", quoted("https://127.0.0.1:" + config.apiPort()));
    site.put("ca_file", quoted(directory.ca().toString()));
    site.put("node", quoted(LabLayout.NODE));
    site.put("storage", quoted(LabLayout.STORAGE));
    site.put("bridge", quoted(LabLayout.BRIDGE));
    site.put("image", quoted(LabLayout.image(config.suite())));
    site.put("gateway", quoted(config.subnet().gateway()));
    site.put("dns", "[" + quoted(dns) + "]");
    site.put("vip", quoted(config.subnet().address(VIP)));
    site.put(
        "k3s_mirror",
        quoted("http://127.0.0.1:" + config.httpPort() + ReleaseMirror.BASE));
    return "# Written by `k3form lab up`: where machines are made in this lab, and with which keys.\n"
        + "site = {\n"
        + site.entrySet().stream()
            .map(e -> "  " + e.getKey() + " = " + e.getValue() + "\n")
            .collect(Collectors.joining())
        + "}\n"
        + line("token", token)
        + line("ssh_identity", directory.identity().toString())
        + line("ssh_public_key", directory.identity() + ".pub")
        + line("k3s_version", k3sVersion);
  }

  private static String line(String name, String value) {
    return name + " = " + quoted(value) + "\n";
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }
}
