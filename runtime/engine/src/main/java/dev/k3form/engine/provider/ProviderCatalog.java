package dev.k3form.engine.provider;

import dev.k3form.model.schema.ProviderSchema;
import dev.k3form.spi.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/** The providers that this installation has, by name. */
public final class ProviderCatalog {
  private final SortedMap<String, Installed<?>> providers = new TreeMap<>();

  private ProviderCatalog() {}

  /** Returns a catalogue of the given providers. */
  public static ProviderCatalog of(Iterable<? extends Provider<?, ?>> providers) {
    ProviderCatalog catalog = new ProviderCatalog();
    // Each reads its schema from its classes, which takes a while: side by side.
    StreamSupport.stream(providers.spliterator(), true)
        .<Installed<?>>map(Installed::of)
        .toList()
        .forEach(p -> catalog.providers.put(p.schema().name(), p));
    return catalog;
  }

  /** Returns a catalogue of the providers on the class path. */
  @SuppressWarnings("rawtypes") // a service is named by its class, which has no arguments
  public static ProviderCatalog discover() {
    List<Provider<?, ?>> found = new ArrayList<>();
    for (Provider provider : ServiceLoader.load(Provider.class)) {
      found.add(provider);
    }
    return of(found);
  }

  /** Returns the schemas of all of them, in order of their names. */
  public List<ProviderSchema> schemas() {
    return providers.values().stream().map(Installed::schema).toList();
  }

  Optional<Installed<?>> find(String name) {
    return Optional.ofNullable(providers.get(name));
  }
}
