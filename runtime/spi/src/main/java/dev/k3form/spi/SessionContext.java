package dev.k3form.spi;

import java.nio.file.Path;
import java.util.function.Supplier;

/** What a session may use for as long as the run lasts. */
public interface SessionContext {
  /**
   * Returns the run's one instance of a thing that several providers share, such as the pool of SSH
   * connections; made on first use, closed by the engine at the end of the run.
   */
  <T extends AutoCloseable> T shared(Class<T> type, Supplier<T> maker);

  /** Returns the directory of the root module, against which relative paths are read. */
  Path directory();

  /** Returns a directory outside git for things that may be lost, such as downloads. */
  Path cache();
}
