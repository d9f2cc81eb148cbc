package dev.k3form.provider.k3form;

import dev.k3form.spi.Provider;
import dev.k3form.spi.ResourceType;
import dev.k3form.spi.SessionContext;
import java.util.List;

/** The provider {@code k3form}, which needs no configuration and contacts nobody. */
public final class K3formProvider
    implements Provider<K3formProvider.Configuration, K3formProvider.Session> {
  /** The provider's block takes nothing. */
  public record Configuration() {}

  /** Nothing is held open. */
  public record Session() implements AutoCloseable {
    @Override
    public void close() {}
  }

  @Override
  public String name() {
    return "k3form";
  }

  @Override
  public String doc() {
    return "Resources that exist in the state alone. Needs no configuration.";
  }

  @Override
  public Class<Configuration> configuration() {
    return Configuration.class;
  }

  @Override
  public List<ResourceType<?, Session>> resourceTypes() {
    return List.of(new DataType());
  }

  @Override
  public int parallelism() {
    return 256;
  }

  @Override
  public Session open(Configuration configuration, SessionContext context) {
    return new Session();
  }
}
