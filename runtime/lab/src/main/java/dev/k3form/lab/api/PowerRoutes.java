package dev.k3form.lab.api;

import static dev.k3form.lab.schema.Parameter.optional;

import dev.k3form.lab.datacenter.Datacenter;
import dev.k3form.lab.datacenter.DatacenterException;
import dev.k3form.lab.datacenter.Power;
import dev.k3form.lab.schema.ParamType;
import dev.k3form.lab.schema.Parameter;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Endpoints that start and stop VMs. All of them only start a worker: it finds out what is wrong.
 */
final class PowerRoutes {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private PowerRoutes() {}

  static List<Route> routes() {
    Parameter timeout = optional("timeout", ParamType.integer(0));
    Parameter skipLock = optional("skiplock", ParamType.bool());
    String status = "/nodes/{node}/qemu/{vmid}/status/";
    return List.of(
        Route.of(
            "GET",
            status + "current",
            Route.onVm("VM.Audit"),
            List.of(),
            call -> VmStatus.current(call.datacenter(), call.datacenter().vm(call.vmid()))),
        power(status + "start", List.of(timeout, skipLock), "qmstart", _ -> Power::start),
        power(
            status + "stop",
            List.of(
                timeout,
                skipLock,
                optional("keepActive", ParamType.bool()),
                optional("overrule-shutdown", ParamType.bool())),
            "qmstop",
            _ -> Power::stop),
        power(
            status + "shutdown",
            List.of(
                timeout,
                skipLock,
                optional("forceStop", ParamType.bool()),
                optional("keepActive", ParamType.bool())),
            "qmshutdown",
            call -> power -> power.shutdown(patience(call), call.flag("forceStop"))),
        power(
            status + "reboot",
            List.of(timeout),
            "qmreboot",
            call -> {
              Datacenter dc = call.datacenter();
              if (!dc.running(call.vmid())) {
                throw new DatacenterException("VM " + call.vmid() + " not running");
              }
              return power -> power.reboot(patience(call));
            }),
        power(status + "reset", List.of(skipLock), "qmreset", _ -> Power::reset));
  }

  private static Duration patience(Call call) {
    return call.parameter("timeout")
        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
        .orElse(PATIENCE);
  }

  /** Decides what the worker will do; may refuse at once. */
  private interface Decision {
    Consumer<Power> decide(Call call);
  }

  private static Route power(
      String path, List<Parameter> parameters, String type, Decision decision) {
    return Route.of(
        "POST", path, Route.onVm("VM.PowerMgmt"), parameters, call -> begin(call, type, decision));
  }

  private static @Nullable Object begin(Call call, String type, Decision decision)
      throws InterruptedException {
    OptionRights.refuseSkipLock(call);
    Datacenter dc = call.datacenter();
    int vmid = dc.vm(call.vmid()).id();
    Consumer<Power> action = decision.decide(call);
    return call.task(type, Integer.toString(vmid), _ -> action.accept(new Power(dc, vmid)));
  }
}
