package dev.k3form.provider.proxmox.vm;

import dev.k3form.provider.proxmox.format.Description;
import dev.k3form.provider.proxmox.format.IpConfig;
import dev.k3form.provider.proxmox.format.NetworkDevice;
import dev.k3form.provider.proxmox.format.PropertyText;
import dev.k3form.provider.proxmox.format.SshKeys;
import dev.k3form.provider.proxmox.format.Tags;
import dev.k3form.provider.proxmox.session.VmView;
import dev.k3form.spi.schema.ByteSize;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The options that must be set and deleted to make a VM what is planned.
 *
 * <p>Only what differs is sent, so that a token needs privileges for what changes alone. Cards and
 * disks start from what is there: a card keeps its MAC address, properties that k3form does not
 * manage stay. Of a fresh clone, everything of cloud-init that was copied and is not planned is
 * deleted, since two machines would have one address.
 */
record VmChange(SortedMap<String, String> set, SortedSet<String> delete) {
  VmChange {
    set = Collections.unmodifiableSortedMap(set);
    delete = Collections.unmodifiableSortedSet(delete);
  }

  boolean isEmpty() {
    return set.isEmpty() && delete.isEmpty();
  }

  /**
   * Returns the change.
   *
   * @param prior what is recorded; empty for a fresh clone
   * @param owner the marker's key; empty to leave it as it is
   */
  static VmChange of(
      ProxmoxVm planned, Optional<ProxmoxVm> prior, VmView vm, Optional<String> owner) {
    Builder b = new Builder(planned, prior.orElse(null), vm);
    b.identity(owner);
    b.hardware();
    b.behaviour();
    b.cloudInit();
    b.networks();
    b.disks();
    return new VmChange(b.set, b.delete);
  }

  private static final class Builder {
    private final ProxmoxVm planned;
    private final @Nullable ProxmoxVm prior;
    private final VmView vm;
    private final SortedMap<String, String> set = new TreeMap<>();
    private final SortedSet<String> delete = new TreeSet<>();

    Builder(ProxmoxVm planned, @Nullable ProxmoxVm prior, VmView vm) {
      this.planned = planned;
      this.prior = prior;
      this.vm = vm;
    }

    private void want(String option, String value, BiPredicate<String, String> same) {
      Optional<String> now = vm.option(option);
      if (now.isEmpty() || !same.test(value, now.get())) {
        set.put(option, value);
      }
    }

    private void want(String option, String value) {
      want(option, value, String::equals);
    }

    /** Sets what is planned; deletes what was managed, or was copied by the clone. */
    private void wantOrDrop(
        String option,
        Optional<String> value,
        boolean wasManaged,
        BiPredicate<String, String> same) {
      if (value.isPresent()) {
        want(option, value.get(), same);
      } else if (wasManaged && vm.option(option).isPresent()) {
        delete.add(option);
      }
    }

    private boolean was(boolean managed) {
      return prior == null || managed;
    }

    void identity(Optional<String> owner) {
      want("name", planned.name());
      Description now = vm.description();
      String text =
          planned.description() != null
              ? planned.description()
              : prior != null && prior.description() == null ? now.text() : "";
      Description wanted = new Description(owner.or(now::owner), text);
      if (!wanted.equals(now)) {
        wantOrDrop(
            "description",
            Optional.of(wanted.format()).filter(d -> !d.isEmpty()),
            true,
            String::equals);
      }
      wantOrDrop(
          "tags",
          Optional.of(Tags.format(planned.tags())).filter(t -> !t.isEmpty()),
          was(prior != null && !prior.tags().isEmpty()),
          (a, b) -> Tags.parse(a).equals(Tags.parse(b)));
    }

    void hardware() {
      if (planned.cores() != null) {
        number("cores", planned.cores(), 1);
      }
      if (planned.sockets() != null) {
        number("sockets", planned.sockets(), 1);
      }
      if (planned.memory() != null) {
        long wanted = planned.memory().mebibytes();
        if (VmState.memory(vm).mebibytes() != wanted) {
          set.put("memory", Long.toString(wanted));
        }
      }
      String cpu = planned.cpuType();
      wantOrDrop(
          "cpu",
          Optional.ofNullable(cpu).map(this::cpu),
          prior != null && prior.cpuType() != null,
          (a, b) -> VmState.cpuType(a).equals(VmState.cpuType(b)));
      wantOrDrop(
          "balloon",
          Optional.ofNullable(planned.balloon()).map(b -> Long.toString(b.mebibytes())),
          prior != null && prior.balloon() != null,
          String::equals);
      wantOrDrop(
          "machine",
          Optional.ofNullable(planned.machine()),
          prior != null && prior.machine() != null,
          (a, b) -> VmState.machineType(a).equals(VmState.machineType(b)));
      String bios = planned.bios();
      if (bios != null && !vm.option("bios").orElse("seabios").equals(bios)) {
        set.put("bios", bios);
      }
      if (planned.agent() != VmState.isAgentEnabled(vm)) {
        set.put("agent", planned.agent() ? "enabled=1" : "enabled=0");
      }
    }

    private String cpu(String type) {
      PropertyText now = vm.device("cpu").orElse(PropertyText.parse(""));
      return now.without("cputype").with(PropertyText.BARE, type).toString();
    }

    private void number(String option, int value, int serverDefault) {
      if (vm.option(option).map(Integer::valueOf).orElse(serverDefault) != value) {
        set.put(option, Integer.toString(value));
      }
    }

    private void flag(String option, boolean value) {
      if (vm.option(option).filter("1"::equals).isPresent() != value) {
        set.put(option, value ? "1" : "0");
      }
    }

    void behaviour() {
      flag("onboot", planned.onBoot());
      flag("protection", planned.protection());
      wantOrDrop(
          "startup",
          Optional.ofNullable(planned.startup()),
          was(prior != null && prior.startup() != null),
          (a, b) -> PropertyText.parse(a).isSameAs(PropertyText.parse(b)));
    }

    void cloudInit() {
      wantOrDrop(
          "ciuser",
          Optional.ofNullable(planned.user()),
          was(prior != null && prior.user() != null),
          String::equals);
      wantOrDrop(
          "sshkeys",
          Optional.of(SshKeys.format(planned.sshKeys())).filter(k -> !k.isEmpty()),
          was(prior != null && !prior.sshKeys().isEmpty()),
          (a, b) -> SshKeys.parse(a).equals(SshKeys.parse(b)));
      wantOrDrop(
          "nameserver",
          Optional.of(String.join(" ", planned.dns())).filter(d -> !d.isEmpty()),
          was(prior != null && !prior.dns().isEmpty()),
          (a, b) -> List.of(a.split("[ ,;]+")).equals(List.of(b.split("[ ,;]+"))));
      wantOrDrop(
          "searchdomain",
          Optional.ofNullable(planned.searchdomain()),
          was(prior != null && prior.searchdomain() != null),
          String::equals);
      if (prior == null) {
        wantOrDrop("cipassword", Optional.empty(), true, String::equals);
        boolean managesCloudInit =
            planned.user() != null || !planned.sshKeys().isEmpty() || !planned.networks().isEmpty();
        if (managesCloudInit) {
          want("ciupgrade", "0");
        }
      }
    }

    void networks() {
      planned
          .networks()
          .forEach(
              (slot, network) -> {
                String ip = "ipconfig" + slot.substring(3);
                card(slot, network);
                VmNetwork before = prior == null ? null : prior.networks().get(slot);
                wantOrDrop(
                    ip,
                    new IpConfig(
                            network.address(),
                            network.gateway(),
                            network.address6(),
                            network.gateway6())
                        .format(),
                    was(before != null && (before.address() != null || before.address6() != null)),
                    (a, b) -> IpConfig.parse(a).equals(IpConfig.parse(b)));
              });
      for (String option : vm.options().keySet()) {
        if (prior == null
            && option.matches("ipconfig\\d+")
            && !planned.networks().containsKey("net" + option.substring(8))) {
          delete.add(option);
        }
      }
      removed(prior == null ? Map.of() : prior.networks(), planned.networks());
    }

    private void removed(Map<String, ?> before, Map<String, ?> after) {
      for (String slot : before.keySet()) {
        if (!after.containsKey(slot)) {
          if (vm.option(slot).isPresent()) {
            delete.add(slot);
          }
          String ip = "ipconfig" + slot.substring(3);
          if (slot.startsWith("net") && vm.option(ip).isPresent()) {
            delete.add(ip);
          }
        }
      }
    }

    private void card(String slot, VmNetwork network) {
      Optional<NetworkDevice> now = vm.option(slot).map(NetworkDevice::parse);
      NetworkDevice wanted =
          new NetworkDevice(
              network.model(),
              network.mac() != null ? Optional.of(network.mac()) : now.flatMap(NetworkDevice::mac),
              Optional.of(network.bridge()),
              Optional.ofNullable(network.tag()),
              network.firewall(),
              now.map(NetworkDevice::others).orElseGet(LinkedHashMap::new));
      if (!now.equals(Optional.of(wanted))) {
        set.put(slot, wanted.format());
      }
    }

    void disks() {
      planned
          .disks()
          .forEach(
              (slot, disk) -> {
                Optional<PropertyText> now = vm.device(slot);
                PropertyText start =
                    now.orElseGet(
                        () -> PropertyText.parse(disk.storage() + ":" + disk.size().gibibytes()));
                PropertyText wanted = options(start, disk);
                if (now.isEmpty() || !wanted.isSameAs(options(now.get(), current(now.get())))) {
                  set.put(slot, wanted.toString());
                }
              });
      removed(prior == null ? Map.of() : prior.disks(), planned.disks());
    }

    private static VmDisk current(PropertyText text) {
      return new VmDisk(
          "",
          new ByteSize(0),
          text.isOn("discard"),
          text.isOn("ssd"),
          text.isOn("iothread"),
          text.get("backup").isEmpty() || text.isOn("backup"),
          text.get("cache").orElse(null));
    }

    private static PropertyText options(PropertyText text, VmDisk disk) {
      PropertyText out = text;
      out = disk.discard() ? out.with("discard", "on") : out.without("discard");
      out = disk.ssd() ? out.with("ssd", "1") : out.without("ssd");
      out = disk.iothread() ? out.with("iothread", "1") : out.without("iothread");
      out = disk.backup() ? out.without("backup") : out.with("backup", "0");
      return disk.cache() == null ? out.without("cache") : out.with("cache", disk.cache());
    }
  }
}
