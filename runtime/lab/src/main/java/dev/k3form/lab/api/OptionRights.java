package dev.k3form.lab.api;

import dev.k3form.lab.datacenter.DatacenterException;
import dev.k3form.lab.datacenter.VmOption;
import dev.k3form.lab.schema.ParameterException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which options a token may change; some are root@pam's alone, whatever the token may do. */
final class OptionRights {

  private OptionRights() {}

  static void check(Call call, int vmid, Map<String, String> set, Collection<String> delete) {
    List<String> all = new ArrayList<>(set.keySet());
    all.addAll(delete);
    for (String name : all.stream().sorted().toList()) {
      Optional<VmOption> option = call.datacenter().options().find(name);
      if (option.isEmpty()) {
        continue;
      }
      if (option.get().rootOnly()) {
        throw new DatacenterException("only root can set '" + name + "' config");
      }
      String value = set.getOrDefault(name, "");
      if (name.matches("serial\\d+") && !value.isEmpty() && !value.equals("socket")) {
        throw new DatacenterException("only root can set '" + name + "' config for real devices");
      }
      require(call, "/vms/" + vmid, name, option.get(), value);
    }
  }

  private static void require(Call call, String path, String name, VmOption option, String value) {
    if (option.privilege().equals("VM.Config.Cloudinit")) {
      call.requireAny(path, List.of("VM.Config.Cloudinit", "VM.Config.Network"));
    } else if (value.contains("media=cdrom") || value.endsWith(":cloudinit")) {
      call.require(path, "VM.Config.CDROM");
    } else {
      call.require(path, option.privilege());
    }
    if (name.equals("startup")) {
      call.require("/", "Sys.Modify");
    }
  }

  static void refuseSkipLock(Call call) {
    if (call.parameter("skiplock").isPresent()) {
      throw ParameterException.of("skiplock", "Only root may use this option.");
    }
  }
}
