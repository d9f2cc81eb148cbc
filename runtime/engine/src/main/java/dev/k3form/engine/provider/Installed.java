package dev.k3form.engine.provider;

import dev.k3form.model.schema.ProviderSchema;
import dev.k3form.spi.DataSourceType;
import dev.k3form.spi.Provider;
import dev.k3form.spi.ResourceType;
import dev.k3form.spi.engine.DataHandle;
import dev.k3form.spi.engine.TypeHandle;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A provider with its types made ready for the engine. */
final class Installed<S extends AutoCloseable> {
  private final Provider<?, S> provider;
  private final ProviderSchema schema;
  private final Map<String, TypeHandle<?, S>> types = new HashMap<>();
  private final Map<String, DataHandle<?, S>> dataSources = new HashMap<>();

  private Installed(Provider<?, S> provider) {
    this.provider = provider;
    this.schema = provider.schema();
    for (ResourceType<?, S> type : provider.resourceTypes()) {
      TypeHandle<?, S> handle = TypeHandle.of(type);
      types.put(handle.schema().type(), handle);
    }
    for (DataSourceType<?, S> type : provider.dataSourceTypes()) {
      DataHandle<?, S> handle = DataHandle.of(type);
      dataSources.put(handle.schema().type(), handle);
    }
  }

  static <S extends AutoCloseable> Installed<S> of(Provider<?, S> provider) {
    return new Installed<>(provider);
  }

  Provider<?, S> provider() {
    return provider;
  }

  ProviderSchema schema() {
    return schema;
  }

  @Nullable TypeHandle<?, S> type(String name) {
    return types.get(name);
  }

  @Nullable DataHandle<?, S> dataSource(String name) {
    return dataSources.get(name);
  }
}
