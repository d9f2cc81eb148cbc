package dev.k3form.cli.world;

import dev.k3form.spi.DataSourceType;
import dev.k3form.spi.Provider;
import dev.k3form.spi.ResourceType;
import dev.k3form.spi.SessionContext;
import dev.k3form.testkit.fake.FakeProvider;
import java.util.List;

/** The provider {@code fake} as the service loader makes it. */
public final class InstalledFake
    implements Provider<FakeProvider.Configuration, FakeProvider.Session> {
  private final FakeProvider inner;

  /** Works on the world of the class loader that is in force. */
  public InstalledFake() {
    this.inner =
        new FakeProvider(((WorldLoader) Thread.currentThread().getContextClassLoader()).world());
  }

  @Override
  public String name() {
    return inner.name();
  }

  @Override
  public String doc() {
    return inner.doc();
  }

  @Override
  public Class<FakeProvider.Configuration> configuration() {
    return inner.configuration();
  }

  @Override
  public List<ResourceType<?, FakeProvider.Session>> resourceTypes() {
    return inner.resourceTypes();
  }

  @Override
  public List<DataSourceType<?, FakeProvider.Session>> dataSourceTypes() {
    return inner.dataSourceTypes();
  }

  @Override
  public FakeProvider.Session open(
      FakeProvider.Configuration configuration, SessionContext context) {
    return inner.open(configuration, context);
  }
}
