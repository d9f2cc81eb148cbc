package dev.k3form.provider.tls;

import dev.k3form.spi.Provider;
import dev.k3form.spi.ResourceType;
import dev.k3form.spi.SessionContext;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;

/** The provider {@code tls}: it needs no configuration and contacts nobody. */
public final class TlsProvider implements Provider<TlsProvider.Configuration, TlsProvider.Session> {
  /** The provider takes no arguments. */
  public record Configuration() {}

  /** What the types work with. */
  public record Session(Clock clock, SecureRandom random) implements AutoCloseable {
    @Override
    public void close() {}
  }

  @Override
  public String name() {
    return "tls";
  }

  @Override
  public String doc() {
    return "Private keys, certificate authorities and certificates (X.509). Keys are made on this"
        + " machine and kept in the state, each sealed on its own.";
  }

  @Override
  public Class<Configuration> configuration() {
    return Configuration.class;
  }

  @Override
  public List<ResourceType<?, Session>> resourceTypes() {
    return List.of(new PrivateKeyType(), new CertificateAuthorityType(), new CertificateType());
  }

  @Override
  public Session open(Configuration configuration, SessionContext context) {
    return new Session(Clock.systemUTC(), new SecureRandom());
  }
}
