package dev.k3form.spi;

import dev.k3form.model.schema.ProviderSchema;
import dev.k3form.spi.schema.Schemas;
import java.util.List;

/**
 * A provider as the service loader finds it: cheap to make, static, without I/O.
 *
 * @param <C> the record of its {@code provider} block
 * @param <S> what its resource types work with once it is configured
 */
public interface Provider<C extends Record, S extends AutoCloseable> {
  /** Returns the label of its block and the first word of its types, such as {@code proxmox}. */
  String name();

  /** Returns a paragraph for the reference. */
  String doc();

  /** Returns the record whose components are the arguments of its block. */
  Class<C> configuration();

  /** Returns the types of resources that it manages. */
  List<? extends ResourceType<?, S>> resourceTypes();

  /** Returns the types of data sources that it reads. */
  default List<? extends DataSourceType<?, S>> dataSourceTypes() {
    return List.of();
  }

  /**
   * Opens a session; called at most once in a run for each configuration, and before any operation.
   *
   * <p>Should not do I/O before the first operation, so that a plan without resources of this
   * provider contacts nobody.
   *
   * @throws ProviderException if the configuration cannot work
   */
  S open(C configuration, SessionContext context) throws ProviderException;

  /** Returns how many operations may run at the same time in one session. */
  default int parallelism() {
    return 16;
  }

  /** Returns the schema, derived from the records. */
  default ProviderSchema schema() {
    return Schemas.provider(this);
  }
}
