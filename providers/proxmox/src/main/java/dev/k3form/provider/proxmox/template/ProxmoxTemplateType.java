package dev.k3form.provider.proxmox.template;

import dev.k3form.model.address.AttributePath;
import dev.k3form.model.schema.Presence;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import dev.k3form.provider.proxmox.format.Tags;
import dev.k3form.provider.proxmox.session.Owned;
import dev.k3form.provider.proxmox.session.ProxmoxSession;
import dev.k3form.provider.proxmox.session.VmReference;
import dev.k3form.provider.proxmox.session.VmView;
import dev.k3form.provider.proxmox.vm.VmNeeds;
import dev.k3form.provider.proxmox.vm.VmValidation;
import dev.k3form.spi.ApplyContext;
import dev.k3form.spi.ConfigView;
import dev.k3form.spi.Notes;
import dev.k3form.spi.OperationContext;
import dev.k3form.spi.ProblemSink;
import dev.k3form.spi.ProviderException;
import dev.k3form.spi.Recovery;
import dev.k3form.spi.ResourceType;
import dev.k3form.spi.plan.DefaultValues;
import dev.k3form.spi.plan.PlanRequest;
import dev.k3form.spi.plan.Planned;
import dev.k3form.spi.plan.StandardPlan;
import dev.k3form.spi.schema.RecordBinder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The type {@code proxmox_template}. */
public final class ProxmoxTemplateType implements ResourceType<ProxmoxTemplate, ProxmoxSession> {
  private static final List<String> IMAGE = List.of("image", "image_url", "checksum");

  @Override
  public Class<ProxmoxTemplate> model() {
    return ProxmoxTemplate.class;
  }

  @Override
  public void validate(ConfigView config, ProblemSink problems) {
    VmValidation.common(config, problems);
    if (config.isSet("image")
        && config.isSet("image_url")
        && config.isKnown("image")
        && config.isKnown("image_url")) {
      problems.error("image_url", "both image and image_url", "Give one of them.");
    }
    if (!config.isSet("image") && !config.isSet("image_url")) {
      problems.error(
          "image",
          "a template without an image",
          "Give image, a volume on the node, or image_url with its checksum.");
    }
    if (config.isSet("image_url") && config.isKnown("image_url") && !config.isSet("checksum")) {
      problems.error(
          "checksum",
          "an image to be fetched needs a checksum",
          "Take it from the publisher's SHA256SUMS or SHA512SUMS: \"sha256:...\".");
    }
    config
        .string("checksum")
        .filter(sum -> !CloudImage.isChecksum(sum))
        .ifPresent(
            sum ->
                problems.error(
                    "checksum",
                    "no checksum",
                    "Write the algorithm and the digits: \"sha256:...\"."));
    config
        .string("image")
        .filter(volume -> !volume.matches("[A-Za-z0-9._-]+:\\S+"))
        .ifPresent(
            volume ->
                problems.error(
                    "image",
                    "`" + volume + "` is no volume",
                    "Write STORAGE:import/FILE, as `pvesm list STORAGE` shows it."));
  }

  @Override
  public Planned plan(PlanRequest<ProxmoxTemplate> request) {
    Planned planned = StandardPlan.of(request).with("template", Value.bool(true));
    if (request.prior().isEmpty()) {
      return planned;
    }
    Value.Obj prior = request.prior().get();
    boolean hasImage = IMAGE.stream().anyMatch(name -> !prior.get(name).isNull());
    boolean renewed = false;
    for (String name : IMAGE) {
      boolean same =
          Values.revealAll(prior.get(name)).equals(Values.revealAll(planned.values().get(name)));
      if (hasImage && !same) {
        planned = planned.replacing(AttributePath.of(name));
        renewed = true;
      }
    }
    return renewed ? asNew(planned, request) : planned;
  }

  /** Makes what the server gives unknown again, as for a new object. */
  private static Planned asNew(Planned planned, PlanRequest<ProxmoxTemplate> request) {
    Value.Obj values = planned.values();
    for (var a : request.schema().block().attributes().values()) {
      boolean given = !request.config().get(a.name()).isNull() && a.presence().isArgument();
      boolean computed =
          a.presence() == Presence.COMPUTED || a.presence() == Presence.OPTIONAL_COMPUTED;
      if (computed && !given && !a.name().equals("template")) {
        values = values.with(a.name(), Value.Unknown.of(a.type()));
      }
    }
    return new Planned(values, planned.replaceBecause(), planned.disruptions());
  }

  @Override
  public Optional<ProxmoxTemplate> read(
      ProxmoxTemplate prior, ProxmoxSession session, OperationContext context)
      throws ProviderException {
    return find(prior, session, context).map(vm -> TemplateState.of(prior, vm));
  }

  private static Optional<VmView> find(
      ProxmoxTemplate prior, ProxmoxSession session, OperationContext context)
      throws ProviderException {
    if (prior.vmid() == null) {
      return Optional.empty();
    }
    Optional<String> lastNode =
        Optional.of(prior.currentNode() == null ? prior.node() : prior.currentNode());
    return session
        .vms()
        .find(prior.vmid(), lastNode, Optional.of(false), context)
        .filter(
            vm ->
                prior.uuid() == null
                    || vm.uuid().isEmpty()
                    || vm.uuid().get().equals(prior.uuid()));
  }

  @Override
  public ProxmoxTemplate create(
      ProxmoxTemplate planned, ProxmoxSession session, ApplyContext context)
      throws ProviderException {
    return CreateTemplate.run(session, planned, context);
  }

  @Override
  public ProxmoxTemplate update(
      ProxmoxTemplate prior, ProxmoxTemplate planned, ProxmoxSession session, ApplyContext context)
      throws ProviderException {
    VmView vm =
        find(prior, session, context)
            .orElseThrow(
                () ->
                    new ProviderException(
                        "template " + prior.vmid() + " is gone since the plan was made",
                        "Plan again: it will be made anew."));
    TemplateOptions.Change change =
        TemplateOptions.change(planned, TemplateState.of(prior, vm), vm);
    List<String> options = new ArrayList<>(change.set().keySet());
    options.addAll(change.delete());
    if (!options.isEmpty()) {
      session.permissions().require(VmNeeds.options("/vms/" + vm.vmid(), options), context);
      context.progress("configuring");
      session.vms().configure(vm, change.set(), change.delete(), context);
    }
    return CreateTemplate.finish(session, planned, vm, context);
  }

  @Override
  public void delete(ProxmoxTemplate prior, ProxmoxSession session, ApplyContext context)
      throws ProviderException {
    Optional<VmView> found = find(prior, session, context);
    if (found.isEmpty()) {
      return;
    }
    VmView vm = found.get();
    if (Owned.isBeingMade(vm)) {
      throw new ProviderException(Owned.whyStuck(vm), Owned.wayOut(vm));
    }
    context.progress("destroying");
    session.vms().destroy(vm.node(), vm.vmid(), context);
    session.inventory().forget();
  }

  @Override
  public Recovery<ProxmoxTemplate> recover(
      ProxmoxTemplate planned, Notes notes, ProxmoxSession session, OperationContext context)
      throws ProviderException {
    Optional<Integer> vmid = notes.get(Owned.VMID).map(Integer::valueOf);
    if (vmid.isEmpty()) {
      return new Recovery.Absent<>();
    }
    Optional<VmView> found =
        new Owned(session, planned.node(), "qmcreate", vmid.get()).find(notes, context);
    if (found.isEmpty()) {
      return new Recovery.Absent<>();
    }
    VmView vm = found.get();
    return Owned.isBeingMade(vm)
        ? new Recovery.Unclear<>(Owned.whyStuck(vm), Owned.wayOut(vm))
        : new Recovery.Found<>(TemplateState.of(planned, vm));
  }

  /** Takes {@code node/vmid} or {@code vmid}; which image it was made of cannot be told. */
  @Override
  public Optional<ProxmoxTemplate> importState(
      String id, ProxmoxSession session, OperationContext context) throws ProviderException {
    Optional<VmView> found = VmReference.parse(id).find(session, context);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    VmView vm = found.get();
    if (!vm.isTemplate()) {
      throw new ProviderException(
          "VM " + vm.vmid() + " is not a template", "Import it as a proxmox_vm.");
    }
    String text = vm.description().text();
    Value.Obj managed =
        Value.Obj.of(
            Map.of(
                "name", Value.str("imported"),
                "node", Value.str(vm.node()),
                "storage", Value.str(""),
                "description", text.isEmpty() ? Values.NULL : Value.str(text),
                "tags",
                    new Value.SetOf(
                        Type.STRING,
                        vm.option("tags").stream()
                            .flatMap(t -> Tags.parse(t).stream())
                            .<Value>map(Value::str)
                            .toList()),
                "cpu_type", vm.option("cpu").<Value>map(Value::str).orElse(Values.NULL)));
    ProxmoxTemplate known =
        RecordBinder.bind(DefaultValues.fill(managed, schema().block()), ProxmoxTemplate.class);
    return Optional.of(TemplateState.of(known, vm));
  }

  @Override
  public Optional<String> host(ConfigView config) {
    return config.string("node").map(node -> "Proxmox node " + node);
  }

  @Override
  public Duration timeout() {
    return Duration.ofMinutes(60);
  }
}
