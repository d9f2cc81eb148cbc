package dev.k3form.provider.proxmox.session;

import dev.k3form.provider.proxmox.api.ApiClient;
import dev.k3form.spi.OperationContext;
import dev.k3form.spi.ProviderException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the token may do, asked once, so that a missing privilege is told before anything is begun.
 */
public final class Permissions {
  private final ApiClient api;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile @Nullable Map<String, Map<String, Boolean>> granted;

  Permissions(ApiClient api) {
    this.api = api;
  }

  /**
   * A privilege that an operation needs.
   *
   * @param path where, such as {@code /vms/101}
   * @param anyOf one of these
   * @param purpose for what, in a few words
   */
  public record Need(String path, List<String> anyOf, String purpose) {
    /** Copies the list. */
    public Need {
      anyOf = List.copyOf(anyOf);
    }

    /** Returns the need of one privilege. */
    public static Need of(String path, String privilege, String purpose) {
      return new Need(path, List.of(privilege), purpose);
    }
  }

  /**
   * Returns if all needs are met.
   *
   * @throws ProviderException naming all that are not
   */
  public void require(List<Need> needs, OperationContext context) throws ProviderException {
    Map<String, Map<String, Boolean>> all = granted(context);
    List<Need> missing =
        needs.stream()
            .filter(need -> need.anyOf().stream().noneMatch(at(all, need.path())::contains))
            .toList();
    if (missing.isEmpty()) {
      return;
    }
    List<String> lines = new ArrayList<>();
    Set<String> privileges = new HashSet<>();
    for (Need need : missing) {
      lines.add(
          String.join(" or ", need.anyOf()) + " on " + need.path() + " (" + need.purpose() + ")");
      privileges.add(need.anyOf().getFirst());
    }
    throw new ProviderException(
        "the API token "
            + api.tokenId()
            + " lacks "
            + String.join(", ", lines)
            + "; nothing was begun",
        "Add to its role on a node: `pveum role modify K3form --append --privs \""
            + String.join(" ", privileges.stream().sorted().toList())
            + "\"`.",
        "A token made with --privsep 1 needs the role itself, besides its user: `pveum acl modify"
            + " / --tokens '"
            + api.tokenId()
            + "' --roles K3form`.");
  }

  private static Set<String> at(Map<String, Map<String, Boolean>> all, String path) {
    for (String at = path; ; at = parent(at)) {
      Map<String, Boolean> here = all.get(at);
      if (here != null) {
        Set<String> out = new HashSet<>();
        boolean exact = at.equals(path);
        here.forEach(
            (privilege, propagates) -> {
              if (exact || propagates) {
                out.add(privilege);
              }
            });
        return out;
      }
      if (at.equals("/")) {
        return Set.of();
      }
    }
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "/" : path.substring(0, slash);
  }

  private Map<String, Map<String, Boolean>> granted(OperationContext context)
      throws ProviderException {
    Map<String, Map<String, Boolean>> known = granted;
    if (known != null) {
      return known;
    }
    asking.lock();
    try {
      known = granted;
      if (known == null) {
        known = ask(context);
        granted = known;
      }
      return known;
    } finally {
      asking.unlock();
    }
  }

  private Map<String, Map<String, Boolean>> ask(OperationContext context) throws ProviderException {
    Map<String, Map<String, Boolean>> out = new HashMap<>();
    for (Map.Entry<String, JsonNode> path : api.get("/access/permissions", context).properties()) {
      Map<String, Boolean> privileges = new HashMap<>();
      path.getValue()
          .properties()
          .forEach(p -> privileges.put(p.getKey(), p.getValue().asInt(0) == 1));
      out.put(path.getKey(), privileges);
    }
    return out;
  }
}
