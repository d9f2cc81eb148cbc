package dev.k3form.lab;

import dev.k3form.lab.mirror.ReleaseMirror;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The values that every example takes from where its machines are made: the site, the token, the
 * keys, and the version of k3s that the mirror has. The examples' own files add addresses.
 */
final class LabVariables {

  /** The last octet of the address that load balancers share. */
  private static final int VIP = 220;

  /** What the lab knows when it writes the file. */
  record Facts(String token, List<String> dns, String k3sVersion) {
    @Override
    public String toString() {
      return "Facts[" + k3sVersion + "]";
    }
  }

  private LabVariables() {}

  static String text(LabConfig config, Facts facts) {
    var directory = new LabDirectory(config.directory());
    String mirror = "http://127.0.0.1:" + config.httpPort() + ReleaseMirror.BASE;
    return """
    # Written by `k3form lab up`. Holds the lab's API token: readable for its owner only.
    site = {
      endpoint      = "https://127.0.0.1:%d"
      ca_file       = "%s"
      node          = "%s"
      storage       = "%s"
      bridge        = "%s"
      image         = "%s"
      gateway       = "%s"
      prefix_length = 24
      dns           = [%s]
      vip           = "%s"
      k3s_mirror    = "%s"
      k3s_version   = "%s"
    }
    token          = "%s"
    ssh_identity   = "%s"
    ssh_public_key = "%s"
    """
        .formatted(
            config.apiPort(),
            directory.ca(),
            LabLayout.NODE,
            LabLayout.STORAGE,
            LabLayout.BRIDGE,
            LabLayout.image(config.suite()),
            config.subnet().gateway(),
            facts.dns().stream().map(a -> '"' + a + '"').collect(Collectors.joining(", ")),
            config.subnet().address(VIP),
            mirror,
            facts.k3sVersion(),
            facts.token(),
            directory.identity(),
            directory.identity() + ".pub");
  }
}
