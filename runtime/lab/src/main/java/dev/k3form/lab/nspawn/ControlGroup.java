package dev.k3form.lab.nspawn;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A control group of the lab, in every hierarchy that this computer has: the one of cgroup v2, or
 * each controller's of v1. Whatever runs in it is a process of the lab's, so it is also how
 * machines are ended: by what is in their group, never by a name.
 */
public final class ControlGroup {

  private static final Path ROOT = Path.of("/sys/fs/cgroup");

  private final String name;

  private ControlGroup(String name) {
    this.name = name;
  }

  /** The group of a lab, below which its machines have theirs. */
  public static ControlGroup ofLab(String lab) {
    return new ControlGroup("k3form-lab-" + lab);
  }

  public ControlGroup child(String child) {
    return new ControlGroup(name + "/" + child);
  }

  /** Whether this computer has one hierarchy for all controllers. */
  public static boolean unified() {
    return Files.exists(ROOT.resolve("cgroup.procs"));
  }

  /** The mounted hierarchies. */
  public static List<Path> hierarchies() throws IOException {
    if (unified()) {
      return List.of(ROOT);
    }
    if (!Files.isDirectory(ROOT)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(ROOT)) {
      return entries.filter(d -> Files.exists(d.resolve("cgroup.procs"))).sorted().toList();
    }
  }

  /** This group's directories. */
  public List<Path> directories() throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path hierarchy : hierarchies()) {
      found.add(hierarchy.resolve(name));
    }
    return found;
  }

  /** Makes the group and those above it, which another machine may be making at this moment. */
  public void create() throws IOException {
    for (Path hierarchy : hierarchies()) {
      Path at = hierarchy;
      for (Path part : Path.of(name)) {
        enableControllers(at);
        at = at.resolve(part);
        makeDirectory(at);
        inheritCpuSet(at);
      }
    }
  }

  private static void makeDirectory(Path group) throws IOException {
    try {
      Files.createDirectory(group);
    } catch (FileAlreadyExistsException _) {
      // Made before, or by the start of another machine just now.
    }
  }

  private static void enableControllers(Path group) {
    Path control = group.resolve("cgroup.subtree_control");
    if (Files.exists(control)) {
      for (String controller : List.of("+cpu", "+memory", "+pids", "+io", "+cpuset")) {
        writeIfTaken(control, controller);
      }
    }
  }

  /** In v1 a cpuset group takes no process before it has processors and memory nodes. */
  private static void inheritCpuSet(Path group) throws IOException {
    for (String file : List.of("cpuset.cpus", "cpuset.mems")) {
      Path own = group.resolve(file);
      Path above = Optional.ofNullable(group.getParent()).orElse(group).resolve(file);
      if (!unified() && Files.exists(own) && Files.exists(above)) {
        Files.writeString(own, Files.readString(above));
      }
    }
  }

  /** Bounds memory and processor time, as far as this computer's controllers can. */
  public void limit(long memoryMiB, int cores) throws IOException {
    long bytes = memoryMiB << 20;
    for (Path group : directories()) {
      writeIfTaken(group.resolve("memory.max"), Long.toString(bytes));
      writeIfTaken(group.resolve("memory.limit_in_bytes"), Long.toString(bytes));
      writeIfTaken(group.resolve("cpu.max"), cores * 100_000L + " 100000");
      writeIfTaken(group.resolve("cpu.cfs_quota_us"), Long.toString(cores * 100_000L));
    }
  }

  private static void writeIfTaken(Path file, String value) {
    try {
      if (Files.exists(file)) {
        Files.writeString(file, value);
      }
    } catch (IOException e) {
      System.getLogger(ControlGroup.class.getName())
          .log(System.Logger.Level.DEBUG, "{0} does not take {1}: {2}", file, value, e);
    }
  }

  /** The processes in this group and below. */
  public List<Long> processes() throws IOException {
    var pids = new TreeSet<Long>();
    for (Path directory : directories()) {
      for (Path group : below(directory)) {
        for (String line : lines(group.resolve("cgroup.procs"))) {
          pids.add(Long.valueOf(line.strip()));
        }
      }
    }
    pids.remove(0L);
    return List.copyOf(pids);
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      return List.of(); // The group went away in between.
    }
  }

  private static List<Path> below(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> tree = Files.walk(directory)) {
      return tree.filter(Files::isDirectory).sorted(Comparator.reverseOrder()).toList();
    } catch (java.io.UncheckedIOException e) {
      return List.of(directory);
    }
  }

  /** Ends every process in the group and waits until none is left. */
  public void killAll() throws IOException {
    for (int attempt = 0; attempt < 200; attempt++) {
      List<Long> pids = processes();
      if (pids.isEmpty()) {
        return;
      }
      for (long pid : pids) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
      }
      pause();
    }
    throw new IOException("processes " + processes() + " of " + name + " do not end");
  }

  static void pause() throws IOException {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Removes the group and all below it; they must be empty of processes. */
  public void remove() throws IOException {
    for (int attempt = 0; ; attempt++) {
      try {
        for (Path directory : directories()) {
          for (Path group : below(directory)) {
            Files.deleteIfExists(group);
          }
        }
        return;
      } catch (IOException e) {
        // A group stays busy for a moment after its last process has ended.
        if (attempt == 40) {
          throw e;
        }
        pause();
      }
    }
  }
}
