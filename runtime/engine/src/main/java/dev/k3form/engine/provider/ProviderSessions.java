package dev.k3form.engine.provider;

import dev.k3form.engine.problem.PlanProblems;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.graph.DesiredProvider;
import dev.k3form.model.graph.ProviderRef;
import dev.k3form.model.value.Value;
import dev.k3form.spi.SessionContext;
import dev.k3form.spi.engine.DataHandle;
import dev.k3form.spi.engine.TypeHandle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of one run, one for each provider configuration, opened when first needed.
 *
 * <p>A configuration that the user does not write, but the state refers to, is the empty one.
 */
public final class ProviderSessions implements SessionContext, AutoCloseable {
  private final ProviderCatalog catalog;
  private final Path directory;
  private final Map<ProviderRef, Value.Obj> configurations = new HashMap<>();
  private final Map<ProviderRef, LazySession<?>> sessions = new LinkedHashMap<>();
  private final Map<Key, BoundType<?>> types = new HashMap<>();
  private final Map<Class<?>, AutoCloseable> shared = new LinkedHashMap<>();

  private record Key(ProviderRef provider, String type) {}

  /** Prepares sessions; opens none. */
  public ProviderSessions(
      ProviderCatalog catalog, List<DesiredProvider> providers, Path directory) {
    this.catalog = catalog;
    this.directory = directory;
    providers.forEach(p -> configurations.put(p.ref(), p.config()));
  }

  /** A type cannot be worked with. */
  public static final class Unavailable extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Diagnostic diagnostic;

    Unavailable(Diagnostic diagnostic) {
      super(diagnostic.summary());
      this.diagnostic = diagnostic;
    }

    /** Returns what to tell the user. */
    public Diagnostic diagnostic() {
      return diagnostic;
    }
  }

  /**
   * Returns a resource type of a provider configuration.
   *
   * @throws Unavailable if this installation does not have it
   */
  public synchronized BoundType<?> resource(ProviderRef ref, String type) throws Unavailable {
    Key key = new Key(ref, type);
    BoundType<?> bound = types.get(key);
    if (bound == null) {
      bound = bind(installed(ref), ref, type);
      types.put(key, bound);
    }
    return bound;
  }

  private <S extends AutoCloseable> BoundType<S> bind(
      Installed<S> installed, ProviderRef ref, String type) throws Unavailable {
    TypeHandle<?, S> handle = installed.type(type);
    if (handle == null) {
      throw new Unavailable(PlanProblems.unknownType(type, ref));
    }
    return new BoundType<>(
        ref, handle, session(installed, ref), installed.provider().parallelism());
  }

  /**
   * Returns a type of data source of a provider configuration.
   *
   * @throws Unavailable if this installation does not have it
   */
  public synchronized BoundData<?> data(ProviderRef ref, String type) throws Unavailable {
    return bindData(installed(ref), ref, type);
  }

  private <S extends AutoCloseable> BoundData<S> bindData(
      Installed<S> installed, ProviderRef ref, String type) throws Unavailable {
    DataHandle<?, S> handle = installed.dataSource(type);
    if (handle == null) {
      throw new Unavailable(PlanProblems.unknownType(type, ref));
    }
    return new BoundData<>(handle, session(installed, ref));
  }

  private Installed<?> installed(ProviderRef ref) throws Unavailable {
    return catalog
        .find(ref.name())
        .orElseThrow(() -> new Unavailable(PlanProblems.unknownProvider(ref)));
  }

  @SuppressWarnings("unchecked") // a session is made by the provider that it is filed under
  private <S extends AutoCloseable> LazySession<S> session(
      Installed<S> installed, ProviderRef ref) {
    @Nullable LazySession<?> known = sessions.get(ref);
    if (known == null) {
      Value.Obj configuration = configurations.getOrDefault(ref, Value.Obj.EMPTY);
      known = new LazySession<>(installed, configuration, this);
      sessions.put(ref, known);
    }
    return (LazySession<S>) known;
  }

  @Override
  public <T extends AutoCloseable> T shared(Class<T> type, Supplier<T> maker) {
    synchronized (shared) {
      return type.cast(shared.computeIfAbsent(type, _ -> maker.get()));
    }
  }

  @Override
  public Path directory() {
    return directory;
  }

  @Override
  public Path cache() {
    return directory.resolve(".k3form").resolve("cache");
  }

  /** Closes every session, then what they shared, the last made first. */
  @Override
  public void close() {
    List<LazySession<?>> open;
    synchronized (this) {
      open = new ArrayList<>(sessions.values()).reversed();
      sessions.clear();
      types.clear();
    }
    open.forEach(s -> quietly(s::close));
    List<AutoCloseable> things;
    synchronized (shared) {
      things = new ArrayList<>(shared.values()).reversed();
      shared.clear();
    }
    things.forEach(ProviderSessions::quietly);
  }

  /** The run is over and everything is recorded; what fails to close has nothing left to lose. */
  private static void quietly(AutoCloseable thing) {
    try {
      thing.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      System.getLogger(ProviderSessions.class.getName())
          .log(System.Logger.Level.DEBUG, "cannot close a provider's session", e);
    }
  }
}
