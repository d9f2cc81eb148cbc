package dev.k3form.standin.server;

import dev.k3form.standin.config.Options;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The values that must be equal on all servers, as {@code /v1-k3s/config} shows them and as a
 * joining server compares them (transcripts 01 and 05).
 */
final class CriticalValues {

  /** The flags that the log names where the field has a plain value. */
  private static final Map<String, String> FLAGS = new LinkedHashMap<>();

  static {
    FLAGS.put("ClusterDomain", "cluster-domain");
    FLAGS.put("DisableCCM", "disable-cloud-controller");
    FLAGS.put("DisableHelmController", "disable-helm-controller");
    FLAGS.put("DisableNPC", "disable-network-policy");
    FLAGS.put("DisableServiceLB", "disable-service-lb");
    FLAGS.put("EncryptSecrets", "secrets-encryption");
    FLAGS.put("EncryptProvider", "secrets-encryption-provider");
    FLAGS.put("EmbeddedRegistry", "embedded-registry");
    FLAGS.put("FlannelBackend", "flannel-backend");
    FLAGS.put("FlannelIPv6Masq", "flannel-ipv6-masq");
    FLAGS.put("FlannelExternalIP", "flannel-external-ip");
    FLAGS.put("EgressSelectorMode", "egress-selector-mode");
    FLAGS.put("SupervisorMetrics", "supervisor-metrics");
  }

  private CriticalValues() {}

  static Map<String, @Nullable Object> of(Options options) {
    String clusterCidr = options.or("cluster-cidr", "10.42.0.0/16");
    String serviceCidr = options.or("service-cidr", "10.43.0.0/16");
    String dns = options.or("cluster-dns", tenth(serviceCidr));
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("ClusterDNSs", List.of(dns));
    values.put("ClusterIPRanges", List.of(range(clusterCidr)));
    values.put("ClusterDNS", dns);
    values.put("ClusterDomain", options.or("cluster-domain", "cluster.local"));
    values.put("ClusterIPRange", range(clusterCidr));
    values.put("DisableCCM", options.is("disable-cloud-controller"));
    values.put("DisableHelmController", options.is("disable-helm-controller"));
    values.put("DisableNPC", options.is("disable-network-policy"));
    values.put("DisableServiceLB", options.all("disable").contains("servicelb"));
    values.put("EncryptSecrets", options.is("secrets-encryption"));
    values.put("EncryptProvider", options.or("secrets-encryption-provider", "aescbc"));
    values.put("EmbeddedRegistry", options.is("embedded-registry"));
    values.put("FlannelBackend", options.or("flannel-backend", "vxlan"));
    values.put("FlannelIPv6Masq", options.is("flannel-ipv6-masq"));
    values.put("FlannelExternalIP", options.is("flannel-external-ip"));
    values.put("EgressSelectorMode", options.or("egress-selector-mode", "agent"));
    values.put("ServiceIPRange", range(serviceCidr));
    values.put("ServiceIPRanges", List.of(range(serviceCidr)));
    values.put("SupervisorMetrics", options.is("supervisor-metrics"));
    return values;
  }

  private static String tenth(String serviceCidr) {
    return serviceCidr.replaceFirst("/.*", "").replaceFirst("\\d+$", "10");
  }

  private static Map<String, Object> range(String cidr) {
    String[] parts = cidr.replaceFirst(",.*", "").split("/", 2);
    int bits = parts.length == 2 ? Integer.parseInt(parts[1]) : 32;
    byte[] mask = new byte[4];
    for (int i = 0; i < Math.min(bits, 32); i++) {
      mask[i / 8] |= (byte) (0x80 >> i % 8);
    }
    Map<String, Object> range = new LinkedHashMap<>();
    range.put("IP", parts[0]);
    range.put("Mask", Base64.getEncoder().encodeToString(mask));
    return range;
  }

  /** What differs, as the log names it. */
  static List<String> mismatches(
      Map<String, @Nullable Object> own, Map<String, @Nullable Object> theirs) {
    List<String> found = new ArrayList<>();
    own.forEach(
        (name, value) -> {
          Object other = theirs.get(name);
          if (theirs.containsKey(name) && !String.valueOf(value).equals(String.valueOf(other))) {
            found.addAll(describe(name, value, other));
          }
        });
    return found;
  }

  private static List<String> describe(String name, @Nullable Object own, @Nullable Object theirs) {
    String flag = FLAGS.get(name);
    if (flag != null) {
      return List.of(flag);
    }
    if (own instanceof List<?> a && theirs instanceof List<?> b && !a.isEmpty() && !b.isEmpty()) {
      return describe(name + ".slice[0]", a.getFirst(), b.getFirst());
    }
    if (own instanceof Map<?, ?> a && theirs instanceof Map<?, ?> b) {
      return a.equals(b)
          ? List.of()
          : Objects.equals(a.get("IP"), b.get("IP"))
              ? List.of(name + ".Mask")
              : addresses(name + ".IP", String.valueOf(a.get("IP")), String.valueOf(b.get("IP")));
    }
    return addresses(name, String.valueOf(own), String.valueOf(theirs));
  }

  /** Go's addresses are 16 bytes long, so IPv4's first byte is number 12. */
  private static List<String> addresses(String name, String own, String theirs) {
    try {
      byte[] a = InetAddress.ofLiteral(own).getAddress();
      byte[] b = InetAddress.ofLiteral(theirs).getAddress();
      List<String> found = new ArrayList<>();
      for (int i = 0; i < Math.min(a.length, b.length); i++) {
        if (a[i] != b[i]) {
          found.add(name + ".slice[" + (i + 16 - a.length) + "]");
        }
      }
      return found;
    } catch (IllegalArgumentException e) {
      return List.of(name);
    }
  }
}
