package dev.k3form.lab.api;

import static dev.k3form.lab.schema.Parameter.optional;
import static dev.k3form.lab.schema.Parameter.required;

import dev.k3form.lab.datacenter.CloneVm;
import dev.k3form.lab.datacenter.CreateVm;
import dev.k3form.lab.datacenter.Datacenter;
import dev.k3form.lab.datacenter.DestroyVm;
import dev.k3form.lab.datacenter.MakeTemplate;
import dev.k3form.lab.datacenter.Power;
import dev.k3form.lab.datacenter.Vm;
import dev.k3form.lab.datacenter.VmOption;
import dev.k3form.lab.schema.ParamType;
import dev.k3form.lab.schema.Parameter;
import dev.k3form.lab.schema.TextFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Endpoints that make, copy and destroy VMs. */
final class VmRoutes {

  private static final List<String> CREATE_ONLY =
      List.of("archive", "pool", "storage", "import-working-storage");

  private VmRoutes() {}

  static List<Route> routes(Datacenter dc) {
    return List.of(
        Route.of(
            "GET",
            "/nodes/{node}/qemu",
            Route.ANYONE,
            List.of(optional("full", ParamType.bool())),
            VmRoutes::list),
        Route.of(
            "POST", "/nodes/{node}/qemu", Route.ANYONE, createParameters(dc), VmRoutes::create),
        Route.of(
            "POST",
            "/nodes/{node}/qemu/{vmid}/clone",
            Route.onVm("VM.Clone"),
            List.of(
                required("newid", ParamType.integer(100, 999_999_999)),
                optional("name", ParamType.text(TextFormat.DNS_NAME)),
                optional("description", ParamType.text()),
                optional("full", ParamType.bool()),
                optional("storage", ParamType.text()),
                optional("format", ParamType.oneOf("raw", "qcow2", "vmdk")),
                optional("target", ParamType.text()),
                optional("pool", ParamType.text()),
                optional("snapname", ParamType.text()),
                optional("bwlimit", ParamType.integer(0))),
            VmRoutes::copy),
        Route.of(
            "POST",
            "/nodes/{node}/qemu/{vmid}/template",
            Route.onVm("VM.Allocate"),
            List.of(optional("disk", ParamType.text())),
            VmRoutes::template),
        Route.of(
            "DELETE",
            "/nodes/{node}/qemu/{vmid}",
            Route.onVm("VM.Allocate"),
            List.of(
                optional("purge", ParamType.bool()),
                optional("destroy-unreferenced-disks", ParamType.bool()),
                optional("skiplock", ParamType.bool())),
            VmRoutes::destroy));
  }

  private static List<Parameter> createParameters(Datacenter dc) {
    List<Parameter> parameters =
        new ArrayList<>(dc.options().all().stream().map(VmOption::asParameter).toList());
    CREATE_ONLY.forEach(name -> parameters.add(optional(name, ParamType.text())));
    for (String flag : List.of("start", "unique", "force", "live-restore", "ha-managed")) {
      parameters.add(optional(flag, ParamType.bool()));
    }
    parameters.add(optional("bwlimit", ParamType.integer(0)));
    parameters.add(required("vmid", ParamType.integer(100, 999_999_999)));
    return parameters;
  }

  private static Object list(Call call) {
    return call.datacenter().repository().vms().stream()
        .filter(vm -> call.identity().privileges().has("/vms/" + vm.id(), "VM.Audit"))
        .map(vm -> VmStatus.current(call.datacenter(), vm))
        .toList();
  }

  private static @Nullable Object create(Call call) throws InterruptedException {
    Datacenter dc = call.datacenter();
    int vmid = Integer.parseInt(call.parameter("vmid").orElseThrow());
    PoolRoutes.requireExisting(call);
    call.require("/vms/" + vmid, "VM.Allocate");
    Map<String, String> options = new TreeMap<>(call.parameters());
    options.keySet().removeIf(name -> dc.options().find(name).isEmpty());
    OptionRights.check(call, vmid, options, List.of());
    if (options.values().stream().anyMatch(v -> v.startsWith(dc.layout().storage() + ":"))) {
      call.require("/storage/" + dc.layout().storage(), "Datastore.AllocateSpace");
    }
    var create = new CreateVm(dc, vmid, options);
    create.reserve();
    boolean start = call.flag("start");
    return call.task(
        "qmcreate",
        Integer.toString(vmid),
        task -> {
          create.run(task);
          call.parameter("pool").ifPresent(pool -> dc.pools().add(pool, vmid, false));
          if (start) {
            new Power(dc, vmid).start();
          }
        });
  }

  private static @Nullable Object copy(Call call) throws InterruptedException {
    Datacenter dc = call.datacenter();
    int newid = Integer.parseInt(call.parameter("newid").orElseThrow());
    PoolRoutes.requireExisting(call);
    call.require("/vms/" + newid, "VM.Allocate");
    call.require("/storage/" + dc.layout().storage(), "Datastore.AllocateSpace");
    var request =
        new CloneVm.Request(
            newid,
            call.parameter("name"),
            call.parameter("description"),
            call.flag("full"),
            call.parameter("storage"),
            call.parameter("format"));
    var clone = new CloneVm(dc, call.vmid(), request, call.parameter("full").isPresent());
    clone.check();
    return call.task(
        "qmclone",
        Integer.toString(call.vmid()),
        task -> {
          clone.run(task);
          call.parameter("pool").ifPresent(pool -> dc.pools().add(pool, newid, false));
        });
  }

  private static @Nullable Object template(Call call) throws InterruptedException {
    var make = new MakeTemplate(call.datacenter(), call.vmid());
    make.check();
    return call.task("qmtemplate", Integer.toString(call.vmid()), _ -> make.run());
  }

  private static @Nullable Object destroy(Call call) throws InterruptedException {
    OptionRights.refuseSkipLock(call);
    Vm vm = call.datacenter().vm(call.vmid());
    var destroy = new DestroyVm(call.datacenter(), vm.id(), call.flag("purge"));
    destroy.check();
    return call.task("qmdestroy", Integer.toString(vm.id()), destroy::run);
  }
}
