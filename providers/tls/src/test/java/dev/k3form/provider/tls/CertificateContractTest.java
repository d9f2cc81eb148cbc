package dev.k3form.provider.tls;

import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import dev.k3form.spi.ResourceType;
import dev.k3form.testkit.ProviderContract;
import dev.k3form.testkit.Subject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

final class CertificateContractTest extends ProviderContract<Certificate, TlsProvider.Session> {
  private static Value list(String... items) {
    return new Value.ListOf(Type.STRING, Arrays.stream(items).<Value>map(Value::str).toList());
  }

  @Override
  protected Subject<Certificate, TlsProvider.Session> subject() throws Exception {
    Value.Obj caKey = Subjects.key("ECDSA");
    Value.Obj ca = Subjects.authority(caKey, "contract CA");
    Value.Obj key = Subjects.key("ED25519");
    return new Subjects.InState<>() {
      @Override
      public ResourceType<Certificate, TlsProvider.Session> type() {
        return new CertificateType();
      }

      @Override
      public Value.Obj configuration() {
        return Subjects.obj(
            "ca_private_key_pem",
            caKey.get("private_key_pem"),
            "ca_certificate_pem",
            ca.get("certificate_pem"),
            "public_key_pem",
            key.get("public_key_pem"),
            "subject",
            Subjects.name("db.example.lan"),
            "dns_names",
            list("db.example.lan", "*.db.example.lan"),
            "ip_addresses",
            list("192.0.2.5", "2001:db8::5"),
            "usages",
            new Value.ListOf(
                new Type.OneOf(List.of("server_auth", "client_auth")),
                List.of(Value.str("server_auth"))),
            "validity",
            Subjects.days(90),
            "early_renewal",
            Subjects.days(30));
      }

      @Override
      public Optional<Value.Obj> changed() {
        return Optional.of(configuration().with("dns_names", list("other.example.lan")));
      }

      @Override
      public List<Value.Obj> invalid() {
        return List.of(
            configuration().with("ip_addresses", list("db.example.lan")),
            configuration().with("dns_names", list("192.0.2.5")),
            configuration().with("dns_names", list("no spaces")),
            configuration().with("early_renewal", Subjects.days(90)),
            configuration().with("validity", new Value.Time(Duration.ZERO)));
      }

      // The time for renewal comes.
      @Override
      public boolean drift(Value.Obj applied) {
        clock.forward(Duration.ofDays(61));
        return true;
      }
    };
  }
}
