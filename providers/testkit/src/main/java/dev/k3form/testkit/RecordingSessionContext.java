package dev.k3form.testkit;

import dev.k3form.spi.SessionContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** A session's context for tests; closes what is shared when it is closed itself. */
public final class RecordingSessionContext implements SessionContext, AutoCloseable {
  private final Path directory;
  private final Map<Class<?>, AutoCloseable> shared = new LinkedHashMap<>();

  /** Creates a context whose root module and cache are in a directory. */
  public RecordingSessionContext(Path directory) {
    this.directory = directory;
  }

  @Override
  public synchronized <T extends AutoCloseable> T shared(Class<T> type, Supplier<T> maker) {
    return type.cast(shared.computeIfAbsent(type, _ -> maker.get()));
  }

  @Override
  public Path directory() {
    return directory;
  }

  @Override
  public Path cache() {
    return directory.resolve(".cache");
  }

  @Override
  public void close() {
    List<AutoCloseable> all;
    synchronized (this) {
      all = new ArrayList<>(shared.values()).reversed();
      shared.clear();
    }
    for (AutoCloseable one : all) {
      try {
        one.close();
      } catch (Exception e) {
        throw new AssertionError("cannot close " + one.getClass(), e);
      }
    }
  }
}
