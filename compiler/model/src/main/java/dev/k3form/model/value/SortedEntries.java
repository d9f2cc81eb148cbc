package dev.k3form.model.value;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map of values in the order of {@link KeyOrder}, kept in two arrays.
 *
 * <p>Objects are small and there are many of them: a tree would need an entry of five words for
 * each attribute, and a copy for whoever wants to be sure that nobody changes it.
 */
@SuppressWarnings("JdkObsolete") // a value's entries are a SortedMap, and nobody needs more
final class SortedEntries extends AbstractMap<String, Value> implements SortedMap<String, Value> {
  private final String[] keys;
  private final Value[] values;

  private SortedEntries(String[] keys, Value[] values) {
    this.keys = keys;
    this.values = values;
  }

  /** Returns the entries of a map; itself if it is such a map already. */
  static SortedEntries of(Map<String, Value> map) {
    if (map instanceof SortedEntries entries) {
      return entries;
    }
    boolean ordered =
        map.size() < 2
            || (map instanceof SortedMap<String, Value> sorted
                && KeyOrder.INSTANCE.equals(sorted.comparator()));
    if (!ordered) {
      SortedMap<String, Value> copy = new TreeMap<>(KeyOrder.INSTANCE);
      copy.putAll(map);
      return of(copy);
    }
    String[] keys = new String[map.size()];
    Value[] values = new Value[keys.length];
    int n = 0;
    for (Map.Entry<String, Value> entry : map.entrySet()) {
      keys[n] = entry.getKey();
      values[n++] = entry.getValue();
    }
    return new SortedEntries(keys, values);
  }

  /** Returns the entries with one more, or with another value under its key. */
  SortedEntries with(String key, Value value) {
    int at = find(key);
    if (at >= 0) {
      Value[] changed = values.clone();
      changed[at] = value;
      return new SortedEntries(keys, changed);
    }
    int before = -at - 1;
    String[] moreKeys = Arrays.copyOf(keys, keys.length + 1);
    Value[] moreValues = Arrays.copyOf(values, keys.length + 1);
    System.arraycopy(keys, before, moreKeys, before + 1, keys.length - before);
    System.arraycopy(values, before, moreValues, before + 1, keys.length - before);
    moreKeys[before] = key;
    moreValues[before] = value;
    return new SortedEntries(moreKeys, moreValues);
  }

  /** Returns the entries but for that of a key. */
  SortedEntries without(String key) {
    int at = find(key);
    if (at < 0) {
      return this;
    }
    String[] fewerKeys = Arrays.copyOf(keys, keys.length - 1);
    Value[] fewerValues = Arrays.copyOf(values, keys.length - 1);
    System.arraycopy(keys, at + 1, fewerKeys, at, fewerKeys.length - at);
    System.arraycopy(values, at + 1, fewerValues, at, fewerKeys.length - at);
    return new SortedEntries(fewerKeys, fewerValues);
  }

  /** Returns the position of a key, or -1 minus the position at which it would stand. */
  private int find(String key) {
    int low = 0;
    int high = keys.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = KeyOrder.INSTANCE.compare(keys[middle], key);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -low - 1;
  }

  @Override
  public int size() {
    return keys.length;
  }

  @Override
  public @Nullable Value get(Object key) {
    int at = key instanceof String text ? find(text) : -1;
    return at < 0 ? null : values[at];
  }

  @Override
  public boolean containsKey(Object key) {
    return key instanceof String text && find(text) >= 0;
  }

  @Override
  public void forEach(BiConsumer<? super String, ? super Value> action) {
    for (int i = 0; i < keys.length; i++) {
      action.accept(keys[i], values[i]);
    }
  }

  @Override
  public Set<Map.Entry<String, Value>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return keys.length;
      }

      @Override
      public Iterator<Map.Entry<String, Value>> iterator() {
        return new Iterator<>() {
          private int next;

          @Override
          public boolean hasNext() {
            return next < keys.length;
          }

          @Override
          public Map.Entry<String, Value> next() {
            if (next == keys.length) {
              throw new NoSuchElementException();
            }
            return new SimpleImmutableEntry<>(keys[next], values[next++]);
          }
        };
      }
    };
  }

  @Override
  public Collection<Value> values() {
    return Collections.unmodifiableList(Arrays.asList(values));
  }

  @Override
  public Comparator<? super String> comparator() {
    return KeyOrder.INSTANCE;
  }

  @Override
  public String firstKey() {
    return key(0);
  }

  @Override
  public String lastKey() {
    return key(keys.length - 1);
  }

  private String key(int at) {
    if (keys.length == 0) {
      throw new NoSuchElementException();
    }
    return keys[at];
  }

  @Override
  public SortedMap<String, Value> subMap(String from, String to) {
    return Collections.unmodifiableSortedMap(tree().subMap(from, to));
  }

  @Override
  public SortedMap<String, Value> headMap(String to) {
    return Collections.unmodifiableSortedMap(tree().headMap(to));
  }

  @Override
  public SortedMap<String, Value> tailMap(String from) {
    return Collections.unmodifiableSortedMap(tree().tailMap(from));
  }

  private SortedMap<String, Value> tree() {
    return new TreeMap<>((SortedMap<String, Value>) this);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof SortedEntries entries
            ? Arrays.equals(keys, entries.keys) && List.of(values).equals(List.of(entries.values))
            : super.equals(other));
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }
}
