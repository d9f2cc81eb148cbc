package dev.k3form.provider.tls;

import dev.k3form.spi.ApplyContext;
import dev.k3form.spi.ConfigView;
import dev.k3form.spi.OperationContext;
import dev.k3form.spi.ProblemSink;
import dev.k3form.spi.ProviderException;
import dev.k3form.spi.ResourceType;
import dev.k3form.spi.schema.SecretString;
import java.security.KeyPair;
import java.util.Optional;

/**
 * Makes private keys. The state is the only place where they are, so reading returns the record and
 * deleting needs nothing.
 */
final class PrivateKeyType implements ResourceType<PrivateKey, TlsProvider.Session> {
  private static final int LEAST_RSA_BITS = 2048;
  private static final int MOST_RSA_BITS = 8192;

  @Override
  public Class<PrivateKey> model() {
    return PrivateKey.class;
  }

  @Override
  public void validate(ConfigView config, ProblemSink problems) {
    config
        .number("rsa_bits")
        .filter(bits -> bits < LEAST_RSA_BITS || bits > MOST_RSA_BITS)
        .ifPresent(
            bits ->
                problems.error(
                    "rsa_bits",
                    "an RSA key of " + bits + " bits cannot be made",
                    "Give a length from 2048 to 8192; 3072 is the default."));
  }

  @Override
  public Optional<PrivateKey> read(
      PrivateKey prior, TlsProvider.Session session, OperationContext context) {
    return prior.privateKeyPem() == null ? Optional.empty() : Optional.of(prior);
  }

  @Override
  public PrivateKey create(PrivateKey planned, TlsProvider.Session session, ApplyContext context)
      throws ProviderException {
    KeyPair pair = Keys.generate(planned, session.random());
    return new PrivateKey(
        planned.algorithm(),
        planned.ecdsaCurve(),
        planned.rsaBits(),
        new SecretString(Pem.write("PRIVATE KEY", pair.getPrivate().getEncoded())),
        Pem.write("PUBLIC KEY", pair.getPublic().getEncoded()),
        Fingerprints.sha256(pair.getPublic().getEncoded()));
  }

  @Override
  public PrivateKey update(
      PrivateKey prior, PrivateKey planned, TlsProvider.Session session, ApplyContext context) {
    return planned; // every argument replaces the key: nothing is left to be changed in place
  }

  @Override
  public void delete(PrivateKey prior, TlsProvider.Session session, ApplyContext context) {}
}
