package dev.k3form.model.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class SortedEntriesTest {
  private static final List<String> KEYS =
      List.of("", "a", "a-b", "ab", "b", "z", "\uffee", "\ud83d\ude00", "\ud83d\ude01z");

  /** The same changes in a tree of the same order leave the same map behind. */
  @Test
  void isATreeMapThatNobodyCanChange() {
    Random random = new Random(7);
    for (int run = 0; run < 500; run++) {
      SortedMap<String, Value> tree = new TreeMap<>(KeyOrder.INSTANCE);
      SortedEntries entries = SortedEntries.of(Map.of());
      for (int step = random.nextInt(20); step > 0; step--) {
        String key = KEYS.get(random.nextInt(KEYS.size()));
        SortedMap<String, Value> before = new TreeMap<>(entries);
        SortedEntries earlier = entries;
        if (random.nextInt(3) == 0) {
          tree.remove(key);
          entries = entries.without(key);
        } else {
          Value value = Value.num(random.nextInt(3));
          tree.put(key, value);
          entries = entries.with(key, value);
        }
        assertEquals(before, earlier, "the earlier one stays as it is");
      }
      same(tree, entries);
      same(tree, SortedEntries.of(new HashMap<>(tree)));
    }
  }

  private static void same(SortedMap<String, Value> tree, SortedEntries entries) {
    assertEquals(tree, entries);
    assertEquals(entries, tree);
    assertEquals(tree.hashCode(), entries.hashCode());
    assertEquals(tree.toString(), entries.toString());
    assertEquals(new ArrayList<>(tree.keySet()), new ArrayList<>(entries.keySet()));
    assertEquals(new ArrayList<>(tree.values()), new ArrayList<>(entries.values()));
    List<String> visited = new ArrayList<>();
    entries.forEach((key, _) -> visited.add(key));
    assertEquals(new ArrayList<>(tree.keySet()), visited);
    for (String key : KEYS) {
      assertEquals(tree.get(key), entries.get(key));
      assertEquals(tree.containsKey(key), entries.containsKey(key));
      assertEquals(tree.headMap(key), entries.headMap(key));
      assertEquals(tree.tailMap(key), entries.tailMap(key));
    }
    if (!tree.isEmpty()) {
      assertEquals(tree.firstKey(), entries.firstKey());
      assertEquals(tree.lastKey(), entries.lastKey());
      assertEquals(
          tree.subMap(tree.firstKey(), tree.lastKey()),
          entries.subMap(tree.firstKey(), tree.lastKey()));
    }
  }

  @Test
  void ordersAnyMapByCodePoints() {
    SortedMap<String, Value> byUnits = new TreeMap<>();
    KEYS.forEach(key -> byUnits.put(key, Values.NULL));
    assertEquals(KEYS, List.copyOf(SortedEntries.of(byUnits).keySet()));
  }

  @Test
  void cannotBeChanged() {
    SortedEntries entries = SortedEntries.of(Map.of("a", Values.NULL));
    assertSame(entries, SortedEntries.of(entries));
    assertThrows(UnsupportedOperationException.class, () -> entries.put("b", Values.NULL));
    assertThrows(UnsupportedOperationException.class, () -> entries.remove("a"));
    assertThrows(UnsupportedOperationException.class, entries::clear);
    assertThrows(UnsupportedOperationException.class, () -> entries.values().clear());
    assertThrows(UnsupportedOperationException.class, () -> entries.keySet().remove("a"));
    assertNull(((Map<?, ?>) entries).get(List.of("a")));
    assertThrows(NoSuchElementException.class, SortedEntries.of(Map.of())::firstKey);
  }
}
