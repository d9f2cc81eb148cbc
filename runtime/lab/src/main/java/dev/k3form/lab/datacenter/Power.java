package dev.k3form.lab.datacenter;

import dev.k3form.lab.machine.MachineException;
import dev.k3form.lab.machine.MachineSpec;
import dev.k3form.lab.machine.Nic;
import dev.k3form.lab.schema.IpConfig;
import dev.k3form.lab.schema.PropertyString;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Starting and stopping. What is pending takes effect at every start through the API. */
public final class Power {

  private final Datacenter dc;
  private final int vmid;

  public Power(Datacenter dc, int vmid) {
    this.dc = dc;
    this.vmid = vmid;
  }

  public void start() {
    exclusively(
        () -> {
          Vm vm = dc.unlocked(vmid);
          if (vm.template()) {
            throw new DatacenterException("you can't start a vm if it's a template");
          }
          if (dc.running(vmid)) {
            throw new DatacenterException("VM " + vmid + " already running");
          }
          boot(vm);
        });
  }

  public void stop() {
    exclusively(
        () -> {
          dc.unlocked(vmid);
          if (dc.running(vmid)) {
            dc.runtime().kill(vmid);
          }
        });
  }

  public void shutdown(Duration timeout, boolean force) {
    exclusively(
        () -> {
          dc.unlocked(vmid);
          powerOff(timeout, force);
        });
  }

  public void reboot(Duration timeout) {
    exclusively(
        () -> {
          Vm vm = dc.unlocked(vmid);
          powerOff(timeout, false);
          boot(vm);
        });
  }

  /** The reset button: no shutdown, and nothing that is pending takes effect. */
  public void reset() {
    exclusively(
        () -> {
          Vm vm = dc.unlocked(vmid);
          if (!dc.running(vmid)) {
            throw new DatacenterException("VM " + vmid + " not running");
          }
          dc.runtime().kill(vmid);
          dc.runtime().start(spec(vm));
        });
  }

  private void powerOff(Duration timeout, boolean force) throws MachineException {
    if (!dc.running(vmid) || dc.runtime().shutdown(vmid, timeout)) {
      return;
    }
    if (!force) {
      throw new DatacenterException("VM quit/powerdown failed - got timeout");
    }
    dc.runtime().kill(vmid);
  }

  private void boot(Vm vm) throws MachineException {
    Vm settled = vm.settled();
    MachineSpec spec = spec(settled);
    for (Nic nic : spec.nics()) {
      if (!dc.layout().bridges().contains(nic.bridge())) {
        throw new DatacenterException("bridge '" + nic.bridge() + "' does not exist");
      }
    }
    if (vm.hasPending()) {
      dc.repository().save(settled);
    }
    dc.runtime().start(spec);
  }

  private MachineSpec spec(Vm vm) {
    List<Nic> nics = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      String slot = "net" + i;
      Optional<String> net = vm.option(slot);
      if (net.isEmpty()) {
        continue;
      }
      Optional<IpConfig> ip = vm.option("ipconfig" + i).map(IpConfig::parse);
      String bridge = PropertyString.parse(net.get(), "model").getOrDefault("bridge", "");
      nics.add(
          new Nic(
              slot,
              CloudInitText.mac(net.get()),
              bridge,
              ip.flatMap(IpConfig::ip).filter(address -> !address.equals("dhcp")),
              ip.flatMap(IpConfig::gateway)));
    }
    return new MachineSpec(
        vmid,
        vm.option("name").orElseGet(vm::hostName),
        vm.cores(),
        vm.memoryMiB(),
        nics,
        new CloudInitText(vm, dc.layout().nameservers()).asCloudInit());
  }

  /** A step that the runtime may refuse. */
  private interface Step {
    void run() throws MachineException;
  }

  private void exclusively(Step step) {
    try (VmLocks.Held _ = dc.locks().vm(vmid, dc.timing().lockWait())) {
      step.run();
    } catch (MachineException e) {
      throw new DatacenterException(e.getMessage());
    }
  }
}
