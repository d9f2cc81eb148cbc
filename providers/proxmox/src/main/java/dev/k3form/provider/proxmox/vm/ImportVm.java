package dev.k3form.provider.proxmox.vm;

import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import dev.k3form.provider.proxmox.format.IpConfig;
import dev.k3form.provider.proxmox.format.PropertyText;
import dev.k3form.provider.proxmox.format.SshKeys;
import dev.k3form.provider.proxmox.format.Tags;
import dev.k3form.provider.proxmox.session.Inventory;
import dev.k3form.provider.proxmox.session.ProxmoxSession;
import dev.k3form.provider.proxmox.session.VmReference;
import dev.k3form.provider.proxmox.session.VmView;
import dev.k3form.spi.OperationContext;
import dev.k3form.spi.ProviderException;
import dev.k3form.spi.plan.DefaultValues;
import dev.k3form.spi.schema.RecordBinder;
import dev.k3form.spi.schema.Schemas;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Takes over a VM that exists. What is written in its configuration is taken as managed, but for
 * further disks; what the configuration then leaves out is given up to be managed no more.
 */
final class ImportVm {
  private static final Pattern LINKED = Pattern.compile("base-(\\d+)-disk");

  private ImportVm() {}

  static Optional<ProxmoxVm> run(String id, ProxmoxSession session, OperationContext context)
      throws ProviderException {
    Optional<VmView> found = VmReference.parse(id).find(session, context);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    VmView vm = found.get();
    if (vm.isTemplate()) {
      throw new ProviderException(
          "VM " + vm.vmid() + " is a template", "Import it as a proxmox_template.");
    }
    ProxmoxVm state = VmState.of(managed(vm), vm);
    return Optional.of(vm.running() && state.agent() ? Guest.ask(session, state, context) : state);
  }

  /** Returns a record that counts everything which is written as managed. */
  private static ProxmoxVm managed(VmView vm) {
    Map<String, Value> values = new TreeMap<>();
    values.put("name", Value.str("imported"));
    values.put("node", Value.str(vm.node()));
    values.put("clone", Value.num(template(vm)));
    values.put("pool", text(vm.place().flatMap(Inventory.Place::pool)));
    values.put("description", text(Optional.of(vm.description().text()).filter(t -> !t.isEmpty())));
    values.put("tags", VmValues.of(vm.option("tags").map(Tags::parse).orElseGet(TreeSet::new)));
    values.put("cpu_type", text(vm.option("cpu").flatMap(VmState::cpuType)));
    values.put("balloon", VmValues.of(vm.option("balloon").map(VmState::mebibytes).orElse(null)));
    values.put("machine", text(vm.option("machine").map(VmState::machineType)));
    values.put("bios", text(vm.option("bios")));
    values.put("disk_size", VmValues.of(VmState.bootDiskSize(vm).orElse(null)));
    values.put("network", networks(vm));
    values.put(
        "dns",
        VmValues.of(
            vm.option("nameserver").stream()
                .flatMap(list -> Stream.of(list.strip().split("[ ,;]+")))
                .toList()));
    values.put("searchdomain", text(vm.option("searchdomain")));
    values.put("user", text(vm.option("ciuser")));
    values.put("ssh_keys", VmValues.of(vm.option("sshkeys").map(SshKeys::parse).orElse(List.of())));
    values.put("startup", text(vm.option("startup")));
    Value.Obj filled =
        DefaultValues.fill(Value.Obj.of(values), Schemas.resource(ProxmoxVm.class).block());
    return RecordBinder.bind(filled, ProxmoxVm.class);
  }

  private static Value text(Optional<String> text) {
    return text.<Value>map(Value::str).orElse(Values.NULL);
  }

  /** Returns the template whose disk a linked clone stands on; 0 for a disk of its own. */
  private static int template(VmView vm) {
    Optional<String> volume =
        vm.bootDisk().flatMap(vm::device).flatMap(d -> d.get(PropertyText.BARE));
    Matcher m = LINKED.matcher(volume.orElse(""));
    return m.find() ? Integer.parseInt(m.group(1)) : 0;
  }

  private static Value networks(VmView vm) {
    Map<String, Value> out = new TreeMap<>();
    for (String slot : vm.options().keySet()) {
      if (slot.matches("net\\d+")) {
        IpConfig ip =
            vm.option("ipconfig" + slot.substring(3))
                .map(IpConfig::parse)
                .orElse(new IpConfig(null, null, null, null));
        out.put(slot, RecordBinder.unbind(network(ip)));
      }
    }
    return Value.MapOf.of(Type.ANY, out);
  }

  private static VmNetwork network(IpConfig ip) {
    return new VmNetwork("", "virtio", null, null, false, ip.ip(), ip.gw(), ip.ip6(), ip.gw6());
  }
}
