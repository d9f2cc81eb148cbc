package dev.k3form.testkit.fake;

import dev.k3form.spi.DataSourceType;
import dev.k3form.spi.Provider;
import dev.k3form.spi.ResourceType;
import dev.k3form.spi.SessionContext;
import java.util.List;

/** The provider {@code fake}, whose objects are in a world in memory. */
public final class FakeProvider
    implements Provider<FakeProvider.Configuration, FakeProvider.Session> {
  private final FakeWorld world;

  /** Creates a provider for a world. */
  public FakeProvider(FakeWorld world) {
    this.world = world;
  }

  /** The provider's block takes nothing. */
  public record Configuration() {}

  /** Holds the world. */
  public record Session(FakeWorld world) implements AutoCloseable {
    @Override
    public void close() {}
  }

  @Override
  public String name() {
    return "fake";
  }

  @Override
  public String doc() {
    return "Objects in memory, for tests.";
  }

  @Override
  public Class<Configuration> configuration() {
    return Configuration.class;
  }

  @Override
  public List<ResourceType<?, Session>> resourceTypes() {
    return List.of(new ThingType(), new CrateType());
  }

  @Override
  public List<DataSourceType<?, Session>> dataSourceTypes() {
    return List.of(new ThingLookup());
  }

  @Override
  public Session open(Configuration configuration, SessionContext context) {
    return new Session(world);
  }

  @Override
  public int parallelism() {
    return 256;
  }
}
