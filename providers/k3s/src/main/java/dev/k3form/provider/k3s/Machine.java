package dev.k3form.provider.k3s;

import dev.k3form.hosts.Command;
import dev.k3form.hosts.Content;
import dev.k3form.hosts.Host;
import dev.k3form.hosts.Result;
import dev.k3form.spi.OperationContext;
import dev.k3form.spi.ProviderException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The k3s of one machine: its binary, its unit, its data. */
final class Machine {
  private static final int CHUNK = 8 << 20;
  private static final int TAIL = 6;
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(12);
  private static final String PART = Paths.BINARY + ".k3form-part";
  private static final String FINISH =
      """
      set -e
      found=$(sha256sum "$1" | cut -d' ' -f1)
      if [ "$found" != "$2" ]; then rm -f "$1"; echo "$found"; exit 4; fi
      chmod 0755 "$1"
      sync "$1" 2>/dev/null || true
      mv -f "$1" "$3"
      """;
  private static final String LAUNCH =
      """
      systemctl daemon-reload
      echo "invocation $(systemctl show -p InvocationID --value "$1")"
      journalctl -u "$1" -n 0 --show-cursor --no-pager 2>/dev/null | sed -n 's/^-- cursor: /cursor /p'
      systemctl reset-failed "$1" 2>/dev/null || true
      systemctl "$2" --no-block "$1"
      """;
  private static final String WATCH =
      """
      echo "$(systemctl show -p ActiveState --value "$1") $(systemctl show -p InvocationID --value "$1")"
      if [ -n "$2" ]; then
        journalctl -u "$1" -o cat --no-pager --after-cursor "$2" 2>/dev/null | grep '^time=' | tail -n 300
      else
        journalctl -u "$1" -o cat --no-pager 2>/dev/null | grep '^time=' | tail -n 300
      fi
      exit 0
      """;
  private static final String REMOVE =
      """
      systemctl disable --now "$1" >/dev/null 2>&1 || true
      for shim in $(pgrep -f '^/var/lib/rancher/k3s/data/[^/]*/bin/containerd-shim' 2>/dev/null); do
        kill -9 "$shim" 2>/dev/null || true
      done
      for where in /run/k3s/ /var/lib/rancher/k3s/ /var/lib/kubelet/pods/ /run/netns/cni-; do
        awk -v p="$where" 'index($2, p) == 1 {print $2}' /proc/self/mounts | sort -r \
          | while read -r mount; do umount "$mount" 2>/dev/null || umount -l "$mount"; done
      done
      for link in cni0 flannel.1; do ip link delete "$link" 2>/dev/null || true; done
      rm -f /etc/systemd/system/"$1".service /usr/local/bin/k3s /usr/local/bin/k3s.k3form-part
      rm -rf /etc/rancher/k3s /etc/rancher/node /var/lib/rancher/k3s /run/k3s /var/lib/cni
      systemctl daemon-reload
      """;

  private final Host host;
  private final String unit;

  Machine(Host host, String unit) {
    this.host = host;
    this.unit = unit;
  }

  /** Lays down the binary of a release; true if it was another before. */
  boolean install(Releases releases, String version, OperationContext context)
      throws ProviderException {
    Releases.Binary binary = releases.binary(version, host.facts().architecture(), context);
    if (binaryHash().equals(Optional.of(binary.sha256()))) {
      return false;
    }
    context.progress("uploading k3s " + version);
    host.run(Command.script("make room for k3s", "mkdir -p /usr/local/bin && : > \"$1\"", PART));
    try (InputStream in = Files.newInputStream(binary.file())) {
      for (byte[] chunk = in.readNBytes(CHUNK); chunk.length > 0; chunk = in.readNBytes(CHUNK)) {
        context.checkCancelled();
        host.run(
            Command.script("upload k3s", "cat >> \"$1\"", PART)
                .withStdin(Content.of(chunk))
                .withTimeout(Duration.ofMinutes(5)));
      }
    } catch (IOException e) {
      throw ProviderException.transientFailure(
          "the kept binary of k3s cannot be read: " + e.getMessage(), e);
    }
    Result result =
        host.exec(
            Command.script(
                "check k3s and put it in place", FINISH, PART, binary.sha256(), Paths.BINARY));
    if (!result.succeeded()) {
      throw new ProviderException(
          ProviderException.Kind.TRANSIENT,
          "k3s did not arrive as it was sent: " + result.stdout().strip() + result.stderr().strip(),
          null,
          "",
          List.of("Apply again."));
    }
    return true;
  }

  Optional<String> binaryHash() {
    Result result =
        host.exec(Command.script("look at k3s", "[ -f \"$1\" ] && sha256sum \"$1\"", Paths.BINARY));
    return result.succeeded()
        ? Optional.of(result.stdout().strip().split("\\s", 2)[0])
        : Optional.empty();
  }

  /**
   * Starts or restarts the unit and waits until it says that it is ready.
   *
   * @param within how long to wait where the log tells no cause
   */
  void start(Duration within, OperationContext context) throws ProviderException {
    String launched = host.run(Command.script("start " + unit, LAUNCH, unit, "restart")).stdout();
    watch(field(launched, "invocation"), field(launched, "cursor"), within, context);
  }

  /** Starts the unit unless it runs or is starting already, and waits until it is ready. */
  void resume(Duration within, OperationContext context) throws ProviderException {
    String launched = host.run(Command.script("start " + unit, LAUNCH, unit, "start")).stdout();
    watch("", field(launched, "cursor"), within, context);
  }

  private void watch(String before, String cursor, Duration within, OperationContext context)
      throws ProviderException {
    long begun = System.nanoTime();
    long firstTold = 0;
    while (true) {
      String seen = host.run(Command.script("watch " + unit, WATCH, unit, cursor)).stdout();
      String[] head = seen.lines().findFirst().orElse("").split(" ", 2);
      if (head[0].equals("active") && head.length == 2 && !head[1].equals(before)) {
        return;
      }
      long now = System.nanoTime();
      Optional<Diagnosis> told =
          Diagnosis.of(seen).filter(Diagnosis::certain).or(() -> Diagnosis.of(tail(seen)));
      if (told.isPresent()) {
        firstTold = firstTold == 0 ? now : firstTold;
        if (told.get().certain() || now - firstTold > PATIENCE.toNanos()) {
          throw new StartFailure(told.get(), host.spec().address());
        }
      } else {
        firstTold = 0;
      }
      if (now - begun > within.toNanos()) {
        throw new ProviderException(
            "k3s on " + host.spec().address() + " is not ready after " + within.toSeconds() + " s",
            "Look at `journalctl -u " + unit + "` on that machine.");
      }
      context.pause(POLL);
    }
  }

  /** Stops the unit, so that it does not try for ever what cannot work. */
  void stop() {
    host.exec(
        Command.script(
                "stop " + unit,
                "systemctl stop \"$1\"; systemctl reset-failed \"$1\" 2>/dev/null; exit 0",
                unit)
            .withTimeout(Duration.ofMinutes(2)));
  }

  /** Removes a server's datastore files, so that it can join as a new member. */
  void forgetMembership() {
    host.run(
        Command.script(
            "remove what is left of a join",
            "rm -rf \"$1\"/server/db \"$1\"/server/tls \"$1\"/server/cred \"$1\"/agent/etc"
                + " \"$1\"/agent/*.crt \"$1\"/agent/*.key \"$1\"/agent/*.kubeconfig"
                + " \"$1\"/server/token",
            Paths.DATA));
  }

  boolean hasEtcdData() {
    return host.exec(Command.of("test", "-d", Paths.DATA + "/server/db/etcd/member")).succeeded();
  }

  /** Reports whether this server was being brought into its cluster and is not in yet. */
  boolean isEntering() {
    return host.exec(Command.of("test", "-e", Paths.ENTRY)).succeeded();
  }

  /** Fails if k3s was put there, but not by k3form. */
  void refuseForeign() throws ProviderException {
    if (isForeign()) {
      throw new ProviderException(
          host.spec().address() + " has a K3s that k3form did not make",
          "Remove it with its own " + unit + "-uninstall.sh, or take another machine.");
    }
  }

  private boolean isForeign() {
    return host.exec(
            Command.script(
                "look for another k3s",
                "[ ! -e \"$1\" ] && { [ -e \"$2/server/db\" ] || [ -e"
                    + " \"$2/agent/kubelet.kubeconfig\" ]; }",
                Paths.TOKEN,
                Paths.DATA))
        .succeeded();
  }

  void remove() {
    host.run(Command.script("remove k3s", REMOVE, unit).withTimeout(Duration.ofMinutes(3)));
  }

  /** What may pass counts only as long as it is what the log says last. */
  private static String tail(String log) {
    List<String> lines = log.lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
  }

  private static String field(String text, String name) {
    return text.lines()
        .filter(line -> line.startsWith(name + " "))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElse("");
  }
}
