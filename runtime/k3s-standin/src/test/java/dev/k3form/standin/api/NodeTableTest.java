package dev.k3form.standin.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.standin.http.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows as in transcript 03. */
class NodeTableTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  @Test
  void aRowIsWhatKubectlPrints() {
    Map<String, @Nullable Object> server =
        Json.object(
            """
            {"metadata": {"name": "s1", "creationTimestamp": "2026-11-21T11:54:02Z",
              "labels": {"node-role.kubernetes.io/etcd": "true", "a": "b",
                "node-role.kubernetes.io/control-plane": "true"}},
             "spec": {"unschedulable": true},
             "status": {"nodeInfo": {"kubeletVersion": "v1.34.1+k3s1"},
               "conditions": [{"type": "Ready", "status": "True"}]}}
            """);
    assertThat(rows(server))
        .containsExactly(
            "s1", "Ready,SchedulingDisabled", "control-plane,etcd", "5m58s", "v1.34.1+k3s1");
    Map<String, @Nullable Object> agent =
        Json.object(
            """
            {"metadata": {"name": "a1", "creationTimestamp": "2026-11-21T11:59:51Z"},
             "status": {"conditions": [{"type": "Ready", "status": "False"}]}}
            """);
    assertThat(rows(agent)).containsExactly("a1", "NotReady", "<none>", "9s", "");
  }

  private static List<String> rows(Map<String, @Nullable Object> node) {
    List<?> rows = (List<?>) NodeTable.of(List.of(node), "7", NOW).get("rows");
    List<?> cells = (List<?>) ((Map<?, ?>) rows.getFirst()).get("cells");
    return cells.stream().map(String::valueOf).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-21T11:58:01Z, 119s",
    "2026-11-21T11:55:00Z, 5m",
    "2026-11-21T11:30:10Z, 29m",
    "2026-11-21T03:00:00Z, 9h",
    "2026-11-10T12:00:00Z, 11d",
    "2026-11-21T12:00:09Z, 0s",
  })
  void ages(String created, String age) {
    assertThat(NodeTable.age(created, NOW)).isEqualTo(age);
  }
}
