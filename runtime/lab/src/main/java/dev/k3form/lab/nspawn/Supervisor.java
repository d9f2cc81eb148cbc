package dev.k3form.lab.nspawn;

import dev.k3form.lab.machine.MachineSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The process that a machine is known by on the host: a small shell that runs nspawn in the
 * machine's control group, and runs it again when the guest reboots itself (exit status 133, by
 * which nspawn asks whoever keeps it to do so).
 */
public final class Supervisor {

  /**
   * Where machines find this process's Java, read-only: what the lab itself runs in them is Java,
   * and none needs a package for it.
   */
  public static final String GUEST_JAVA = "/opt/k3form-lab/java";

  private static final String SCRIPT =
      """
      machine() { for g in $machine; do echo 0 > $g/cgroup.procs; done; exec "$@"; }
      for g in $supervisor; do echo $$ > $g/cgroup.procs; done
      while :; do (machine "$@"); [ $? -eq 133 ] || exit; done
      """;

  private final String machineName;
  private final MachineDisk disk;
  private final ControlGroup group;

  Supervisor(String machineName, MachineDisk disk, ControlGroup group) {
    this.machineName = machineName;
    this.disk = disk;
    this.group = group;
  }

  /** Starts it and leaves its id in {@code machine.pid}. */
  void launch(MachineSpec spec, String bridge) throws IOException {
    ControlGroup supervisor = group.child("supervisor");
    ControlGroup machine = group.child("machine");
    supervisor.create();
    machine.create();
    List<String> command = new ArrayList<>(List.of("setsid", "sh", "-c", SCRIPT, "k3form-lab"));
    command.addAll(nspawn(spec, bridge));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    builder.environment().put("supervisor", joined(supervisor));
    builder.environment().put("machine", joined(machine));
    builder.directory(Path.of("/").toFile());
    builder.redirectInput(Path.of("/dev/null").toFile());
    builder.redirectErrorStream(true);
    builder.redirectOutput(disk.file("console.log").toFile());
    Process process = builder.start();
    ProcessId.of(process.pid())
        .orElseThrow(() -> new IOException("the machine's supervisor ended at once"))
        .write(disk.file("machine.pid"));
  }

  private static String joined(ControlGroup group) throws IOException {
    return String.join(" ", group.directories().stream().map(Path::toString).toList());
  }

  private List<String> nspawn(MachineSpec spec, String bridge) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "systemd-nspawn",
                "--quiet",
                "--boot",
                "--register=no",
                "--keep-unit",
                "--settings=no",
                "--link-journal=no",
                "--resolv-conf=off",
                "--timezone=off",
                "--machine=" + machineName,
                "--hostname=" + spec.name().replaceFirst("\\..*", ""),
                "--directory=" + disk.root(),
                "--capability=all"));
    command.add(spec.nics().isEmpty() ? "--private-network" : "--network-bridge=" + bridge);
    if (Files.exists(Path.of("/dev/kmsg"))) {
      command.add("--bind=/dev/kmsg");
    }
    for (String volume : MachineDisk.VOLUMES) {
      command.add("--bind=" + disk.file("volumes").resolve(volume) + ":/var/lib/" + volume);
    }
    command.add("--bind-ro=" + Path.of(System.getProperty("java.home")) + ":" + GUEST_JAVA);
    return command;
  }
}
