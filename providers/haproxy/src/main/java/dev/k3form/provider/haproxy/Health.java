package dev.k3form.provider.haproxy;

import dev.k3form.hosts.Transaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What is asked of the machine after a change.
 *
 * <p>A reload is a signal to the master, whose new worker may fail to bind a second or two later
 * while the old one serves on, and systemd notices nothing. So it is asked whether a worker runs
 * that is younger than the file, and whether it listens where it should.
 */
final class Health {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final String SCRIPT =
      """
      fail() { echo "$1" >&2; journalctl -u haproxy -o cat --since -20s 2>/dev/null |
        grep -E 'ALERT|failure|Failed' | tail -n 6 >&2; exit 1; }
      systemctl is-active --quiet haproxy || fail 'the unit haproxy is not active'
      file=$1 fresh=$2; shift 2
      master=$(systemctl show -p MainPID --value haproxy)
      set -- "$file" "$fresh" $(cat /proc/[0-9]*/stat 2>/dev/null | awk -v master="$master" '
        { pid = $1; sub(/.*\\) /, "") }
        $2 == master && $20 > started { started = $20; worker = pid }
        END { print worker + 0, started + 0 }') "$@"
      worker=$3 started=$4; shift 4
      [ "$worker" -gt 0 ] || fail 'haproxy has no worker'
      if [ "$fresh" = yes ]; then
        read -r up _ </proc/uptime
        awk -v up="$up" -v started="$started" -v tick="$(getconf CLK_TCK 2>/dev/null || echo 100)" \\
          -v now="$(date +%s.%N)" -v written="$(stat -c %.Y "$file")" \\
          'BEGIN { exit !(up - started / tick <= now - written + 2 / tick) }' ||
          fail 'haproxy still runs with the old configuration'
      fi
      command -v ss >/dev/null || exit 0
      for port; do
        ss -Hltnp "sport = :$port" | grep -q "pid=$worker," || fail "haproxy does not listen on port $port"
      done
      """;

  private Health() {}

  /**
   * Returns the checks.
   *
   * @param reloads whether the file changes, so that a new worker must have come up
   */
  static List<Transaction.Health> of(HaproxyConfig config, String path, boolean reloads) {
    List<String> argv = new ArrayList<>(List.of("sh", "-c", SCRIPT, "health", path));
    argv.add(reloads ? "yes" : "no");
    var ports = new TreeSet<Integer>();
    Stream.concat(
            config.frontends().values().stream().flatMap(f -> f.bind().stream()),
            config.listens().values().stream().flatMap(l -> l.bind().stream()))
        .forEach(bind -> ports.addAll(Binds.tcpPorts(bind)));
    ports.forEach(p -> argv.add(p.toString()));
    return List.of(new Transaction.Health(argv, PATIENCE));
  }
}
