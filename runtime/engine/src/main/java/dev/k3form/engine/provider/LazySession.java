package dev.k3form.engine.provider;

import dev.k3form.model.value.Value;
import dev.k3form.spi.Provider;
import dev.k3form.spi.ProviderException;
import dev.k3form.spi.SessionContext;
import dev.k3form.spi.plan.DefaultValues;
import dev.k3form.spi.schema.RecordBinder;
import org.jspecify.annotations.Nullable;

/** A provider's session, opened when it is first needed; a failure to open it stays one. */
final class LazySession<S extends AutoCloseable> {
  private final Installed<S> installed;
  private final Value.Obj configuration;
  private final SessionContext context;
  private @Nullable S session;
  private @Nullable ProviderException failure;

  LazySession(Installed<S> installed, Value.Obj configuration, SessionContext context) {
    this.installed = installed;
    this.configuration = configuration;
    this.context = context;
  }

  synchronized S get() throws ProviderException {
    if (failure != null) {
      throw failure;
    }
    S open = session;
    if (open == null) {
      try {
        open = open(installed.provider());
        session = open;
      } catch (ProviderException e) {
        failure = e;
        throw e;
      }
    }
    return open;
  }

  private <C extends Record> S open(Provider<C, S> provider) throws ProviderException {
    Value.Obj filled = DefaultValues.fill(configuration, installed.schema().configuration());
    if (!RecordBinder.isBindable(filled, provider.configuration())) {
      throw new ProviderException(
          "the provider `" + provider.name() + "` is configured with values that are not known yet",
          "Give its arguments values that do not depend on resources.");
    }
    return provider.open(RecordBinder.bind(filled, provider.configuration()), context);
  }

  synchronized void close() throws Exception {
    S open = session;
    session = null;
    if (open != null) {
      open.close();
    }
  }
}
