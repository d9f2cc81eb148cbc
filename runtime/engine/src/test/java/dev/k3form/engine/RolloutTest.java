package dev.k3form.engine;

import static dev.k3form.engine.Things.thing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.engine.apply.ApplyResult;
import dev.k3form.engine.event.ApplyEvent;
import dev.k3form.engine.plan.Action;
import dev.k3form.model.graph.Lifecycle;
import dev.k3form.model.value.Value;
import dev.k3form.testkit.fake.Fault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RolloutTest {
  @TempDir Path directory;
  private Bench bench;

  @BeforeEach
  void setUp() {
    bench = new Bench(directory);
  }

  private static Map<String, Value> member(String name, int limit, Object... more) {
    Map<String, Value> out = new HashMap<>(thing(name, more));
    out.put("group", Value.str("servers"));
    out.put("max_unavailable", Value.num(limit));
    return out;
  }

  private static Program members(int count, int limit, Object... more) {
    Program program = new Program();
    for (int i = 0; i < count; i++) {
      program.add("fake_thing.s[" + i + "]", member("s" + i, limit, more));
    }
    return program;
  }

  private List<String> log() {
    List<String> log = new ArrayList<>(bench.world().log());
    log.removeIf(l -> l.startsWith("read") || l.startsWith("configure"));
    return log;
  }

  @Test
  void changesOneMemberAfterTheOther() {
    bench.apply(members(3, 1));
    bench.world().clearLog();
    assertThat(bench.apply(members(3, 1, "size", 2)).isComplete()).isTrue();
    assertThat(log())
        .containsExactly("update s0", "gate s0", "update s1", "gate s1", "update s2", "gate s2");
  }

  @Test
  void thatOneServesIsToldBeforeTheNextBegins() {
    bench.apply(members(5, 1));
    int before = bench.events().size();
    assertThat(bench.apply(members(5, 1, "size", 2)).isComplete()).isTrue();
    List<String> told = new ArrayList<>();
    for (ApplyEvent event : bench.events().subList(before, bench.events().size())) {
      if (event instanceof ApplyEvent.OperationStarted s && s.action() == Action.UPDATE) {
        told.add("update " + s.address());
      } else if (event instanceof ApplyEvent.OperationCompleted c && c.action() == Action.GATE) {
        told.add("serves " + c.address());
      }
    }
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      expected.add("update fake_thing.s[" + i + "]");
      expected.add("serves fake_thing.s[" + i + "]");
    }
    assertThat(told).isEqualTo(expected);
  }

  @Test
  void replacesOneMemberAfterTheOther() {
    bench.apply(members(3, 1));
    bench.world().clearLog();
    Program renamed = new Program();
    for (int i = 0; i < 3; i++) {
      renamed.add("fake_thing.s[" + i + "]", member("x" + i, 1));
    }
    bench.apply(renamed);
    assertThat(log())
        .containsExactly(
            "delete s0",
            "create x0",
            "gate x0",
            "delete s1",
            "create x1",
            "gate x1",
            "delete s2",
            "create x2",
            "gate x2");
  }

  @Test
  void aFailedGateStopsTheRollout() {
    bench.apply(members(4, 2));
    bench.world().clearLog();
    bench.world().fail("gate", "s0", Fault.PERMANENT);
    ApplyResult result = bench.apply(members(4, 2, "size", 2));
    assertThat(result.diagnostics()).extracting(d -> d.code().text()).containsExactly("K3-0607");
    assertThat(log()).contains("update s0", "update s1").doesNotContain("update s2", "update s3");
    assertThat(bench.apply(members(4, 2, "size", 2)).isComplete()).isTrue();
  }

  @Test
  void aMemberThatFailedItsGateIsAskedAgainBeforeAnyOtherIsTouched() {
    bench.apply(members(3, 1));
    bench.world().fail("gate", "s0", Fault.PERMANENT, Fault.PERMANENT);
    assertThat(bench.apply(members(3, 1, "size", 2)).isComplete()).isFalse();
    bench.world().clearLog();
    ApplyResult again = bench.apply(members(3, 1, "size", 2));
    assertThat(again.diagnostics()).extracting(d -> d.code().text()).containsExactly("K3-0607");
    assertThat(again.diagnostics().getFirst().toString()).contains("no other member of its group");
    assertThat(log()).as("a call that fails is not logged").isEmpty();
    bench.world().clearLog();
    assertThat(bench.apply(members(3, 1, "size", 2)).isComplete()).isTrue();
    assertThat(log()).containsExactly("gate s0", "update s1", "gate s1", "update s2", "gate s2");
    bench.world().clearLog();
    assertThat(bench.apply(members(3, 1, "size", 2)).isComplete()).isTrue();
    assertThat(log()).isEmpty();
  }

  @Test
  void thoseThatStayAreAskedBeforeOneGoes() {
    bench.apply(members(3, 1));
    bench.world().clearLog();
    bench.apply(members(2, 1));
    assertThat(log())
        .containsExactlyInAnyOrder("gate s0", "gate s1", "delete s2")
        .endsWith("delete s2");
  }

  @Test
  void aNewGroupIsMadeAtOnceAndNewMembersOfAnOldOneInTurn() {
    assertThat(bench.plan(members(2, 1)).execution().operations())
        .filteredOn(o -> o.action() == Action.CREATE)
        .hasSize(2)
        .allMatch(o -> o.after().isEmpty());
    bench.apply(members(2, 1));
    bench.world().clearLog();
    bench.apply(members(4, 1));
    assertThat(log()).containsExactly("create s2", "gate s2", "create s3", "gate s3");
  }

  @Test
  void membersThatGoComeLast() {
    bench.apply(members(4, 1));
    bench.world().clearLog();
    bench.apply(members(2, 1, "size", 2));
    assertThat(log()).endsWith("gate s1", "delete s2", "delete s3");
  }

  private static Program createdFirst(String prefix) {
    Program program = new Program();
    for (int i = 0; i < 2; i++) {
      String name = prefix + i;
      program.add(
          "fake_thing.s[" + i + "]",
          List.of(),
          new Lifecycle(true, false, List.of(), List.of()),
          _ -> member(name, 1));
    }
    return program;
  }

  @Test
  void theOldObjectGoesOnlyWhenTheNewOneServes() {
    bench.apply(createdFirst("s"));
    bench.world().clearLog();
    bench.world().fail("gate", "x0", Fault.PERMANENT, Fault.PERMANENT);
    assertThat(bench.apply(createdFirst("x")).isComplete()).isFalse();
    assertThat(log()).as("a call that fails is not logged").containsExactly("create x0");
    bench.world().clearLog();
    assertThat(bench.apply(createdFirst("x")).isComplete()).isFalse();
    assertThat(log()).as("the next apply asks again before the old one goes").isEmpty();
    bench.apply(createdFirst("x"));
    assertThat(log()).contains("delete s0", "delete s1");
    assertThat(log().indexOf("delete s0")).isGreaterThan(log().indexOf("gate x0"));
    assertThat(log().indexOf("delete s1")).isGreaterThan(log().indexOf("gate x1"));
  }

  @Test
  void aLimitBelowOneCountsAsOne() {
    bench.apply(members(2, 0));
    assertThat(bench.plan(members(2, 0, "size", 2)).changes())
        .allSatisfy(c -> assertThat(c.about().group().orElseThrow().maxUnavailable()).isEqualTo(1));
  }
}
