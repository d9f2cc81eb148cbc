package dev.k3form.state.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.k3form.model.address.InstanceKey;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import dev.k3form.state.ResourceRecord;
import dev.k3form.state.Samples;
import dev.k3form.state.State;
import dev.k3form.state.codec.StateCodec;
import dev.k3form.state.codec.StateDocument;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class StateMergeTest {
  private static final Path FILE = Path.of("k3form.state.json");

  private static ResourceAddress address(int i) {
    return ResourceAddress.of("k3form_data", "d", new InstanceKey.Index(i));
  }

  private static ResourceRecord record(int i, int version) {
    Value.Obj attributes =
        Value.Obj.of(
            Map.of(
                "version", Value.num(version), "secret", Values.secret(Value.str("s" + version))));
    return Samples.record(address(i), "").withAttributes(attributes);
  }

  private static StateDocument document(Map<Integer, Integer> versions) {
    SortedMap<ResourceAddress, ResourceRecord> records = new TreeMap<>();
    versions.forEach((i, version) -> records.put(address(i), record(i, version)));
    State state = new State(Samples.LINEAGE, records, new TreeMap<>());
    return StateCodec.document(state, Samples.sealer());
  }

  /** Changes, adds or removes some of the records; returns which. */
  private static Set<Integer> edit(Map<Integer, Integer> versions, Random random, int parity) {
    Set<Integer> touched = new TreeSet<>();
    for (int n = random.nextInt(6); n > 0; n--) {
      int i = random.nextInt(20);
      if (parity >= 0 && i % 2 != parity) {
        continue;
      }
      touched.add(i);
      if (random.nextInt(3) == 0) {
        versions.remove(i);
      } else {
        versions.put(i, random.nextInt(3));
      }
    }
    return touched;
  }

  private static Map<Integer, Integer> randomBase(Random random) {
    Map<Integer, Integer> base = new TreeMap<>();
    for (int i = 0; i < 15; i++) {
      base.put(i, random.nextInt(3));
    }
    return base;
  }

  @Test
  void editsOfDifferentRecordsMergeToBothEdits() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      Map<Integer, Integer> base = randomBase(random);
      Map<Integer, Integer> ours = new TreeMap<>(base);
      Map<Integer, Integer> theirs = new TreeMap<>(base);
      edit(ours, random, 0);
      Set<Integer> touched = edit(theirs, random, 1);
      Map<Integer, Integer> both = new TreeMap<>(ours);
      for (int i : touched) {
        both.remove(i);
        if (theirs.containsKey(i)) {
          both.put(i, theirs.get(i));
        }
      }
      StateMerge.Result result =
          StateMerge.merge(Optional.of(document(base)), document(ours), document(theirs));
      assertThat(result.isClean()).as("seed %d", seed).isTrue();
      assertThat(StateCodec.encode(result.merged()))
          .as("seed %d", seed)
          .isEqualTo(StateCodec.encode(document(both)));
    }
  }

  @Test
  void conflictsAreWhatBothChangedDifferently() {
    int conflicts = 0;
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      Map<Integer, Integer> base = randomBase(random);
      Map<Integer, Integer> ours = new TreeMap<>(base);
      Map<Integer, Integer> theirs = new TreeMap<>(base);
      edit(ours, random, -1);
      edit(theirs, random, -1);
      TreeSet<String> expected = new TreeSet<>();
      for (int i = 0; i < 20; i++) {
        Optional<Integer> b = Optional.ofNullable(base.get(i));
        Optional<Integer> o = Optional.ofNullable(ours.get(i));
        Optional<Integer> t = Optional.ofNullable(theirs.get(i));
        if (!o.equals(t) && !o.equals(b) && !t.equals(b)) {
          expected.add(address(i).toString());
        }
      }
      StateMerge.Result result =
          StateMerge.merge(Optional.of(document(base)), document(ours), document(theirs));
      assertThat(new TreeSet<>(result.conflicts())).as("seed %d", seed).isEqualTo(expected);
      conflicts += expected.size();
    }
    assertThat(conflicts).isGreaterThan(20);
  }

  @Test
  void aConflictBlocksUntilASideIsChosen() {
    StateMerge.Result result =
        StateMerge.merge(
            Optional.of(document(Map.of(1, 0, 2, 0))),
            document(Map.of(1, 1, 2, 0, 3, 0)),
            document(Map.of(1, 2)));
    String address = address(1).toString();
    assertThat(result.conflicts()).containsExactly(address);
    byte[] file = StateCodec.encode(result.merged());
    assertThatThrownBy(() -> StateCodec.decode(FILE, file, Samples.sealer()))
        .hasMessageContaining("K3-0707")
        .hasMessageContaining(address);
    StateDocument back = StateCodec.readDocument(FILE, file);
    StateDocument resolved = StateMerge.resolve(back, address, StateMerge.Side.THEIRS);
    State state = StateCodec.decode(FILE, resolved, Samples.sealer());
    assertThat(state.resources()).containsOnlyKeys(address(1), address(3));
    assertThat(state.resources()).containsValue(record(1, 2));
    assertThatThrownBy(() -> StateMerge.resolve(resolved, address, StateMerge.Side.OURS))
        .hasMessageContaining("K3-0758");
  }

  @Test
  void differentStatesAreNotMerged() {
    StateDocument other = new StateDocument("other", Map.of(), Map.of(), Map.of());
    assertThatThrownBy(() -> StateMerge.merge(Optional.empty(), document(Map.of()), other))
        .hasMessageContaining("K3-0757");
  }

  @Test
  void theTextShowsEverythingButSecrets() {
    String text = StateText.of(StateCodec.document(Samples.state(), Samples.sealer()));
    assertThat(text)
        .contains("module.edge[2].proxmox_vm.lb[\"0\\\"1\"]\n")
        .contains("  memory = 2GiB\n")
        .contains("  tuple[1] = \"x\"\n")
        .contains("  lines =\n    | global\n    |   daemon\n")
        .contains("  @status = \"incomplete\"\n")
        .contains("output vip = \"192.168.1.220\"\n")
        .containsPattern("  password = \\(secret [0-9a-f]{8}\\)\n")
        .doesNotContain("hunter2");
    assertThat(text.getBytes(StandardCharsets.UTF_8)).isNotEmpty();
  }
}
