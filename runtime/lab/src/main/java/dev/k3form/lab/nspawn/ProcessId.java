package dev.k3form.lab.nspawn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A process, known by its id and the time it started (field 22 of proc_pid_stat(5)), so that a
 * process that got a recycled id is never taken for it.
 */
public record ProcessId(long pid, long startTicks) {

  /** The process that has this id now, unless it is a zombie. */
  public static Optional<ProcessId> of(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return fields[0].equals("Z") || fields[0].equals("X")
          ? Optional.empty()
          : Optional.of(new ProcessId(pid, Long.parseLong(fields[19])));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Reads what {@link #write} left. */
  public static Optional<ProcessId> read(Path file) {
    try {
      String[] parts = Files.readString(file).strip().split(" ", -1);
      return parts.length == 2
          ? Optional.of(new ProcessId(Long.parseLong(parts[0]), Long.parseLong(parts[1])))
          : Optional.empty();
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  public void write(Path file) throws IOException {
    Files.writeString(file, pid + " " + startTicks + "\n");
  }

  public boolean alive() {
    return of(pid).equals(Optional.of(this));
  }

  /** Ends the process at once, if it is still this one. */
  public void kill() throws IOException {
    signal("KILL");
  }

  /** Sends a signal by its name, if the process is still this one. */
  public void signal(String name) throws IOException {
    if (alive()) {
      Command.attempt("", java.util.List.of("kill", "-s", name, Long.toString(pid)));
    }
  }
}
