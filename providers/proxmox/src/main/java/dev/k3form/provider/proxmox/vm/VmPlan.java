package dev.k3form.provider.proxmox.vm;

import dev.k3form.hosts.provider.HostConnection;
import dev.k3form.model.address.AttributePath;
import dev.k3form.model.schema.Effect;
import dev.k3form.model.schema.NestedBlock;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import dev.k3form.provider.proxmox.format.DiskSizes;
import dev.k3form.spi.plan.PlanRequest;
import dev.k3form.spi.plan.Planned;
import dev.k3form.spi.plan.StandardPlan;
import dev.k3form.spi.schema.ByteSize;
import dev.k3form.spi.schema.RecordBinder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Plans a VM: what restarts, what cloud-init changes, which addresses are known beforehand.
 *
 * <p>An address that the configuration gives is known in the plan already; a host key never is,
 * because it comes from the machine.
 */
final class VmPlan {
  private static final Value UNKNOWN_TEXT = Value.Unknown.of(Type.STRING);

  private final Planned standard;
  private final Optional<Value.Obj> prior;
  private Value.Obj values;

  private VmPlan(PlanRequest<ProxmoxVm> request) {
    this.standard = StandardPlan.of(request);
    this.values = withBlocks(request, standard.values());
    this.prior = standard.replaceBecause().isEmpty() ? request.prior() : Optional.empty();
  }

  static Planned of(PlanRequest<ProxmoxVm> request) {
    VmPlan plan = new VmPlan(request);
    return plan.prior.isEmpty() ? plan.creation() : plan.change(plan.prior.get());
  }

  /** Gives blocks of which none is written the value that they have after apply. */
  private static Value.Obj withBlocks(PlanRequest<ProxmoxVm> request, Value.Obj values) {
    Value.Obj out = values;
    for (NestedBlock block : request.schema().block().blocks().values()) {
      if (out.get(block.name()).isNull()) {
        out = out.with(block.name(), Value.MapOf.of(block.block().objectType(), Map.of()));
      }
    }
    return out;
  }

  private Planned creation() {
    boolean asked = asksAgent();
    Value address = staticAddress().orElse(UNKNOWN_TEXT);
    reach(address, asked ? UNKNOWN_TEXT : Values.NULL);
    return new Planned(values, standard.replaceBecause(), List.of());
  }

  private Planned change(Value.Obj before) {
    Restart restart = Restart.of(before, values);
    boolean restarts = restart.isNeeded() && isTrue(before.get("started")) && isTrue("started");
    boolean allowed = !textOf("reboot").equals(Optional.of("never"));
    Planned out = new Planned(values, List.of(), List.of());
    if (restarts && allowed) {
      out =
          out.disrupting(
              Effect.RESTART, "the machine is restarted for " + String.join(", ", restart.all()));
    } else if (restarts) {
      out =
          out.disrupting(
              Effect.UPDATE,
              String.join(", ", restart.all()) + ": waits for a restart, since reboot = \"never\"");
    }
    if (!restart.cloudInit().isEmpty()) {
      out =
          out.disrupting(
              Effect.UPDATE,
              "cloud-init runs anew at the next start: the machine gets new SSH host keys");
    }
    out = remarks(out, before);
    known(before, restart, restarts && allowed);
    return refusals(new Planned(values, out.replaceBecause(), out.disruptions()), before);
  }

  private Planned refusals(Planned plan, Value.Obj before) {
    Planned out = plan;
    out =
        shrinking(
            out, AttributePath.of("disk_size"), before.get("disk_size"), values.get("disk_size"));
    if (before.get("disk") instanceof Value.MapOf(var _, var old)
        && values.get("disk") instanceof Value.MapOf(var _, var wanted)) {
      for (Map.Entry<String, Value> disk : wanted.entrySet()) {
        AttributePath path = AttributePath.of("disk").key(disk.getKey());
        if (disk.getValue().reveal() instanceof Value.Obj now
            && old.getOrDefault(disk.getKey(), Values.NULL).reveal() instanceof Value.Obj was) {
          out = shrinking(out, path.attribute("size"), was.get("size"), now.get("size"));
          if (Values.isWhollyKnown(now.get("storage"))
              && !same(was.get("storage"), now.get("storage"))) {
            out =
                out.refusing(
                    path.attribute("storage"),
                    "a disk is not moved between storages",
                    "Move it with `qm disk move`, then change storage here.");
          }
        }
      }
    }
    boolean elsewhere =
        Values.isWhollyKnown(values.get("node"))
            && !same(before.get("node"), values.get("node"))
            && !same(before.get("current_node"), values.get("node"));
    return elsewhere
        ? out.refusing(
            AttributePath.of("node"),
            "a machine is not migrated by k3form",
            "Migrate it with `qm migrate`, or in the web interface, then change node here.")
        : out;
  }

  private static Planned shrinking(Planned plan, AttributePath path, Value before, Value after) {
    return before.reveal() instanceof Value.Size(var old)
            && after.reveal() instanceof Value.Size(var wanted)
            && wanted.compareTo(old) < 0
        ? plan.refusing(
            path,
            "a disk cannot shrink from " + DiskSizes.format(new ByteSize(old.longValueExact())),
            "Set the size to at least that, or make a new machine.")
        : plan;
  }

  private Planned remarks(Planned plan, Value.Obj before) {
    Planned out = plan;
    if (!same(before.get("clone"), values.get("clone"))) {
      out =
          out.disrupting(
              Effect.UPDATE, "clone counts when a machine is made; this one stays as it is");
    }
    for (String slot : removed(before, "disk")) {
      out =
          out.disrupting(
              Effect.UPDATE, slot + " is detached; its volume stays with the VM as an unused disk");
    }
    if (isTrue(before.get("started")) && values.get("started").equals(Values.FALSE)) {
      out = out.disrupting(Effect.RESTART, "the machine is shut down");
    }
    return out;
  }

  private List<String> removed(Value.Obj before, String block) {
    if (before.get(block) instanceof Value.MapOf(var _, var old)
        && values.get(block) instanceof Value.MapOf(var _, var wanted)) {
      return old.keySet().stream().filter(slot -> !wanted.containsKey(slot)).toList();
    }
    return List.of();
  }

  /** Says which computed attributes stay and which only apply will tell. */
  private void known(Value.Obj before, Restart restart, boolean restarts) {
    boolean rekeyed = restarts && !restart.cloudInit().isEmpty();
    boolean firstStart = isTrue("started") && before.get("host_key").isNull();
    Value hostKey = asksAgent() && (rekeyed || firstStart) ? UNKNOWN_TEXT : before.get("host_key");
    Value old = before.get("ipv4_address");
    boolean addressMoves =
        !restart.cloudInit().isEmpty() && restart.cloudInit().contains("network");
    Value address =
        staticAddress().orElse(asksAgent() && (old.isNull() || addressMoves) ? UNKNOWN_TEXT : old);
    reach(address, hostKey);
    if (!sameCards(before)) {
      values = values.with("mac_addresses", Value.Unknown.of(new Type.MapOf(Type.STRING)));
    }
    if (restarts) {
      values = values.with("pending", new Value.SetOf(Type.STRING, List.of()));
    } else if (!restart.hardware().isEmpty() || !restart.cloudInit().isEmpty()) {
      values = values.with("pending", Value.Unknown.of(new Type.SetOf(Type.STRING)));
    }
  }

  private boolean sameCards(Value.Obj before) {
    return cards(before).equals(cards(values)) && Values.isWhollyKnown(values.get("network"));
  }

  private static Map<String, Value> cards(Value.Obj vm) {
    SortedMap<String, Value> out = new TreeMap<>();
    if (vm.get("network") instanceof Value.MapOf(var _, var networks)) {
      networks.forEach(
          (slot, n) -> out.put(slot, n instanceof Value.Obj o ? o.get("mac") : Values.NULL));
    }
    return out;
  }

  private void reach(Value address, Value hostKey) {
    values = values.with("ipv4_address", address).with("host_key", hostKey);
    if (address.isNull()) {
      values = values.with("ssh", Values.NULL);
      return;
    }
    Value user = values.get("user");
    Value.Obj ssh =
        RecordBinder.unbind(HostConnection.of("address"))
            .with("address", address)
            .with("user", user.isNull() ? Value.str("root") : user)
            .with("port", values.get("ssh_port"))
            .with("host_key", hostKey)
            .with("identity_file", values.get("identity_file"));
    values = values.with("ssh", ssh);
  }

  private boolean asksAgent() {
    return !values.get("started").equals(Values.FALSE)
        && !values.get("agent").equals(Values.FALSE)
        && !isTextOf("wait_for", "none");
  }

  /** Returns the address of the first card, if it is written down; unknown if it may be. */
  private Optional<Value> staticAddress() {
    Value networks = values.get("network").reveal();
    if (networks instanceof Value.Unknown) {
      return Optional.of(UNKNOWN_TEXT);
    }
    if (!(networks instanceof Value.MapOf(var _, SortedMap<String, Value> slots))
        || slots.isEmpty()) {
      return Optional.empty();
    }
    if (!(slots.firstEntry().getValue().reveal() instanceof Value.Obj network)) {
      return Optional.of(UNKNOWN_TEXT);
    }
    return switch (network.get("address").reveal()) {
      case Value.Unknown _ -> Optional.of(UNKNOWN_TEXT);
      case Value.Str(String text) when text.contains("/") ->
          Optional.of(Value.str(text.substring(0, text.indexOf('/'))));
      default -> Optional.empty();
    };
  }

  private boolean isTrue(String attribute) {
    return isTrue(values.get(attribute));
  }

  private static boolean isTrue(Value value) {
    return value.reveal().equals(Values.TRUE);
  }

  private Optional<String> textOf(String attribute) {
    return values.get(attribute).reveal() instanceof Value.Str(String text)
        ? Optional.of(text)
        : Optional.empty();
  }

  private boolean isTextOf(String attribute, String text) {
    return textOf(attribute).equals(Optional.of(text));
  }

  private static boolean same(Value a, Value b) {
    return Values.revealAll(a).equals(Values.revealAll(b));
  }
}
