package dev.k3form.standin.node;

import dev.k3form.standin.api.KubeObjects;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The conditions in a Node's status. */
public final class Conditions {

  private Conditions() {}

  /** A condition, with the times of now. */
  public static Map<String, @Nullable Object> of(
      String type, String status, String reason, String message) {
    Map<String, @Nullable Object> condition = new LinkedHashMap<>();
    condition.put("type", type);
    condition.put("status", status);
    condition.put("lastHeartbeatTime", KubeObjects.now());
    condition.put("lastTransitionTime", KubeObjects.now());
    condition.put("reason", reason);
    condition.put("message", message);
    return condition;
  }

  /** All well; what others have noted is kept. */
  static List<@Nullable Object> ready(List<?> old) {
    List<@Nullable Object> conditions = new ArrayList<>(old);
    put(
        conditions,
        of(
            "MemoryPressure",
            "False",
            "KubeletHasSufficientMemory",
            "kubelet has sufficient memory available"));
    put(
        conditions,
        of("DiskPressure", "False", "KubeletHasNoDiskPressure", "kubelet has no disk pressure"));
    put(
        conditions,
        of(
            "PIDPressure",
            "False",
            "KubeletHasSufficientPID",
            "kubelet has sufficient PID available"));
    put(conditions, of("Ready", "True", "KubeletReady", "kubelet is posting ready status"));
    return conditions;
  }

  /**
   * Puts a condition in the place of its type's, whose transition time stays if nothing changes.
   */
  public static void put(
      List<@Nullable Object> conditions, Map<String, @Nullable Object> condition) {
    for (int i = 0; i < conditions.size(); i++) {
      if (conditions.get(i) instanceof Map<?, ?> old
          && String.valueOf(old.get("type")).equals(condition.get("type"))) {
        if (String.valueOf(old.get("status")).equals(condition.get("status"))) {
          condition.put("lastTransitionTime", old.get("lastTransitionTime"));
        }
        conditions.set(i, condition);
        return;
      }
    }
    conditions.add(condition);
  }

  /** The status of a type, or nothing known. */
  public static String status(List<?> conditions, String type) {
    return conditions.stream()
        .filter(c -> c instanceof Map<?, ?> map && type.equals(map.get("type")))
        .map(c -> String.valueOf(((Map<?, ?>) c).get("status")))
        .findFirst()
        .orElse("");
  }
}
