package dev.k3form.provider.proxmox.vm;

import dev.k3form.hosts.Command;
import dev.k3form.hosts.HostException;
import dev.k3form.hosts.Result;
import dev.k3form.hosts.provider.HostConnection;
import dev.k3form.provider.proxmox.api.ApiException;
import dev.k3form.provider.proxmox.session.ProxmoxSession;
import dev.k3form.provider.proxmox.session.Vms;
import dev.k3form.spi.OperationContext;
import dev.k3form.spi.ProviderException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Waits until a started machine serves, and learns its address and host key.
 *
 * <p>The key is read through the hypervisor, so the first SSH connection is verified already. A
 * machine may make new keys while it boots; when SSH shows another key than the agent told a moment
 * ago, the agent is asked again, and only what it says is believed.
 */
final class Guest {
  private static final String KEY_FILE = "/etc/ssh/ssh_host_ed25519_key.pub";
  private static final Duration SHORTEST = Duration.ofMillis(200);
  private static final Duration LONGEST = Duration.ofSeconds(3);
  private static final String CLOUD_INIT =
      """
      command -v cloud-init >/dev/null 2>&1 || exit 0
      cloud-init status --wait >/dev/null 2>&1
      status=$?
      test "$status" -eq 0 && exit 0
      cloud-init status --long 2>&1
      test "$status" -eq 2 && exit 0
      exit 1
      """;

  private final ProxmoxSession session;
  private final ProxmoxVm vm;
  private final String path;
  private final OperationContext context;
  private final Instant deadline;

  private Guest(ProxmoxSession session, ProxmoxVm vm, OperationContext context) {
    this.session = session;
    this.vm = vm;
    this.path =
        Vms.path(
            vm.currentNode() == null ? vm.node() : vm.currentNode(),
            vm.vmid() == null ? 0 : vm.vmid());
    this.context = context;
    this.deadline = Instant.now().plus(vm.bootTimeout());
  }

  /** Waits for a machine that runs, as far as the configuration wants, and returns what it told. */
  static ProxmoxVm await(ProxmoxSession session, ProxmoxVm vm, OperationContext context)
      throws ProviderException {
    if (!vm.started() || vm.waitFor().equals("none")) {
      return vm;
    }
    return new Guest(session, vm, context).ready();
  }

  /** Asks a running machine once; what it does not tell stays unknown. For imports. */
  static ProxmoxVm ask(ProxmoxSession session, ProxmoxVm vm, OperationContext context)
      throws ProviderException {
    Guest guest = new Guest(session, vm, context);
    try {
      return guest.told(guest.hostKey());
    } catch (ApiException _) {
      return vm;
    }
  }

  private ProxmoxVm ready() throws ProviderException {
    ProxmoxVm state = vm;
    if (vm.agent()) {
      context.progress("waiting for the guest agent");
      state = agent();
    }
    if (!vm.waitFor().equals("ssh")) {
      return state;
    }
    context.progress("waiting for SSH");
    return ssh(state);
  }

  private ProxmoxVm agent() throws ProviderException {
    Duration pause = SHORTEST;
    while (true) {
      String why;
      try {
        ProxmoxVm told = told(hostKey());
        if (told.ipv4Address() != null || vm.networks().isEmpty()) {
          return told;
        }
        why = "the first card has no IPv4 address yet";
      } catch (ApiException e) {
        if (e.status() != 500 && e.kind() == ProviderException.Kind.PERMANENT) {
          throw e;
        }
        why = e.text().isBlank() ? String.valueOf(e.getMessage()) : e.text().strip();
      }
      pause =
          next(
              pause,
              "the guest agent of VM " + vm.vmid() + " told no address and host key: " + why,
              "Install qemu-guest-agent in the template's image, or set agent = false and put the"
                  + " host key into known_hosts.",
              "Look at the machine's console; raise boot_timeout if it is merely slow.");
    }
  }

  private ProxmoxVm told(String hostKey) throws ProviderException {
    return VmState.reached(vm, address().orElse(vm.ipv4Address()), hostKey);
  }

  /** Returns the host key as the agent reads it inside the machine. */
  private String hostKey() throws ProviderException {
    JsonNode file = session.api().get(path + "/agent/file-read", Map.of("file", KEY_FILE), context);
    String[] words = file.path("content").asString("").strip().split("\\s+", 3);
    if (words.length < 2) {
      throw new ProviderException(
          "the guest agent of VM " + vm.vmid() + " finds no public key in " + KEY_FILE);
    }
    return words[0] + " " + words[1];
  }

  /**
   * Returns the address of the first card, told apart by its MAC address from bridges and veths.
   */
  private Optional<String> address() throws ProviderException {
    Optional<String> written = VmState.staticAddress(vm.networks());
    Map<String, String> macs = vm.macAddresses() == null ? Map.of() : vm.macAddresses();
    if (written.isPresent() || macs.isEmpty()) {
      return written;
    }
    Map<String, String> sorted = new TreeMap<>(macs);
    String mac = sorted.values().iterator().next();
    JsonNode interfaces =
        session.api().get(path + "/agent/network-get-interfaces", context).path("result");
    for (JsonNode card : interfaces) {
      if (card.path("hardware-address").asString("").equalsIgnoreCase(mac)) {
        for (JsonNode address : card.path("ip-addresses")) {
          String text = address.path("ip-address").asString("");
          if (address.path("ip-address-type").asString("").equals("ipv4")
              && !text.startsWith("169.254.")) {
            return Optional.of(text);
          }
        }
      }
    }
    return Optional.empty();
  }

  private ProxmoxVm ssh(ProxmoxVm agreed) throws ProviderException {
    ProxmoxVm state = agreed;
    Duration pause = SHORTEST;
    while (true) {
      HostConnection connection = state.ssh();
      if (connection == null) {
        throw new ProviderException(
                "VM "
                    + vm.vmid()
                    + " has no address that k3form knows, so SSH cannot be waited for",
                "Give its first network card an address, or turn its guest agent on, or set"
                    + " wait_for = \"none\".")
            .blame("network");
      }
      String why;
      try {
        cloudInit(connection);
        return state;
      } catch (ProviderException e) {
        if (!mayPass(e.getCause())) {
          throw e;
        }
        why = String.valueOf(e.getMessage());
        if (e.getCause() instanceof HostException.HostKeyChanged && vm.agent()) {
          state = agent();
        }
      }
      pause =
          next(
              pause,
              "VM " + vm.vmid() + " runs, but SSH does not let k3form in: " + why,
              "Check that this computer reaches "
                  + connection.address()
                  + ", and that ssh_keys holds the public key of identity_file or of the SSH"
                  + " agent.",
              "Set wait_for = \"agent\" for a machine that k3form shall not log in to.");
    }
  }

  private boolean mayPass(@Nullable Throwable cause) {
    return cause instanceof HostException.Unreachable
        || cause instanceof HostException.AuthenticationFailed
        || cause instanceof HostException.OutcomeUnknown
        || (cause instanceof HostException.HostKeyChanged && vm.agent());
  }

  private void cloudInit(HostConnection connection) throws ProviderException {
    Duration left = Duration.between(Instant.now(), deadline);
    Duration limit = left.compareTo(Duration.ofSeconds(5)) > 0 ? left : Duration.ofSeconds(5);
    Result result =
        session
            .machines()
            .on(
                connection,
                host ->
                    host.exec(
                        Command.script("wait for cloud-init", CLOUD_INIT)
                            .withTimeout(limit)
                            .withoutSudo()));
    if (!result.succeeded()) {
      List<String> lines = new ArrayList<>(result.stdout().lines().toList());
      throw new ProviderException(
          "cloud-init failed in VM " + vm.vmid() + ": " + String.join("; ", lines),
          "See /var/log/cloud-init-output.log in the machine.");
    }
  }

  private Duration next(Duration pause, String late, String... help) throws ProviderException {
    if (Instant.now().isAfter(deadline)) {
      throw new ProviderException(
          ProviderException.Kind.TRANSIENT,
          late + " (within " + vm.bootTimeout().toSeconds() + " s)",
          null,
          "",
          List.of(help));
    }
    context.pause(pause);
    Duration doubled = pause.multipliedBy(2);
    return doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
  }
}
