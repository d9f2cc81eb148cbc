package dev.k3form.state.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * A disk in memory that keeps apart what is durable and what only seems to be there.
 *
 * <p>Each operation is one or more steps. At a chosen step it either fails like a full disk, or the
 * power goes: then {@link #afterPowerCut} is what the next boot finds, with any part of what was
 * not synced.
 */
public final class SimulatedDisk implements Disk {
  /** What happens at the chosen step. */
  public enum Fault {
    POWER_CUT,
    IO_ERROR
  }

  /** The power went. */
  public static final class PowerCut extends RuntimeException {}

  private static final class Content {
    private byte[] durable = new byte[0];
    private byte[] current = new byte[0];
  }

  private final Map<Path, Content> names = new HashMap<>();
  private final Map<Path, Content> durableNames = new HashMap<>();
  private final Map<Path, List<Consumer<Map<Path, Content>>>> unsyncedNames = new HashMap<>();
  private long steps;
  private long faultAt = Long.MAX_VALUE;
  private Fault fault = Fault.POWER_CUT;

  /** Chooses what goes wrong at which of the steps from now on. */
  public void breakAt(long step, Fault how) {
    faultAt = steps + step;
    fault = how;
  }

  /** Reports whether what was chosen to go wrong did. */
  public boolean broke() {
    return steps >= faultAt;
  }

  /** Returns what is found after the power is back. */
  public SimulatedDisk afterPowerCut(RandomGenerator random) {
    SimulatedDisk next = new SimulatedDisk();
    Map<Path, Content> found = new HashMap<>(durableNames);
    for (List<Consumer<Map<Path, Content>>> changes : unsyncedNames.values()) {
      int kept = random.nextInt(changes.size() + 1);
      changes.subList(0, kept).forEach(change -> change.accept(found));
    }
    found.forEach((path, content) -> next.put(path, torn(content, random)));
    return next;
  }

  /** Returns the durable content, or a mixture with what was not synced. */
  private static byte[] torn(Content content, RandomGenerator random) {
    byte[] old = content.durable;
    byte[] fresh = content.current;
    int length = old.length + random.nextInt(Math.max(1, fresh.length - old.length + 1));
    if (fresh.length <= old.length || Arrays.equals(old, fresh)) {
      return random.nextBoolean() ? old : fresh;
    }
    byte[] out = Arrays.copyOf(fresh, length);
    if (random.nextBoolean()) {
      int hole = old.length + random.nextInt(length - old.length + 1);
      Arrays.fill(out, old.length, hole, (byte) 0);
    }
    return out;
  }

  private void put(Path path, byte[] bytes) {
    Content content = new Content();
    content.durable = bytes;
    content.current = bytes;
    names.put(path, content);
    durableNames.put(path, content);
  }

  private void step() throws IOException {
    if (++steps == faultAt) {
      if (fault == Fault.POWER_CUT) {
        throw new PowerCut();
      }
      throw new IOException("No space left on device");
    }
    if (steps > faultAt && fault == Fault.POWER_CUT) {
      throw new PowerCut();
    }
  }

  private void changeNames(Path file, Consumer<Map<Path, Content>> change) {
    change.accept(names);
    unsyncedNames.computeIfAbsent(file.getParent(), _ -> new ArrayList<>()).add(change);
  }

  @Override
  public Optional<byte[]> read(Path file) {
    return Optional.ofNullable(names.get(file)).map(c -> c.current.clone());
  }

  @Override
  public void write(Path file, byte[] bytes, boolean secret) throws IOException {
    step();
    Content content = new Content();
    changeNames(file, map -> map.put(file, content));
    step();
    content.current = Arrays.copyOf(bytes, bytes.length / 2);
    step();
    content.current = bytes.clone();
    step();
    content.durable = content.current;
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    step();
    Content content = names.get(from);
    if (content == null) {
      throw new IOException("no such file " + from);
    }
    changeNames(
        to,
        map -> {
          map.remove(from);
          map.put(to, content);
        });
    step();
  }

  @Override
  public void delete(Path file) throws IOException {
    step();
    changeNames(file, map -> map.remove(file));
    step();
  }

  @Override
  public void syncDirectory(Path directory) throws IOException {
    step();
    List<Consumer<Map<Path, Content>>> changes = unsyncedNames.remove(directory);
    if (changes != null) {
      changes.forEach(change -> change.accept(durableNames));
    }
    step();
  }

  @Override
  public void makeDirectory(Path directory) {}

  @Override
  public Appender append(Path file) throws IOException {
    step();
    Content known = names.get(file);
    Content content = known == null ? new Content() : known;
    if (known == null) {
      changeNames(file, map -> map.put(file, content));
    }
    return new Appender() {
      @Override
      public void write(byte[] bytes) throws IOException {
        step();
        add(Arrays.copyOf(bytes, bytes.length / 2));
        step();
        add(Arrays.copyOfRange(bytes, bytes.length / 2, bytes.length));
      }

      private void add(byte[] bytes) {
        int old = content.current.length;
        content.current = Arrays.copyOf(content.current, old + bytes.length);
        System.arraycopy(bytes, 0, content.current, old, bytes.length);
      }

      @Override
      public void sync() throws IOException {
        step();
        content.durable = content.current;
        step();
      }

      @Override
      public void truncate(long size) throws IOException {
        step();
        content.current = Arrays.copyOf(content.current, (int) size);
      }

      @Override
      public void close() {}
    };
  }
}
