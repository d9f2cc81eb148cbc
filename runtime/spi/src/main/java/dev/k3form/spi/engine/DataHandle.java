package dev.k3form.spi.engine;

import dev.k3form.model.schema.ResourceSchema;
import dev.k3form.model.value.Value;
import dev.k3form.spi.DataSourceType;
import dev.k3form.spi.OperationContext;
import dev.k3form.spi.ProviderException;
import dev.k3form.spi.plan.DefaultValues;
import dev.k3form.spi.schema.RecordBinder;

/** A type of data source with its record hidden. */
public final class DataHandle<R extends Record, S> {
  private final DataSourceType<R, S> type;
  private final ResourceSchema schema;

  private DataHandle(DataSourceType<R, S> type) {
    this.type = type;
    this.schema = type.schema();
  }

  /** Wraps a type. */
  public static <R extends Record, S> DataHandle<R, S> of(DataSourceType<R, S> type) {
    return new DataHandle<>(type);
  }

  /** Returns the schema. */
  public ResourceSchema schema() {
    return schema;
  }

  /** Reads; nothing in the arguments may be unknown. */
  public Value.Obj read(Value.Obj arguments, S session, OperationContext context)
      throws ProviderException {
    Value.Obj filled = DefaultValues.fill(arguments, schema.block());
    return RecordBinder.unbind(
        type.read(RecordBinder.bind(filled, type.model()), session, context));
  }
}
