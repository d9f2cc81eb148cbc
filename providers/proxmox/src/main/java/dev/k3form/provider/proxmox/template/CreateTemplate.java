package dev.k3form.provider.proxmox.template;

import dev.k3form.provider.proxmox.api.ApiException;
import dev.k3form.provider.proxmox.api.FormEncoding;
import dev.k3form.provider.proxmox.api.Upid;
import dev.k3form.provider.proxmox.format.DiskSizes;
import dev.k3form.provider.proxmox.session.Effects;
import dev.k3form.provider.proxmox.session.Inventory;
import dev.k3form.provider.proxmox.session.Owned;
import dev.k3form.provider.proxmox.session.Permissions.Need;
import dev.k3form.provider.proxmox.session.ProxmoxSession;
import dev.k3form.provider.proxmox.session.VmView;
import dev.k3form.provider.proxmox.session.Vms;
import dev.k3form.provider.proxmox.vm.VmNeeds;
import dev.k3form.spi.ApplyContext;
import dev.k3form.spi.ProviderException;
import dev.k3form.spi.ProviderException.Kind;
import dev.k3form.spi.schema.ByteSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Makes a template: fetch the image, make a VM of it, turn it into a template. */
final class CreateTemplate {
  private static final int ATTEMPTS = 8;

  private final ProxmoxSession session;
  private final ProxmoxTemplate planned;
  private final ApplyContext context;

  private CreateTemplate(ProxmoxSession session, ProxmoxTemplate planned, ApplyContext context) {
    this.session = session;
    this.planned = planned;
    this.context = context;
  }

  static ProxmoxTemplate run(ProxmoxSession session, ProxmoxTemplate planned, ApplyContext context)
      throws ProviderException {
    CreateTemplate creation = new CreateTemplate(session, planned, context);
    VmView vm = creation.made();
    context.checkpoint(TemplateState.of(planned, vm));
    return finish(session, planned, vm, context);
  }

  /** Grows the disk and turns the VM into a template, as far as that is not done. */
  static ProxmoxTemplate finish(
      ProxmoxSession session, ProxmoxTemplate planned, VmView made, ApplyContext context)
      throws ProviderException {
    grow(session, planned, made, context);
    if (!made.isTemplate()) {
      String what = "turn VM " + made.vmid() + " into a template";
      context.progress("turning it into a template");
      Effects.run(
          what,
          context,
          () -> {
            if (!view(session, made, context).isTemplate()) {
              JsonNode answer =
                  session
                      .api()
                      .post(Vms.path(made.node(), made.vmid()) + "/template", Map.of(), context);
              session.tasks().await(answer, what, context);
            }
          });
    }
    session.inventory().forget();
    return TemplateState.of(planned, view(session, made, context));
  }

  private static void grow(
      ProxmoxSession session, ProxmoxTemplate planned, VmView vm, ApplyContext context)
      throws ProviderException {
    ByteSize wanted = planned.diskSize();
    Optional<String> slot = vm.bootDisk();
    if (wanted == null || slot.isEmpty()) {
      return;
    }
    ByteSize now =
        vm.device(slot.get()).flatMap(d -> d.get("size")).flatMap(DiskSizes::parse).orElse(wanted);
    if (now.compareTo(wanted) > 0) {
      throw new ProviderException(
              "the image has " + DiskSizes.format(now) + " already, and a disk cannot shrink",
              "Set disk_size to at least that, or leave it out.")
          .blame("disk_size");
    }
    if (now.compareTo(wanted) < 0) {
      session.vms().resize(vm, slot.get(), DiskSizes.format(wanted), context);
    }
  }

  private static VmView view(ProxmoxSession session, VmView vm, ApplyContext context)
      throws ProviderException {
    return session
        .vms()
        .on(vm.node(), vm.vmid(), context)
        .orElseThrow(
            () -> new ProviderException("VM " + vm.vmid() + " vanished while it was being made"));
  }

  private VmView made() throws ProviderException {
    checkNode();
    Owned owned = new Owned(session, planned.node(), "qmcreate", 0);
    Optional<Integer> noted = context.get(Owned.VMID).map(Integer::valueOf);
    Optional<VmView> found =
        noted.isEmpty()
            ? Optional.empty()
            : new Owned(session, planned.node(), "qmcreate", noted.get()).find(context, context);
    if (found.isPresent()) {
      return usable(found.get());
    }
    preflight();
    Optional<CloudImage> image = CloudImage.of(planned);
    if (image.isPresent()) {
      image.get().fetch(session, planned.node(), context);
    }
    String volume =
        image.map(CloudImage::volume).orElse(planned.image() == null ? "" : planned.image());
    context.note(Owned.OWNER, context.idempotencyKey());
    for (int attempt = 1; ; attempt++) {
      int vmid = noted.isPresent() ? noted.get() : choose();
      if (noted.isEmpty()) {
        context.note(Owned.VMID, Integer.toString(vmid));
      }
      noted = Optional.of(vmid);
      try {
        create(vmid, volume);
        return usable(
            owned
                .find(vmid, context.idempotencyKey(), context)
                .orElseThrow(
                    () ->
                        new ProviderException(
                            "VM " + vmid + " is not there although it was made")));
      } catch (ApiException e) {
        boolean again = e.isIdTaken() || e.isBusy() || e.kind() == Kind.OUTCOME_UNKNOWN;
        if (!again || attempt == ATTEMPTS) {
          throw e;
        }
        Optional<VmView> ours =
            new Owned(session, planned.node(), "qmcreate", vmid).find(context, context);
        if (ours.isPresent()) {
          return usable(ours.get());
        }
        if (!e.isIdTaken()) {
          context.pause(Effects.backOff(attempt));
        } else if (planned.vmid() != null) {
          throw e.because(
              "the VM id " + vmid + " is taken by a VM that this resource did not make",
              "vmid",
              "Choose another vmid, or leave it out to get a free one.",
              "If the template shall be managed by this resource, import it.");
        } else {
          noted = Optional.empty();
        }
      }
    }
  }

  private int choose() throws ProviderException {
    return planned.vmid() != null ? planned.vmid() : session.ids().next(context);
  }

  private static VmView usable(VmView vm) throws ProviderException {
    if (Owned.isBeingMade(vm)) {
      throw new ProviderException(Owned.whyStuck(vm), Owned.wayOut(vm));
    }
    return vm;
  }

  private void create(int vmid, String volume) throws ProviderException {
    session
        .limits()
        .hold(
            "storage " + planned.storage(),
            session.fullClones(),
            context,
            () -> {
              context.progress("importing the image as VM " + vmid);
              JsonNode answer =
                  session
                      .api()
                      .post(
                          "/nodes/" + FormEncoding.encode(planned.node()) + "/qemu",
                          TemplateOptions.creation(planned, vmid, context.idempotencyKey(), volume),
                          context);
              Optional<Upid> task = Upid.parse(answer.asString(""));
              if (task.isPresent()) {
                context.note(Owned.TASK, task.get().text());
                session.tasks().await(task.get(), "import " + volume + " as VM " + vmid, context);
              }
              return vmid;
            });
  }

  private void checkNode() throws ProviderException {
    Inventory.Snapshot cluster = session.inventory().recent(context);
    if (!cluster.offline().isEmpty() && !cluster.offline().containsKey(planned.node())) {
      throw new ProviderException(
              "there is no node `" + planned.node() + "`",
              "The nodes are " + String.join(", ", cluster.offline().keySet()) + ".")
          .blame("node");
    }
  }

  private void preflight() throws ProviderException {
    if (!session.api().version(context).importsDiskImages()) {
      throw new ProviderException(
          "Proxmox VE "
              + session.api().version(context)
              + " cannot import disk images through its API; 8.4 can",
          "Make the template by hand with `qm importdisk`, and clone it by its id.");
    }
    String path = planned.vmid() == null ? "/vms" : "/vms/" + planned.vmid();
    List<Need> needs = new ArrayList<>();
    needs.add(Need.of(path, "VM.Allocate", "to make the template"));
    needs.add(
        Need.of("/storage/" + planned.storage(), "Datastore.AllocateSpace", "to make its disk"));
    needs.addAll(
        VmNeeds.options(
            path,
            TemplateOptions.creation(planned, 0, "owner", "").keySet().stream()
                .filter(o -> !o.equals("vmid") && !o.equals("ide2"))
                .toList()));
    needs.add(Need.of(path, "VM.Config.CDROM", "to give it a cloud-init drive"));
    if (planned.imageUrl() != null) {
      needs.add(
          Need.of(
              "/storage/" + planned.imageStorage(),
              "Datastore.AllocateTemplate",
              "to fetch the image"));
      needs.add(
          new Need(
              "/nodes/" + planned.node(),
              List.of("Sys.AccessNetwork", "Sys.Modify"),
              "to fetch the image"));
    }
    session.permissions().require(needs, context);
  }
}
