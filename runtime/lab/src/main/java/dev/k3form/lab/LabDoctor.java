package dev.k3form.lab;

import dev.k3form.lab.nspawn.Command;
import dev.k3form.lab.nspawn.ControlGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds out what this computer lacks to run a lab. */
public final class LabDoctor {

  /**
   * One thing that is missing.
   *
   * @param remedy the exact command that helps, where there is one
   */
  public record Finding(String problem, Optional<String> remedy) {
    @Override
    public String toString() {
      return remedy.map(command -> problem + "\n    " + command).orElse(problem);
    }
  }

  private record Program(String name, String debianPackage) {}

  private static final List<Program> PROGRAMS =
      List.of(
          new Program("systemd-nspawn", "systemd-container"),
          new Program("mmdebstrap", "mmdebstrap"),
          new Program("nft", "nftables"),
          new Program("ip", "iproute2"),
          new Program("setsid", "util-linux"),
          new Program("nsenter", "util-linux"),
          new Program("useradd", "passwd"),
          new Program("ssh-keygen", "openssh-client"));

  private static final List<Path> PATH =
      Stream.of("/usr/sbin", "/usr/bin", "/sbin", "/bin").map(Path::of).toList();

  private LabDoctor() {}

  /** Everything that is missing; empty when the lab can run. */
  public static List<Finding> examine() {
    return examine(PATH, "root".equals(System.getProperty("user.name")));
  }

  static List<Finding> examine(List<Path> path, boolean root) {
    List<Finding> findings = new ArrayList<>();
    if (!root) {
      findings.add(
          new Finding(
              "the lab makes mounts, bridges and machines, and needs root for it",
              Optional.of("sudo k3form lab up")));
    }
    missingPrograms(path).ifPresent(findings::add);
    if (!kernelKnows("overlay")) {
      findings.add(
          new Finding("the kernel has no overlay file system", Optional.of("modprobe overlay")));
    }
    controlGroups().ifPresent(findings::add);
    return findings;
  }

  private static Optional<Finding> missingPrograms(List<Path> path) {
    var programs = new ArrayList<String>();
    var packages = new TreeSet<String>();
    for (Program program : PROGRAMS) {
      if (path.stream().noneMatch(d -> Files.isExecutable(d.resolve(program.name())))) {
        programs.add(program.name());
        packages.add(program.debianPackage());
      }
    }
    return programs.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Finding(
                "not installed: " + String.join(", ", programs),
                Optional.of(
                    "apt-get install --no-install-recommends " + String.join(" ", packages))));
  }

  private static boolean kernelKnows(String fileSystem) {
    try {
      if (listed(fileSystem)) {
        return true;
      }
      Command.attempt("", List.of("modprobe", fileSystem));
      return listed(fileSystem);
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean listed(String fileSystem) throws IOException {
    return Files.readAllLines(Path.of("/proc/filesystems")).stream()
        .anyMatch(line -> line.strip().endsWith(fileSystem));
  }

  private static Optional<Finding> controlGroups() {
    try {
      List<Path> hierarchies = ControlGroup.hierarchies();
      boolean usable = !hierarchies.isEmpty() && hierarchies.stream().allMatch(Files::isWritable);
      return usable
          ? Optional.empty()
          : Optional.of(
              new Finding(
                  "/sys/fs/cgroup has no control groups that can be written to; in a container,"
                      + " run it privileged and with its own control groups",
                  Optional.empty()));
    } catch (IOException e) {
      return Optional.of(new Finding("/sys/fs/cgroup cannot be read: " + e, Optional.empty()));
    }
  }
}
