package dev.k3form.provider.proxmox.vm;

import dev.k3form.provider.proxmox.api.ApiException;
import dev.k3form.provider.proxmox.api.Upid;
import dev.k3form.provider.proxmox.format.Description;
import dev.k3form.provider.proxmox.session.Effects;
import dev.k3form.provider.proxmox.session.Owned;
import dev.k3form.provider.proxmox.session.Permissions.Need;
import dev.k3form.provider.proxmox.session.ProxmoxSession;
import dev.k3form.provider.proxmox.session.VmView;
import dev.k3form.provider.proxmox.session.Vms;
import dev.k3form.spi.ApplyContext;
import dev.k3form.spi.ProviderException;
import dev.k3form.spi.ProviderException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * Makes a VM: clone, configure, grow, start, wait.
 *
 * <p>Each step can be done again: id and marker are noted before the clone, and everything after it
 * starts from what is there.
 */
final class CreateVm {
  private static final int ATTEMPTS = 8;

  private final ProxmoxSession session;
  private final ProxmoxVm planned;
  private final ApplyContext context;
  private final VmView source;
  private final Owned owned;

  private CreateVm(ProxmoxSession session, ProxmoxVm planned, ApplyContext context, VmView source) {
    this.session = session;
    this.planned = planned;
    this.context = context;
    this.source = source;
    this.owned = new Owned(session, planned.node(), "qmclone", planned.source());
  }

  static ProxmoxVm run(ProxmoxSession session, ProxmoxVm planned, ApplyContext context)
      throws ProviderException {
    VmView source = CloneSource.find(session, planned, context);
    return new CreateVm(session, planned, context, source).run();
  }

  private ProxmoxVm run() throws ProviderException {
    VmView vm = made();
    context.checkpoint(VmState.of(planned, vm));
    vm = Configure.run(session, planned, Optional.empty(), vm, context);
    if (planned.started() && !vm.running()) {
      context.progress("starting");
      session.vms().power(vm.node(), vm.vmid(), "start", Map.of(), true, context);
      vm = session.vms().on(vm.node(), vm.vmid(), context).orElse(vm);
    }
    return Guest.await(session, VmState.of(planned, vm), context);
  }

  private VmView made() throws ProviderException {
    Optional<VmView> found = owned.find(context, context);
    if (found.isPresent()) {
      return usable(found.get());
    }
    preflight();
    Optional<Integer> noted = context.get(Owned.VMID).map(Integer::valueOf);
    context.note(Owned.OWNER, context.idempotencyKey());
    for (int attempt = 1; ; attempt++) {
      int vmid = noted.isPresent() ? noted.get() : choose();
      if (noted.isEmpty()) {
        context.note(Owned.VMID, Integer.toString(vmid));
      }
      noted = Optional.of(vmid);
      try {
        clone(vmid);
        return usable(require(vmid));
      } catch (ApiException e) {
        boolean again =
            e.isIdTaken() || e.isBusy() || e.isLocked() || e.kind() == Kind.OUTCOME_UNKNOWN;
        if (!again || attempt == ATTEMPTS) {
          throw blamed(e);
        }
        Optional<VmView> ours = owned.find(context, context);
        if (ours.isPresent()) {
          return usable(ours.get());
        }
        if (e.isIdTaken()) {
          noted = anotherId(vmid, e);
        } else {
          context.progress(
              "cloning again: " + (e.isBusy() ? "a lock was held" : "the answer was lost"));
          context.pause(Effects.backOff(attempt));
        }
      }
    }
  }

  private Optional<Integer> anotherId(int vmid, ApiException e) throws ApiException {
    if (planned.vmid() != null) {
      throw taken(vmid, e);
    }
    return Optional.empty();
  }

  private int choose() throws ProviderException {
    return planned.vmid() != null ? planned.vmid() : session.ids().next(context);
  }

  private static ApiException taken(int vmid, ApiException e) {
    return e.because(
        "the VM id " + vmid + " is taken by a VM that this resource did not make",
        "vmid",
        "Choose another vmid, or leave it out to get a free one.",
        "If the VM shall be managed by this resource, import it.");
  }

  private ApiException blamed(ApiException e) {
    return e.isIdTaken() && planned.vmid() != null ? taken(planned.vmid(), e) : e;
  }

  private VmView require(int vmid) throws ProviderException {
    return owned
        .find(vmid, context.idempotencyKey(), context)
        .orElseThrow(
            () ->
                new ProviderException(
                    "VM " + vmid + " is not there although its clone task was done",
                    "Look at the task list of " + source.node() + "; then apply again."));
  }

  private static VmView usable(VmView vm) throws ProviderException {
    if (Owned.isBeingMade(vm)) {
      throw new ProviderException(Owned.whyStuck(vm), Owned.wayOut(vm));
    }
    return vm;
  }

  private void clone(int vmid) throws ProviderException {
    String place = planned.fullClone() ? "storage " + storage() : "template " + source.vmid();
    int places = planned.fullClone() ? session.fullClones() : session.linkedClones();
    session
        .limits()
        .hold(
            place,
            places,
            context,
            () -> {
              context.progress("cloning " + source.vmid() + " to " + vmid);
              JsonNode answer =
                  session
                      .api()
                      .post(Vms.path(source.node(), source.vmid()) + "/clone", form(vmid), context);
              Optional<Upid> task = Upid.parse(answer.asString(""));
              if (task.isPresent()) {
                context.note(Owned.TASK, task.get().text());
                session
                    .tasks()
                    .await(task.get(), "clone VM " + source.vmid() + " to " + vmid, context);
              }
              return vmid;
            });
  }

  private String storage() {
    return planned.storage() == null ? "of template " + source.vmid() : planned.storage();
  }

  private Map<String, String> form(int vmid) {
    Map<String, String> form = new TreeMap<>();
    form.put("newid", Integer.toString(vmid));
    form.put("name", planned.name());
    form.put(
        "description",
        new Description(
                Optional.of(context.idempotencyKey()),
                planned.description() == null ? "" : planned.description())
            .format());
    form.put("full", planned.fullClone() ? "1" : "0");
    if (planned.storage() != null) {
      form.put("storage", planned.storage());
    }
    if (planned.pool() != null) {
      form.put("pool", planned.pool());
    }
    if (!planned.node().equals(source.node())) {
      form.put("target", planned.node());
    }
    return form;
  }

  /** Asks for every privilege that the whole creation needs, before its first step. */
  private void preflight() throws ProviderException {
    String path = planned.vmid() == null ? "/vms" : "/vms/" + planned.vmid();
    List<Need> needs = new ArrayList<>();
    needs.add(Need.of("/vms/" + source.vmid(), "VM.Clone", "to clone"));
    if (planned.pool() == null) {
      needs.add(Need.of(path, "VM.Allocate", "to make a VM"));
    }
    VmChange change = VmChange.of(planned, Optional.empty(), source, Optional.of("new"));
    List<String> options = new ArrayList<>(change.set().keySet());
    options.addAll(change.delete());
    options.remove("name");
    options.remove("description");
    needs.addAll(VmNeeds.options(path, options));
    if (planned.diskSize() != null) {
      needs.add(Need.of(path, "VM.Config.Disk", "to grow the disk"));
    }
    if (planned.started()) {
      needs.add(Need.of(path, "VM.PowerMgmt", "to start it"));
    }
    if (planned.asksAgent()) {
      needs.addAll(VmNeeds.agent(path, session.api().version(context)));
    }
    session.permissions().require(needs, context);
  }
}
