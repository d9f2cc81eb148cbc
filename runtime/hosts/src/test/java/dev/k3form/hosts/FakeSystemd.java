package dev.k3form.hosts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A {@code systemctl} on the PATH of a {@link MinaServer} that keeps the state of units in files
 * and logs what changes them. The real one is used where the tests have a machine with systemd.
 */
final class FakeSystemd {
  private final Path directory;

  FakeSystemd(MinaServer server, Path directory) throws IOException {
    this.directory = Files.createDirectories(directory);
    server.program(
        "systemctl",
        """
        cd '%s' || exit 1
        verb=$1; shift
        while [ $# -gt 0 ]; do
          case $1 in
            -p) property=$2; shift ;;
            --value) value=1 ;;
            --) ;;
            *) unit=$1 ;;
          esac
          shift
        done
        get() { cat "$unit.$1" 2>/dev/null; }
        if [ "$verb" = show ]; then
          case $property in
            ActiveState) get active ;;
            SubState) echo running ;;
            UnitFileState) get enabled ;;
            CanReload) [ -e "$unit.noreload" ] && echo no || echo yes ;;
            *) echo "LoadState=loaded"; echo "ActiveState=$(get active)"; echo "SubState=x"
               echo "UnitFileState=$(get enabled)"; echo "NeedDaemonReload=no" ;;
          esac
          exit 0
        fi
        [ "$verb" = reset-failed ] && exit 0
        echo "$verb $unit" >> calls
        fails() { [ -e "$unit.fails" ] && . "./$unit.fails"; }
        case $verb in
          start|restart|reload)
            if fails; then echo failed > "$unit.active"; echo "Job for $unit failed." >&2; exit 1; fi
            echo active > "$unit.active" ;;
          stop) echo inactive > "$unit.active" ;;
          enable) echo enabled > "$unit.enabled" ;;
          disable) echo disabled > "$unit.enabled" ;;
        esac
        """
            .formatted(directory));
    server.program("journalctl", "echo 'no journal here' >&2; exit 1\n");
  }

  void unit(String name, String active, String enabled) {
    write(name + ".active", active + "\n");
    write(name + ".enabled", enabled + "\n");
  }

  void cannotReload(String name) {
    write(name + ".noreload", "");
  }

  /** Makes a unit fail to start, restart and reload while a file holds a word. */
  void failsWhileFileContains(String name, Path file, String word) {
    write(name + ".fails", "grep -q '" + word + "' '" + file + "'\n");
  }

  String state(String name) {
    return read(name + ".active").strip();
  }

  /** Returns what was done to units, in order. */
  List<String> calls() {
    return Files.exists(directory.resolve("calls")) ? read("calls").lines().toList() : List.of();
  }

  private void write(String file, String text) {
    try {
      Files.writeString(directory.resolve(file), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String read(String file) {
    try {
      return Files.readString(directory.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
