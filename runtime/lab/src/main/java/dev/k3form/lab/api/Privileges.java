package dev.k3form.lab.api;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a token may do: privileges per path, where the longest path that is a prefix counts, as a
 * role on a deeper path replaces the one above it.
 */
public record Privileges(SortedMap<String, Set<String>> byPath) {

  private static final List<String> ALL =
      List.of(
          "Datastore.Allocate",
          "Datastore.AllocateSpace",
          "Datastore.AllocateTemplate",
          "Datastore.Audit",
          "Group.Allocate",
          "Mapping.Audit",
          "Mapping.Modify",
          "Mapping.Use",
          "Permissions.Modify",
          "Pool.Allocate",
          "Pool.Audit",
          "Realm.Allocate",
          "Realm.AllocateUser",
          "SDN.Allocate",
          "SDN.Audit",
          "SDN.Use",
          "Sys.AccessNetwork",
          "Sys.Audit",
          "Sys.Console",
          "Sys.Incoming",
          "Sys.Modify",
          "Sys.PowerMgmt",
          "Sys.Syslog",
          "User.Modify",
          "VM.Allocate",
          "VM.Audit",
          "VM.Backup",
          "VM.Clone",
          "VM.Config.CDROM",
          "VM.Config.CPU",
          "VM.Config.Cloudinit",
          "VM.Config.Disk",
          "VM.Config.HWType",
          "VM.Config.Memory",
          "VM.Config.Network",
          "VM.Config.Options",
          "VM.Console",
          "VM.GuestAgent.Audit",
          "VM.GuestAgent.FileRead",
          "VM.GuestAgent.FileSystemMgmt",
          "VM.GuestAgent.FileWrite",
          "VM.GuestAgent.Unrestricted",
          "VM.Migrate",
          "VM.PowerMgmt",
          "VM.Replicate",
          "VM.Snapshot",
          "VM.Snapshot.Rollback");

  public Privileges {
    byPath = new TreeMap<>(byPath);
  }

  /** Everything, everywhere. */
  public static Privileges all() {
    return on("/", ALL);
  }

  /** The given privileges on one path and below. */
  public static Privileges on(String path, List<String> privileges) {
    return new Privileges(new TreeMap<>(Map.of(path, new TreeSet<>(privileges))));
  }

  /** All privileges but these. */
  public static Privileges without(String... missing) {
    var left = new TreeSet<>(ALL);
    left.removeAll(Set.of(missing));
    return on("/", List.copyOf(left));
  }

  /** What is granted at the path. */
  public Set<String> at(String path) {
    String best = "";
    for (String candidate : byPath.keySet()) {
      boolean covers =
          candidate.equals("/") || path.equals(candidate) || path.startsWith(candidate + "/");
      if (covers && candidate.length() > best.length()) {
        best = candidate;
      }
    }
    return byPath.getOrDefault(best, Set.of());
  }

  public boolean has(String path, String privilege) {
    return at(path).contains(privilege);
  }
}
