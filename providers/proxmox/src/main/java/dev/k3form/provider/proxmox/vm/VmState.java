package dev.k3form.provider.proxmox.vm;

import dev.k3form.hosts.provider.HostConnection;
import dev.k3form.model.value.Value;
import dev.k3form.provider.proxmox.format.DiskSizes;
import dev.k3form.provider.proxmox.format.IpConfig;
import dev.k3form.provider.proxmox.format.NetworkDevice;
import dev.k3form.provider.proxmox.format.PropertyText;
import dev.k3form.provider.proxmox.format.SshKeys;
import dev.k3form.provider.proxmox.format.Tags;
import dev.k3form.provider.proxmox.session.VmView;
import dev.k3form.spi.schema.ByteSize;
import dev.k3form.spi.schema.RecordBinder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says in the terms of {@link ProxmoxVm} what a VM is.
 *
 * <p>Optional arguments that are not set are not managed, so they are not read either. A value that
 * the server merely writes otherwise is given as the user wrote it.
 */
final class VmState {
  private static final ByteSize DEFAULT_MEMORY = ByteSize.ofMebibytes(512);
  private static final IpConfig NO_IP = new IpConfig(null, null, null, null);

  private VmState() {}

  /**
   * Returns the attributes of a VM.
   *
   * @param known what is recorded or planned, which tells what is managed and how it was written
   */
  static ProxmoxVm of(ProxmoxVm known, VmView vm) {
    Map<String, VmNetwork> networks = networks(known, vm);
    Optional<String> address = staticAddress(networks);
    String ipv4 = address.orElse(known.ipv4Address());
    return Edit.of(known)
        .set("name", vm.option("name").orElse("VM " + vm.vmid()))
        .set("vmid", vm.vmid())
        .set("current_node", vm.node())
        .set("pool", managed(known.pool(), pool(known, vm)))
        .set("description", description(known, vm))
        .set("tags", tags(known, vm))
        .set("cores", vm.option("cores").map(Integer::valueOf).orElse(1))
        .set("sockets", vm.option("sockets").map(Integer::valueOf).orElse(1))
        .set("memory", memory(vm))
        .set("cpu_type", managed(known.cpuType(), vm.option("cpu").flatMap(VmState::cpuType)))
        .set("balloon", managed(known.balloon(), vm.option("balloon").map(VmState::mebibytes)))
        .set("machine", managed(known.machine(), vm.option("machine").map(VmState::machineType)))
        .set("bios", managed(known.bios(), Optional.of(vm.option("bios").orElse("seabios"))))
        .set("disk_size", managed(known.diskSize(), bootDiskSize(vm)))
        .set("disk", disks(known, vm))
        .set("network", networks)
        .set("dns", dns(known, vm))
        .set("searchdomain", managed(known.searchdomain(), vm.option("searchdomain")))
        .set("user", managed(known.user(), vm.option("ciuser")))
        .set("ssh_keys", sshKeys(known, vm))
        .set("agent", isAgentEnabled(vm))
        .set("on_boot", vm.option("onboot").filter("1"::equals).isPresent())
        .set("startup", managed(known.startup(), vm.option("startup"), VmState::sameProperties))
        .set("protection", vm.option("protection").filter("1"::equals).isPresent())
        .set("started", vm.running())
        .set("uuid", vm.uuid().orElse(null))
        .set("mac_addresses", macAddresses(vm))
        .set("ipv4_address", ipv4)
        .set("pending", new TreeSet<>(vm.pending()))
        .set("ssh", connection(known, ipv4, known.hostKey()))
        .done();
  }

  /** Returns the attributes with what the guest told. */
  static ProxmoxVm reached(ProxmoxVm state, @Nullable String ipv4, @Nullable String hostKey) {
    return Edit.of(state)
        .set("ipv4_address", ipv4)
        .set("host_key", hostKey)
        .set("ssh", connection(state, ipv4, hostKey))
        .done();
  }

  /** Returns how the machine is reached; null while its address is not known. */
  static @Nullable HostConnection connection(
      ProxmoxVm vm, @Nullable String ipv4, @Nullable String hostKey) {
    return ipv4 == null
        ? null
        : new HostConnection(
            ipv4,
            vm.user() == null ? "root" : vm.user(),
            vm.sshPort(),
            hostKey,
            null,
            vm.identityFile(),
            null,
            null);
  }

  /** Returns the IPv4 address that the first card is given without asking anybody. */
  static Optional<String> staticAddress(Map<String, VmNetwork> networks) {
    return new TreeMap<>(networks)
        .values().stream()
            .findFirst()
            .map(VmNetwork::address)
            .filter(address -> address.contains("/"))
            .map(address -> address.substring(0, address.indexOf('/')));
  }

  /** Returns the size of the disk that it boots from. */
  static Optional<ByteSize> bootDiskSize(VmView vm) {
    return vm.bootDisk().flatMap(vm::device).flatMap(VmState::diskSize);
  }

  /** Returns the size of a disk. */
  static Optional<ByteSize> diskSize(PropertyText disk) {
    return disk.get("size").flatMap(DiskSizes::parse);
  }

  static boolean isAgentEnabled(VmView vm) {
    PropertyText agent = vm.device("agent").orElse(PropertyText.parse(""));
    return agent.isOn(PropertyText.BARE) || agent.isOn("enabled");
  }

  static Optional<String> cpuType(String option) {
    PropertyText cpu = PropertyText.parse(option);
    return cpu.get(PropertyText.BARE).or(() -> cpu.get("cputype"));
  }

  static String machineType(String option) {
    PropertyText machine = PropertyText.parse(option);
    return machine.get(PropertyText.BARE).or(() -> machine.get("type")).orElse(option);
  }

  static ByteSize mebibytes(String text) {
    return ByteSize.ofMebibytes(Long.parseLong(text.strip()));
  }

  static ByteSize memory(VmView vm) {
    return vm.option("memory")
        .map(PropertyText::parse)
        .flatMap(p -> p.get(PropertyText.BARE).or(() -> p.get("current")))
        .map(VmState::mebibytes)
        .orElse(DEFAULT_MEMORY);
  }

  private static <T> @Nullable T managed(@Nullable T known, Optional<T> found) {
    return managed(known, found, Object::equals);
  }

  private static <T> @Nullable T managed(
      @Nullable T known, Optional<T> found, BiPredicate<T, T> same) {
    if (known == null || found.isEmpty()) {
      return null;
    }
    return same.test(known, found.get()) ? known : found.get();
  }

  private static boolean sameProperties(String a, String b) {
    return PropertyText.parse(a).isSameAs(PropertyText.parse(b));
  }

  private static @Nullable String description(ProxmoxVm known, VmView vm) {
    String text = vm.description().text();
    return managed(known.description(), Optional.of(text), (a, b) -> a.strip().equals(b.strip()));
  }

  private static Optional<String> pool(ProxmoxVm known, VmView vm) {
    return vm.place().isEmpty() ? Optional.ofNullable(known.pool()) : vm.place().get().pool();
  }

  private static Set<String> tags(ProxmoxVm known, VmView vm) {
    Set<String> found = vm.option("tags").map(Tags::parse).orElseGet(TreeSet::new);
    return known.tags().isEmpty() || Tags.normal(known.tags()).equals(found) ? known.tags() : found;
  }

  private static List<String> dns(ProxmoxVm known, VmView vm) {
    List<String> found =
        vm.option("nameserver").stream()
            .flatMap(list -> Stream.of(list.strip().split("[ ,;]+")))
            .toList();
    return known.dns().isEmpty() ? known.dns() : found;
  }

  private static List<String> sshKeys(ProxmoxVm known, VmView vm) {
    List<String> found = vm.option("sshkeys").map(SshKeys::parse).orElse(List.of());
    return known.sshKeys().isEmpty() || SshKeys.normal(known.sshKeys()).equals(found)
        ? known.sshKeys()
        : found;
  }

  private static SortedMap<String, VmDisk> disks(ProxmoxVm known, VmView vm) {
    SortedMap<String, VmDisk> out = new TreeMap<>();
    for (String slot : known.disks().keySet()) {
      vm.device(slot).ifPresent(text -> out.put(slot, disk(text)));
    }
    return out;
  }

  private static VmDisk disk(PropertyText text) {
    String volume = text.get(PropertyText.BARE).or(() -> text.get("file")).orElse("");
    int colon = volume.indexOf(':');
    return new VmDisk(
        colon < 0 ? volume : volume.substring(0, colon),
        diskSize(text).orElse(new ByteSize(0)),
        text.isOn("discard"),
        text.isOn("ssd"),
        text.isOn("iothread"),
        text.get("backup").isEmpty() || text.isOn("backup"),
        text.get("cache").orElse(null));
  }

  private static SortedMap<String, VmNetwork> networks(ProxmoxVm known, VmView vm) {
    SortedMap<String, VmNetwork> out = new TreeMap<>();
    known
        .networks()
        .forEach(
            (slot, network) ->
                vm.option(slot).ifPresent(text -> out.put(slot, network(slot, network, text, vm))));
    return out;
  }

  private static VmNetwork network(String slot, VmNetwork known, String text, VmView vm) {
    NetworkDevice card = NetworkDevice.parse(text);
    IpConfig ip = vm.option("ipconfig" + slot.substring(3)).map(IpConfig::parse).orElse(NO_IP);
    return new VmNetwork(
        card.bridge().orElse(""),
        card.model(),
        managed(known.mac(), card.mac(), String::equalsIgnoreCase),
        card.tag().orElse(null),
        card.firewall(),
        managed(known.address(), Optional.ofNullable(ip.ip())),
        managed(known.gateway(), Optional.ofNullable(ip.gw())),
        managed(known.address6(), Optional.ofNullable(ip.ip6())),
        managed(known.gateway6(), Optional.ofNullable(ip.gw6())));
  }

  static SortedMap<String, String> macAddresses(VmView vm) {
    SortedMap<String, String> out = new TreeMap<>();
    vm.options()
        .forEach(
            (name, text) -> {
              if (name.matches("net\\d+")) {
                NetworkDevice.parse(text)
                    .mac()
                    .ifPresent(mac -> out.put(name, mac.toUpperCase(Locale.ROOT)));
              }
            });
    return out;
  }

  /** Changes some attributes of a record that has too many for its constructor. */
  private record Edit(Value.Obj values) {
    static Edit of(ProxmoxVm vm) {
      return new Edit(RecordBinder.unbind(vm));
    }

    Edit set(String attribute, @Nullable Object value) {
      return new Edit(values.with(attribute, VmValues.of(value)));
    }

    ProxmoxVm done() {
      return RecordBinder.bind(values, ProxmoxVm.class);
    }
  }
}
