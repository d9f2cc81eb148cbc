package dev.k3form.provider.proxmox.vm;

import dev.k3form.provider.proxmox.api.ApiException;
import dev.k3form.provider.proxmox.session.Permissions.Need;
import dev.k3form.provider.proxmox.session.ProxmoxSession;
import dev.k3form.provider.proxmox.session.VmView;
import dev.k3form.spi.ApplyContext;
import dev.k3form.spi.ProviderException;
import dev.k3form.spi.schema.RecordBinder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Changes a VM in place, and restarts it where the plan said so. */
final class UpdateVm {
  private final ProxmoxSession session;
  private final ProxmoxVm prior;
  private final ProxmoxVm planned;
  private final ApplyContext context;

  private UpdateVm(
      ProxmoxSession session, ProxmoxVm prior, ProxmoxVm planned, ApplyContext context) {
    this.session = session;
    this.prior = prior;
    this.planned = planned;
    this.context = context;
  }

  static ProxmoxVm run(
      ProxmoxSession session, ProxmoxVm prior, ProxmoxVm planned, ApplyContext context)
      throws ProviderException {
    return new UpdateVm(session, prior, planned, context).run();
  }

  private ProxmoxVm run() throws ProviderException {
    VmView vm =
        ProxmoxVmType.find(prior, session, context)
            .orElseThrow(
                () ->
                    new ProviderException(
                        "VM " + prior.vmid() + " is gone since the plan was made",
                        "Plan again: it will be made anew."));
    preflight(vm);
    pool(vm);
    vm = Configure.run(session, planned, Optional.of(prior), vm, context);
    boolean started = power(vm);
    ProxmoxVm state =
        VmState.of(planned, session.vms().on(vm.node(), vm.vmid(), context).orElse(vm));
    boolean told = planned.hostKey() != null && planned.ipv4Address() != null;
    return !state.started() || (told && !started)
        ? VmState.reached(state, planned.ipv4Address(), planned.hostKey())
        : Guest.await(session, state, context);
  }

  /** Starts, stops or restarts, and reports whether the machine was started. */
  private boolean power(VmView vm) throws ProviderException {
    if (!planned.started()) {
      if (vm.running()) {
        shutDown(session, vm, planned, context);
      }
      return false;
    }
    Restart restart = Restart.of(RecordBinder.unbind(prior), RecordBinder.unbind(planned));
    boolean wanted =
        prior.started() && planned.reboot().equals("when_needed") && restart.isNeeded();
    boolean useful = !vm.pending().isEmpty() || !restart.cloudInit().isEmpty();
    if (vm.running() && wanted && useful) {
      context.progress("restarting");
      shutDown(session, vm, planned, context);
    } else if (vm.running()) {
      return false;
    }
    context.progress("starting");
    session.vms().power(vm.node(), vm.vmid(), "start", Map.of(), true, context);
    return true;
  }

  /** Asks the guest to power off, and pulls the plug if it does not. */
  static void shutDown(ProxmoxSession session, VmView vm, ProxmoxVm how, ApplyContext context)
      throws ProviderException {
    context.progress("shutting down");
    Map<String, String> form =
        Map.of(
            "timeout",
            Long.toString(Math.max(1, how.shutdownTimeout().toSeconds())),
            "forceStop",
            "1");
    try {
      session.vms().power(vm.node(), vm.vmid(), "shutdown", form, false, context);
    } catch (ApiException e) {
      if (e.kind() != ProviderException.Kind.PERMANENT || e.status() == 403) {
        throw e;
      }
      context.progress("stopping, since the shutdown failed");
      session.vms().power(vm.node(), vm.vmid(), "stop", Map.of(), false, context);
    }
  }

  private void pool(VmView vm) throws ProviderException {
    if (Objects.equals(prior.pool(), planned.pool())) {
      return;
    }
    Map<String, String> form = new TreeMap<>(Map.of("vms", Integer.toString(vm.vmid())));
    if (planned.pool() == null) {
      form.put("poolid", String.valueOf(prior.pool()));
      form.put("delete", "1");
    } else {
      form.put("poolid", planned.pool());
      form.put("allow-move", "1");
    }
    try {
      session.api().put("/pools", form, context);
    } catch (ApiException e) {
      if (!e.text().contains("is already a pool member")
          && !e.text().contains("is not a pool member")) {
        throw e;
      }
    }
    session.inventory().forget();
  }

  private void preflight(VmView vm) throws ProviderException {
    String path = "/vms/" + vm.vmid();
    VmChange change = VmChange.of(planned, Optional.of(prior), vm, Optional.empty());
    List<String> options = new ArrayList<>(change.set().keySet());
    options.addAll(change.delete());
    List<Need> needs = new ArrayList<>(VmNeeds.options(path, options));
    boolean restarts =
        Restart.of(RecordBinder.unbind(prior), RecordBinder.unbind(planned)).isNeeded();
    if (planned.started() != vm.running() || restarts) {
      needs.add(Need.of(path, "VM.PowerMgmt", "to start or stop it"));
    }
    if (!needs.isEmpty()) {
      session.permissions().require(needs, context);
    }
  }
}
