package dev.k3form.spi;

import dev.k3form.model.schema.ResourceSchema;
import dev.k3form.spi.schema.Schemas;

/** A type of data source: read, never changed. */
public interface DataSourceType<R extends Record, S> {
  /** Returns the record of arguments and computed attributes. */
  Class<R> model();

  /** Returns the schema, derived from the record. */
  default ResourceSchema schema() {
    return Schemas.resource(model());
  }

  /**
   * Reads it; computed components of the argument are null.
   *
   * @throws ProviderException if it cannot be read or is not there
   */
  R read(R arguments, S session, OperationContext context) throws ProviderException;
}
