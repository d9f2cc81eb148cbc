package dev.k3form.provider.proxmox.vm;

import dev.k3form.provider.proxmox.session.Owned;
import dev.k3form.provider.proxmox.session.ProxmoxSession;
import dev.k3form.provider.proxmox.session.VmView;
import dev.k3form.spi.ApplyContext;
import dev.k3form.spi.ConfigView;
import dev.k3form.spi.Notes;
import dev.k3form.spi.OperationContext;
import dev.k3form.spi.ProblemSink;
import dev.k3form.spi.ProviderException;
import dev.k3form.spi.Recovery;
import dev.k3form.spi.ResourceType;
import dev.k3form.spi.plan.PlanRequest;
import dev.k3form.spi.plan.Planned;
import java.time.Duration;
import java.util.Optional;

/**
 * The type {@code proxmox_vm}.
 *
 * <p>A refresh asks the API only, never the guest: two requests for each VM at most, and one for
 * all of them together.
 */
public final class ProxmoxVmType implements ResourceType<ProxmoxVm, ProxmoxSession> {
  @Override
  public Class<ProxmoxVm> model() {
    return ProxmoxVm.class;
  }

  @Override
  public void validate(ConfigView config, ProblemSink problems) {
    VmValidation.check(config, problems);
  }

  @Override
  public Planned plan(PlanRequest<ProxmoxVm> request) {
    return VmPlan.of(request);
  }

  @Override
  public Optional<ProxmoxVm> read(ProxmoxVm prior, ProxmoxSession session, OperationContext context)
      throws ProviderException {
    return find(prior, session, context).map(vm -> VmState.of(prior, vm));
  }

  /** Finds the VM of a record; a VM that got the same id after ours was destroyed is not it. */
  static Optional<VmView> find(ProxmoxVm prior, ProxmoxSession session, OperationContext context)
      throws ProviderException {
    if (prior.vmid() == null) {
      return Optional.empty();
    }
    Optional<String> lastNode =
        Optional.of(prior.currentNode() == null ? prior.node() : prior.currentNode());
    return session
        .vms()
        .find(prior.vmid(), lastNode, Optional.of(prior.started()), context)
        .filter(
            vm ->
                prior.uuid() == null
                    || vm.uuid().isEmpty()
                    || vm.uuid().get().equals(prior.uuid()));
  }

  @Override
  public ProxmoxVm create(ProxmoxVm planned, ProxmoxSession session, ApplyContext context)
      throws ProviderException {
    return CreateVm.run(session, planned, context);
  }

  @Override
  public ProxmoxVm update(
      ProxmoxVm prior, ProxmoxVm planned, ProxmoxSession session, ApplyContext context)
      throws ProviderException {
    return UpdateVm.run(session, prior, planned, context);
  }

  @Override
  public void delete(ProxmoxVm prior, ProxmoxSession session, ApplyContext context)
      throws ProviderException {
    Optional<VmView> found = find(prior, session, context);
    if (found.isEmpty()) {
      return;
    }
    VmView vm = found.get();
    if (vm.option("protection").filter("1"::equals).isPresent()) {
      throw new ProviderException(
              "VM " + vm.vmid() + " is protected against being destroyed",
              "Set protection = false, apply, and destroy it then.")
          .blame("protection");
    }
    if (Owned.isBeingMade(vm)) {
      throw new ProviderException(Owned.whyStuck(vm), Owned.wayOut(vm));
    }
    if (vm.running()) {
      UpdateVm.shutDown(session, vm, prior, context);
    }
    context.progress("destroying");
    session.vms().destroy(vm.node(), vm.vmid(), context);
    session.inventory().forget();
  }

  @Override
  public Recovery<ProxmoxVm> recover(
      ProxmoxVm planned, Notes notes, ProxmoxSession session, OperationContext context)
      throws ProviderException {
    Optional<VmView> found =
        new Owned(session, planned.node(), "qmclone", planned.source()).find(notes, context);
    if (found.isEmpty()) {
      return new Recovery.Absent<>();
    }
    VmView vm = found.get();
    return Owned.isBeingMade(vm)
        ? new Recovery.Unclear<>(Owned.whyStuck(vm), Owned.wayOut(vm))
        : new Recovery.Found<>(VmState.of(planned, vm));
  }

  /** Takes {@code node/vmid} or {@code vmid}; what is written on the VM is taken as managed. */
  @Override
  public Optional<ProxmoxVm> importState(
      String id, ProxmoxSession session, OperationContext context) throws ProviderException {
    return ImportVm.run(id, session, context);
  }

  @Override
  public Optional<String> host(ConfigView config) {
    return config.string("node").map(node -> "Proxmox node " + node);
  }

  @Override
  public Duration timeout() {
    return Duration.ofMinutes(45);
  }
}
