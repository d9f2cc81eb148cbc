package dev.k3form.provider.proxmox.session;

import dev.k3form.spi.OperationContext;
import dev.k3form.spi.ProviderException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A VM as the user names it to import it: {@code vmid} or {@code node/vmid}. */
public record VmReference(Optional<String> node, int vmid) {
  private static final Pattern FORM = Pattern.compile("(?:([A-Za-z0-9-]+)/)?(\\d{3,9})");

  /** Reads what the user wrote. */
  public static VmReference parse(String id) throws ProviderException {
    Matcher m = FORM.matcher(id.strip());
    if (!m.matches()) {
      throw new ProviderException(
          "`" + id + "` names no VM", "Write its id, such as 101, or pve/101 with its node.");
    }
    return new VmReference(Optional.ofNullable(m.group(1)), Integer.parseInt(m.group(2)));
  }

  /** Finds it; empty if there is none, or it is on another node than was written. */
  public Optional<VmView> find(ProxmoxSession session, OperationContext context)
      throws ProviderException {
    return session
        .vms()
        .find(vmid, node, Optional.empty(), context)
        .filter(vm -> node.isEmpty() || vm.node().equals(node.get()));
  }
}
