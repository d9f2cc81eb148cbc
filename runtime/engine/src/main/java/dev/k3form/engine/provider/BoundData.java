package dev.k3form.engine.provider;

import dev.k3form.model.schema.ResourceSchema;
import dev.k3form.model.value.Value;
import dev.k3form.spi.OperationContext;
import dev.k3form.spi.ProviderException;
import dev.k3form.spi.engine.DataHandle;

/** A type of data source together with the session of one provider configuration. */
public final class BoundData<S extends AutoCloseable> {
  private final DataHandle<?, S> type;
  private final LazySession<S> session;

  BoundData(DataHandle<?, S> type, LazySession<S> session) {
    this.type = type;
    this.session = session;
  }

  /** Returns the schema. */
  public ResourceSchema schema() {
    return type.schema();
  }

  /** Reads, and once more where what went wrong may pass. */
  public Value.Obj read(Value.Obj arguments, OperationContext context) throws ProviderException {
    return ReadAttempts.of(context, () -> type.read(arguments, session.get(), context));
  }
}
