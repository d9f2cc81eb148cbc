package dev.k3form.lab.api;

import static dev.k3form.lab.schema.Parameter.optional;
import static dev.k3form.lab.schema.Parameter.required;

import dev.k3form.lab.datacenter.ChangeConfig;
import dev.k3form.lab.datacenter.CloudInitText;
import dev.k3form.lab.datacenter.Datacenter;
import dev.k3form.lab.datacenter.ResizeDisk;
import dev.k3form.lab.datacenter.Vm;
import dev.k3form.lab.datacenter.VmOption;
import dev.k3form.lab.schema.ParamType;
import dev.k3form.lab.schema.Parameter;
import dev.k3form.lab.schema.ParameterException;
import dev.k3form.lab.schema.TextFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Endpoints about a VM's options. */
final class ConfigRoutes {

  private static final String[] MAY_CHANGE = {
    "VM.Config.Disk",
    "VM.Config.CDROM",
    "VM.Config.CPU",
    "VM.Config.Memory",
    "VM.Config.Network",
    "VM.Config.HWType",
    "VM.Config.Options",
    "VM.Config.Cloudinit"
  };

  private ConfigRoutes() {}

  static List<Route> routes(Datacenter dc) {
    String vm = "/nodes/{node}/qemu/{vmid}";
    return List.of(
        Route.of(
            "GET",
            vm + "/config",
            Route.onVm("VM.Audit"),
            List.of(optional("current", ParamType.bool()), optional("snapshot", ParamType.text())),
            ConfigRoutes::read),
        Route.of("GET", vm + "/pending", Route.onVm("VM.Audit"), List.of(), ConfigRoutes::pending),
        Route.of(
            "PUT",
            vm + "/config",
            Route.onVm(MAY_CHANGE),
            changeParameters(dc, false),
            ConfigRoutes::put),
        Route.of(
            "POST",
            vm + "/config",
            Route.onVm(MAY_CHANGE),
            changeParameters(dc, true),
            ConfigRoutes::post),
        Route.of(
            "PUT",
            vm + "/resize",
            Route.onVm("VM.Config.Disk"),
            List.of(
                required("disk", ParamType.text()),
                required("size", ParamType.text(TextFormat.DISK_SIZE)),
                optional("digest", ParamType.text()),
                optional("skiplock", ParamType.bool())),
            ConfigRoutes::resize),
        Route.of(
            "PUT",
            vm + "/unlink",
            Route.onVm("VM.Config.Disk"),
            List.of(required("idlist", ParamType.text()), optional("force", ParamType.bool())),
            ConfigRoutes::unlink),
        Route.of(
            "PUT",
            vm + "/cloudinit",
            Route.onVm("VM.Config.Cloudinit"),
            List.of(),
            call -> {
              call.datacenter().unlocked(call.vmid());
              return null;
            }),
        Route.of("GET", vm + "/cloudinit", Route.onVm("VM.Audit"), List.of(), _ -> List.of()),
        Route.of(
            "GET",
            vm + "/cloudinit/dump",
            Route.onVm("VM.Audit"),
            List.of(required("type", ParamType.oneOf("user", "network", "meta"))),
            ConfigRoutes::dump));
  }

  private static List<Parameter> changeParameters(Datacenter dc, boolean background) {
    List<Parameter> parameters =
        new ArrayList<>(dc.options().all().stream().map(VmOption::asParameter).toList());
    for (String name : List.of("delete", "revert", "digest")) {
      parameters.add(optional(name, ParamType.text()));
    }
    parameters.add(optional("skiplock", ParamType.bool()));
    parameters.add(optional("force", ParamType.bool()));
    if (background) {
      parameters.add(optional("background_delay", ParamType.integer(1, 30)));
      parameters.add(optional("import-working-storage", ParamType.text()));
    }
    return parameters;
  }

  private static Object read(Call call) {
    Vm vm = call.datacenter().vm(call.vmid());
    Map<String, Object> config = new TreeMap<>();
    (call.flag("current") ? vm.config() : vm.effective())
        .forEach((name, value) -> config.put(name, shown(call.datacenter(), name, value)));
    config.put("digest", vm.digest());
    return config;
  }

  private static Object shown(Datacenter dc, String name, String value) {
    if (name.equals("cipassword")) {
      return "**********";
    }
    boolean numeric = dc.options().find(name).map(o -> o.type().numeric()).orElse(false);
    if (!numeric) {
      return value;
    }
    return value.contains(".") ? (Object) Double.valueOf(value) : Long.valueOf(value);
  }

  private static Object pending(Call call) {
    Datacenter dc = call.datacenter();
    Vm vm = dc.vm(call.vmid());
    List<Object> entries = new ArrayList<>();
    Map<String, String> all = new TreeMap<>(vm.config());
    all.putAll(vm.pending());
    for (String name : all.keySet()) {
      Map<String, Object> entry = new TreeMap<>();
      entry.put("key", name);
      vm.option(name).ifPresent(value -> entry.put("value", shown(dc, name, value)));
      Optional.ofNullable(vm.pending().get(name))
          .ifPresent(value -> entry.put("pending", shown(dc, name, value)));
      if (vm.pendingDeletes().contains(name)) {
        entry.put("delete", 1);
      }
      entries.add(entry);
    }
    entries.add(Map.of("key", "digest", "value", vm.digest()));
    return entries;
  }

  private static ChangeConfig change(Call call) {
    Datacenter dc = call.datacenter();
    OptionRights.refuseSkipLock(call);
    List<String> delete = names(call, "delete");
    List<String> revert = names(call, "revert");
    Map<String, String> set = new TreeMap<>(call.parameters());
    set.keySet().removeIf(name -> dc.options().find(name).isEmpty());
    for (String name : set.keySet()) {
      if (delete.contains(name)) {
        throw ParameterException.of(
            "delete", "you can't use '-" + name + "' and -delete " + name + "' at the same time");
      }
    }
    OptionRights.check(call, call.vmid(), set, delete);
    var change =
        new ChangeConfig(
            dc,
            call.vmid(),
            new ChangeConfig.Request(set, delete, revert, call.parameter("digest")));
    change.check();
    return change;
  }

  private static List<String> names(Call call, String parameter) {
    List<String> names =
        call.parameter(parameter).stream()
            .flatMap(list -> Arrays.stream(list.split("[,; ]+")))
            .filter(name -> !name.isEmpty())
            .toList();
    for (String name : names) {
      if (call.datacenter().options().find(name).isEmpty()) {
        throw ParameterException.of(parameter, "unknown option '" + name + "'");
      }
    }
    return names;
  }

  private static @Nullable Object put(Call call) {
    change(call).run();
    return null;
  }

  private static @Nullable Object post(Call call) throws InterruptedException {
    ChangeConfig change = change(call);
    Object upid = call.task("qmconfig", Integer.toString(call.vmid()), _ -> change.run());
    Optional<String> delay = call.parameter("background_delay");
    if (delay.isEmpty() || upid == null) {
      return upid;
    }
    var task = call.datacenter().tasks().find(upid.toString()).orElseThrow();
    boolean ended = task.await(Long.parseLong(delay.get()) * 1000);
    return ended && task.exit().equals(Optional.of("OK")) ? null : upid;
  }

  private static @Nullable Object resize(Call call) throws InterruptedException {
    OptionRights.refuseSkipLock(call);
    Vm vm = call.datacenter().unlocked(call.vmid());
    call.parameter("digest")
        .filter(digest -> !digest.equals(vm.digest()))
        .ifPresent(
            _ -> {
              throw new dev.k3form.lab.datacenter.DatacenterException(
                  "detected modified configuration - file changed by other user? Try again.");
            });
    var resize =
        new ResizeDisk(
            call.datacenter(),
            vm.id(),
            call.parameter("disk").orElseThrow(),
            call.parameter("size").orElseThrow());
    return call.task("resize", Integer.toString(vm.id()), _ -> resize.run());
  }

  private static @Nullable Object unlink(Call call) {
    List<String> delete = Arrays.asList(call.parameter("idlist").orElseThrow().split("[,; ]+"));
    new ChangeConfig(
            call.datacenter(),
            call.vmid(),
            new ChangeConfig.Request(Map.of(), delete, List.of(), Optional.empty()))
        .run();
    return null;
  }

  private static Object dump(Call call) {
    Datacenter dc = call.datacenter();
    var text = new CloudInitText(dc.vm(call.vmid()), dc.layout().nameservers());
    return switch (call.parameter("type").orElseThrow()) {
      case "user" -> text.user();
      case "network" -> text.network();
      default -> text.meta();
    };
  }
}
