package dev.k3form.provider.proxmox.vm;

import dev.k3form.model.address.AttributePath;
import dev.k3form.model.value.Value;
import dev.k3form.provider.proxmox.format.Tags;
import dev.k3form.spi.ConfigView;
import dev.k3form.spi.ProblemSink;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/** Checks what types cannot say about the arguments of a VM. Unknown values pass. */
public final class VmValidation {
  private static final Pattern DNS_NAME =
      Pattern.compile(
          "(?i)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");
  private static final Pattern IPV4_CIDR =
      Pattern.compile(
          "(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}/(3[0-2]|[12]?\\d)");
  private static final Pattern IPV4 =
      Pattern.compile("(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}");
  private static final Pattern MAC = Pattern.compile("(?i)[0-9a-f][02468ace](:[0-9a-f]{2}){5}");
  private static final Pattern CARD = Pattern.compile("net([0-9]|[12][0-9]|3[01])");
  private static final Pattern DISK = Pattern.compile("(scsi|virtio|sata|ide)[0-9]+");
  private static final Pattern SSH_KEY =
      Pattern.compile("(ssh-(ed25519|rsa)|ecdsa-sha2-\\S+|sk-\\S+) [A-Za-z0-9+/]+=*( .*)?");
  private static final Pattern STARTUP =
      Pattern.compile("(order=)?\\d+(,(up|down)=\\d+)*|(up|down)=\\d+");
  private static final BigInteger MIB = BigInteger.ONE.shiftLeft(20);
  private static final BigInteger GIB = BigInteger.ONE.shiftLeft(30);

  private final ConfigView config;
  private final ProblemSink problems;

  private VmValidation(ConfigView config, ProblemSink problems) {
    this.config = config;
    this.problems = problems;
  }

  static void check(ConfigView config, ProblemSink problems) {
    VmValidation v = new VmValidation(config, problems);
    common(config, problems);
    v.cloning();
    v.sizes();
    v.texts();
    v.networks();
    v.disks();
  }

  /** Checks the arguments that templates have too. */
  public static void common(ConfigView config, ProblemSink problems) {
    config
        .string("name")
        .filter(name -> !DNS_NAME.matcher(name).matches())
        .ifPresent(
            name ->
                problems.error(
                    "name",
                    "`" + name + "` cannot be a host name",
                    "Use letters, digits and hyphens; no underscore, no hyphen at an end."));
    config
        .number("vmid")
        .filter(id -> id < 100 || id > 999_999_999)
        .ifPresent(
            id ->
                problems.error(
                    "vmid", id + " cannot be a VM id", "VM ids are from 100 to 999999999."));
    for (String count : new String[] {"cores", "sockets"}) {
      config
          .number(count)
          .filter(n -> n < 1)
          .ifPresent(n -> problems.error(count, "a machine needs " + count, "Give at least 1."));
    }
    if (config.values().get("tags").reveal() instanceof Value.SetOf(var _, var tags)) {
      for (Value tag : tags) {
        if (tag.reveal() instanceof Value.Str(String text) && !Tags.TAG.matcher(text).matches()) {
          problems.error(
              "tags",
              "`" + text + "` cannot be a tag",
              "A tag is of letters, digits, _, -, + and ., and begins with a letter, digit or _.");
        }
      }
    }
  }

  private void cloning() {
    if (config.isSet("storage")
        && config.isKnown("storage")
        && config.values().get("full_clone").equals(Value.bool(false))) {
      problems.error(
          "storage",
          "a linked clone is on its template's storage",
          "Set full_clone = true to make it on another storage.");
    }
    config
        .number("clone")
        .filter(id -> id < 100)
        .ifPresent(
            id ->
                problems.error(
                    "clone",
                    id + " cannot be a VM id",
                    "Name a template: proxmox_template.NAME.vmid."));
  }

  private void sizes() {
    whole("memory", MIB, "MiB", 16);
    whole("balloon", MIB, "MiB", 0);
    whole("disk_size", MIB, "MiB", 1);
  }

  private void whole(String argument, BigInteger unit, String name, long least) {
    size(config.values().get(argument), AttributePath.of(argument), unit, name, least);
  }

  private void size(Value value, AttributePath path, BigInteger unit, String name, long least) {
    if (value.reveal() instanceof Value.Size(BigInteger bytes)) {
      if (bytes.mod(unit).signum() != 0) {
        problems.error(path, "not whole " + name, "Proxmox counts this in " + name + ".");
      } else if (bytes.compareTo(unit.multiply(BigInteger.valueOf(least))) < 0) {
        problems.error(path, "too little", "Give at least " + least + " " + name + ".");
      }
    }
  }

  private void texts() {
    config
        .string("startup")
        .filter(s -> !STARTUP.matcher(s).matches())
        .ifPresent(
            s ->
                problems.error(
                    "startup",
                    "`" + s + "` is no startup order",
                    "Write \"order=2,up=30,down=60\"."));
    if (config.values().get("ssh_keys").reveal() instanceof Value.ListOf(var _, var keys)) {
      for (int i = 0; i < keys.size(); i++) {
        if (keys.get(i).reveal() instanceof Value.Str(String key)
            && !SSH_KEY.matcher(key.strip()).matches()) {
          problems.error(
              AttributePath.of("ssh_keys").element(i),
              key.contains("PRIVATE KEY")
                  ? "a private key"
                  : "not a public key as OpenSSH writes it",
              "Give the content of the .pub file: file(\"~/.ssh/id_ed25519.pub\").");
        }
      }
    }
  }

  private void networks() {
    if (!(config.values().get("network").reveal() instanceof Value.MapOf(var _, var networks))) {
      return;
    }
    networks.forEach(
        (slot, value) -> {
          AttributePath path = AttributePath.of("network").key(slot);
          if (!CARD.matcher(slot).matches()) {
            problems.error(path, "`" + slot + "` is no slot of a card", "Use net0 to net31.");
          }
          if (value.reveal() instanceof Value.Obj network) {
            network(path, network);
          }
        });
  }

  private void network(AttributePath path, Value.Obj network) {
    Optional<String> address = text(network, "address");
    address
        .filter(a -> !a.equals("dhcp") && !IPV4_CIDR.matcher(a).matches())
        .ifPresent(
            a ->
                problems.error(
                    path.attribute("address"),
                    "`" + a + "` is no address with prefix length",
                    "Write \"192.168.1.221/24\", or \"dhcp\"."));
    Optional<String> gateway = text(network, "gateway");
    gateway
        .filter(g -> !IPV4.matcher(g).matches())
        .ifPresent(
            g ->
                problems.error(
                    path.attribute("gateway"),
                    "`" + g + "` is no IPv4 address",
                    "Write the address alone, without a prefix length."));
    boolean noStatic =
        network.get("address").isNull() || address.filter("dhcp"::equals).isPresent();
    if (gateway.isPresent() && noStatic) {
      problems.error(
          path.attribute("gateway"),
          "a gateway without a static address",
          "Give an address with prefix length, or leave the gateway to DHCP.");
    }
    text(network, "mac")
        .filter(m -> !MAC.matcher(m).matches())
        .ifPresent(
            m ->
                problems.error(
                    path.attribute("mac"),
                    "`" + m + "` is no unicast MAC address",
                    "Write it as BC:24:11:00:00:01; leave it out to have one chosen."));
    if (network.get("tag").reveal() instanceof Value.Num(var tag)
        && (tag.intValue() < 1 || tag.intValue() > 4094)) {
      problems.error(path.attribute("tag"), "no VLAN tag", "VLAN tags are from 1 to 4094.");
    }
  }

  private void disks() {
    if (!(config.values().get("disk").reveal() instanceof Value.MapOf(var _, var disks))) {
      return;
    }
    disks.forEach(
        (slot, value) -> {
          AttributePath path = AttributePath.of("disk").key(slot);
          if (!DISK.matcher(slot).matches()) {
            problems.error(
                path, "`" + slot + "` is no slot of a disk", "Use scsi1, virtio1, sata1.");
          }
          if (value.reveal() instanceof Value.Obj disk) {
            size(disk.get("size"), path.attribute("size"), GIB, "GiB", 1);
          }
        });
  }

  private static Optional<String> text(Value.Obj block, String name) {
    return block.get(name).reveal() instanceof Value.Str(String text)
        ? Optional.of(text)
        : Optional.empty();
  }
}
