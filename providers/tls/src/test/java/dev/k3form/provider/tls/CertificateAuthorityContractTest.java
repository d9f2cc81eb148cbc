package dev.k3form.provider.tls;

import dev.k3form.model.value.Value;
import dev.k3form.spi.ResourceType;
import dev.k3form.testkit.ProviderContract;
import dev.k3form.testkit.Subject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

final class CertificateAuthorityContractTest
    extends ProviderContract<CertificateAuthority, TlsProvider.Session> {
  @Override
  protected Subject<CertificateAuthority, TlsProvider.Session> subject() throws Exception {
    Value.Obj key = Subjects.key("ED25519");
    Value.Obj other = Subjects.key("ED25519");
    return new Subjects.InState<>() {
      @Override
      public ResourceType<CertificateAuthority, TlsProvider.Session> type() {
        return new CertificateAuthorityType();
      }

      @Override
      public Value.Obj configuration() {
        return Subjects.obj(
            "private_key_pem",
            key.get("private_key_pem"),
            "subject",
            Subjects.name("contract CA"),
            "validity",
            Subjects.days(1000),
            "early_renewal",
            Subjects.days(100));
      }

      @Override
      public Optional<Value.Obj> changed() {
        return Optional.of(configuration().with("subject", Subjects.name("another CA")));
      }

      @Override
      public Optional<Value.Obj> replacing() {
        return Optional.of(configuration().with("private_key_pem", other.get("private_key_pem")));
      }

      @Override
      public List<Value.Obj> invalid() {
        return List.of(
            configuration().with("early_renewal", Subjects.days(1000)),
            configuration().with("validity", new Value.Time(Duration.ZERO)));
      }

      // The time for renewal comes.
      @Override
      public boolean drift(Value.Obj applied) {
        clock.forward(Duration.ofDays(901));
        return true;
      }
    };
  }
}
