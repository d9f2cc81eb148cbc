package dev.k3form.hosts.provider;

import dev.k3form.hosts.Transaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * What is asked of a service whose master process starts workers, after a change.
 *
 * <p>A reload is a signal to the master, whose new workers may fail to bind a second or two later
 * while the old ones serve on, and systemd notices nothing. So it is asked whether workers run that
 * are younger than the file, and whether they listen where they should.
 */
public final class WorkerHealth {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final String SCRIPT =
      """
      unit=$1 file=$2 fresh=$3 why=$4; shift 4
      fail() { echo "$1" >&2; sh -c "$why" >&2 2>/dev/null; exit 1; }
      systemctl is-active --quiet "$unit" || fail "the unit $unit is not active"
      master=$(systemctl show -p MainPID --value "$unit")
      read -r up _ </proc/uptime
      workers=$(cat /proc/[0-9]*/stat 2>/dev/null | awk -v master="$master" -v fresh="$fresh" \\
        -v up="$up" -v tick="$(getconf CLK_TCK 2>/dev/null || echo 100)" \\
        -v now="$(date +%s.%N)" -v written="$(stat -c %.Y "$file")" '
        { pid = $1; sub(/.*\\) /, "") }
        $2 == master && (fresh != "yes" || up - $20 / tick <= now - written + 2 / tick) {
          print "pid=" pid ","
        }')
      [ -n "$workers" ] || fail "$unit still runs with the old configuration"
      command -v ss >/dev/null || exit 0
      for port; do
        ss -Hltnp "sport = :$port" | grep -qF "$workers" || fail "$unit does not listen on port $port"
      done
      """;

  private WorkerHealth() {}

  /**
   * Returns the checks.
   *
   * @param unit the service
   * @param file its configuration
   * @param reloads whether the file changes, so that new workers must have come up
   * @param ports the TCP ports that it must listen on
   * @param why a shell command that prints what the service said lately
   */
  public static List<Transaction.Health> of(
      String unit, String file, boolean reloads, Collection<Integer> ports, String why) {
    List<String> argv =
        new ArrayList<>(
            List.of("sh", "-c", SCRIPT, "health", unit, file, reloads ? "yes" : "no", why));
    new TreeSet<>(ports).forEach(p -> argv.add(p.toString()));
    return List.of(new Transaction.Health(argv, PATIENCE));
  }
}
