package dev.k3form.lab.schema;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The formats of text parameters that k3form meets; each says what is wrong with a value. */
public enum TextFormat {
  ANY {
    @Override
    Optional<String> problem(String name, String value) {
      return Optional.empty();
    }
  },
  DNS_NAME {
    @Override
    Optional<String> problem(String name, String value) {
      return unless(DNS.matcher(value).matches(), "value does not look like a valid DNS name");
    }
  },
  CONFIG_ID {
    @Override
    Optional<String> problem(String name, String value) {
      return unless(ID.matcher(value).matches(), "invalid configuration ID '" + value + "'");
    }
  },
  URL_ENCODED {
    @Override
    Optional<String> problem(String name, String value) {
      return unless(URL.matcher(value).matches(), "invalid urlencoded string: " + value);
    }
  },
  TAG_LIST {
    @Override
    Optional<String> problem(String name, String value) {
      return unless(
          List.of(value.split("[,; ]+")).stream()
              .filter(tag -> !tag.isEmpty())
              .allMatch(tag -> TAG.matcher(tag.toLowerCase(Locale.ROOT)).matches()),
          "invalid characters in tag");
    }
  },
  ADDRESS_LIST {
    @Override
    Optional<String> problem(String name, String value) {
      return unless(
          List.of(value.split("[,; ]+")).stream().allMatch(a -> ADDRESS.matcher(a).matches()),
          "value does not look like a valid IP address");
    }
  },
  STARTUP {
    @Override
    Optional<String> problem(String name, String value) {
      return unless(
          value.matches("((order=)?\\d+)?(,?(up|down)=\\d+)*"), "unable to parse startup options");
    }
  },
  DISK_SIZE {
    @Override
    Optional<String> problem(String name, String value) {
      return unless(
          value.matches("\\+?\\d+(\\.\\d+)?[KMGT]?"),
          "value does not match the regex pattern '\\+?\\d+(\\.\\d+)?[KMGT]?'");
    }
  },
  NET {
    @Override
    Optional<String> problem(String name, String value) {
      return PropertyString.problem(name, value, "model", NET_KEYS);
    }
  },
  DISK {
    @Override
    Optional<String> problem(String name, String value) {
      return PropertyString.problem(name, value, "file", DISK_KEYS);
    }
  },
  IPCONFIG {
    @Override
    Optional<String> problem(String name, String value) {
      return PropertyString.problem(name, value, "", List.of("gw", "gw6", "ip", "ip6"))
          .or(() -> IpConfig.problem(name, value));
    }
  },
  AGENT {
    @Override
    Optional<String> problem(String name, String value) {
      return PropertyString.problem(
          name, value, "enabled", List.of("enabled", "freeze-fs", "fstrim_cloned_disks", "type"));
    }
  },
  MEMORY {
    @Override
    Optional<String> problem(String name, String value) {
      return PropertyString.problem(name, value, "current", List.of("current"))
          .or(
              () ->
                  value.replace("current=", "").matches("\\d+")
                      ? Optional.empty()
                      : Optional.of(
                          "format error\n"
                              + name
                              + ".current: type check ('integer') failed - got '"
                              + value
                              + "'"));
    }
  };

  private static final Pattern DNS =
      Pattern.compile(
          "([a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?\\.)*[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?");
  private static final Pattern ID = Pattern.compile("[a-zA-Z][a-zA-Z0-9_-]+");
  private static final Pattern URL = Pattern.compile("[-%a-zA-Z0-9_.!~*'()]*");
  private static final Pattern TAG = Pattern.compile("[a-z0-9_][a-z0-9_+.-]*");
  private static final Pattern ADDRESS =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:]*:[0-9a-fA-F:.]*|host");

  /** The network card models, each also a key that carries the MAC address. */
  public static final List<String> NET_MODELS =
      List.of("virtio", "e1000", "e1000e", "rtl8139", "vmxnet3", "ne2k_pci");

  private static final List<String> NET_KEYS =
      List.of(
          "model",
          "bridge",
          "firewall",
          "link_down",
          "macaddr",
          "mtu",
          "queues",
          "rate",
          "tag",
          "trunks",
          "virtio",
          "e1000",
          "e1000e",
          "rtl8139",
          "vmxnet3",
          "ne2k_pci");
  private static final List<String> DISK_KEYS =
      List.of(
          "file",
          "aio",
          "backup",
          "bps",
          "bps_rd",
          "bps_wr",
          "cache",
          "detect_zeroes",
          "discard",
          "format",
          "import-from",
          "iops",
          "iops_rd",
          "iops_wr",
          "iothread",
          "mbps",
          "mbps_rd",
          "mbps_wr",
          "media",
          "model",
          "product",
          "queues",
          "replicate",
          "rerror",
          "ro",
          "scsiblock",
          "serial",
          "shared",
          "size",
          "snapshot",
          "ssd",
          "vendor",
          "werror",
          "wwn",
          "efitype",
          "pre-enrolled-keys",
          "ms-cert",
          "version");

  abstract Optional<String> problem(String name, String value);

  private static Optional<String> unless(boolean fine, String problem) {
    return fine ? Optional.empty() : Optional.of(problem);
  }
}
