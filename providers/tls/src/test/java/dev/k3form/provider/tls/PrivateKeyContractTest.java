package dev.k3form.provider.tls;

import dev.k3form.model.value.Value;
import dev.k3form.spi.ResourceType;
import dev.k3form.testkit.ProviderContract;
import dev.k3form.testkit.Subject;
import java.util.List;
import java.util.Optional;

final class PrivateKeyContractTest extends ProviderContract<PrivateKey, TlsProvider.Session> {
  @Override
  protected Subject<PrivateKey, TlsProvider.Session> subject() {
    return new Subjects.InState<>() {
      @Override
      public ResourceType<PrivateKey, TlsProvider.Session> type() {
        return new PrivateKeyType();
      }

      @Override
      public Value.Obj configuration() {
        return Subjects.obj("algorithm", Value.str("ECDSA"), "ecdsa_curve", Value.str("P384"));
      }

      @Override
      public Optional<Value.Obj> replacing() {
        return Optional.of(Subjects.obj("algorithm", Value.str("ED25519")));
      }

      @Override
      public List<Value.Obj> invalid() {
        return List.of(configuration().with("rsa_bits", Value.num(1024)));
      }
    };
  }
}
