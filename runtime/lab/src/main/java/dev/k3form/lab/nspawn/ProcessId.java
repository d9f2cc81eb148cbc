package dev.k3form.lab.nspawn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    signal(Signal.KILL);
  }

  /** The signals that the lab sends, by their numbers in Linux with the GNU C library. */
  public enum Signal {
    KILL(9),
    TERM(15),
    /** SIGRTMIN+4, at which systemd as process 1 powers off. */
    POWER_OFF(38);

    private final int number;

    Signal(int number) {
      this.number = number;
    }
  }

  /** Sends a signal, if the process is still this one. */
  public void signal(Signal signal) throws IOException {
    if (alive()) {
      // The shell's own kill: a minimal system has no other.
      Command.attempt(
          "",
          List.of(
              "sh",
              "-c",
              "kill -\"$1\" \"$2\"",
              "sh",
              Integer.toString(signal.number),
              Long.toString(pid)));
    }
  }
}
