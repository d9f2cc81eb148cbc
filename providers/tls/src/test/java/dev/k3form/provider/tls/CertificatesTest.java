package dev.k3form.provider.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import dev.k3form.spi.ProviderException;
import dev.k3form.spi.plan.PlanRequest;
import dev.k3form.spi.schema.RecordBinder;
import dev.k3form.spi.schema.Schemas;
import dev.k3form.spi.schema.SecretString;
import dev.k3form.testkit.RecordingContext;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CertificatesTest {
  private static final TlsProvider.Session SESSION =
      new TlsProvider.Session(Clock.systemUTC(), new SecureRandom());

  private record Pair(String privatePem, String publicPem) {}

  private static Pair key(String algorithm) throws ProviderException {
    KeyPair pair =
        Keys.generate(new PrivateKey(algorithm, "P384", 2048, null, null, null), SESSION.random());
    return new Pair(
        Pem.write("PRIVATE KEY", pair.getPrivate().getEncoded()),
        Pem.write("PUBLIC KEY", pair.getPublic().getEncoded()));
  }

  private static CertificateAuthority authority(Pair key, TlsProvider.Session session)
      throws ProviderException {
    CertificateAuthority planned =
        new CertificateAuthority(
            new SecretString(key.privatePem()),
            new Subject("test CA", "example", null, null),
            Duration.ofDays(3650),
            Duration.ofDays(180),
            null,
            null,
            null,
            null,
            null,
            null);
    return new CertificateAuthorityType().create(planned, session, RecordingContext.calm());
  }

  private static Certificate wanted(Pair caKey, String caPem, Pair key) {
    return new Certificate(
        new SecretString(caKey.privatePem()),
        caPem,
        key.publicPem(),
        new Subject("db.lan", null, null, null),
        List.of("db.lan"),
        List.of("10.0.0.5", "fd00::5"),
        List.of("server_auth"),
        Duration.ofDays(365),
        Duration.ofDays(30),
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private static X509Certificate x509(String pem) throws Exception {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ECDSA", "ED25519", "RSA"})
  void signsWhatTheJdkAccepts(String algorithm) throws Exception {
    Pair caKey = key(algorithm);
    CertificateAuthority ca = authority(caKey, SESSION);
    Pair key = key("ECDSA");
    Issued issued =
        new Issuer(SESSION).certificate(wanted(caKey, String.valueOf(ca.certificatePem()), key));
    X509Certificate root = x509(String.valueOf(ca.certificatePem()));
    X509Certificate leaf = x509(issued.pem());
    assertThat(root.getBasicConstraints()).isNotNegative();
    assertThat(leaf.getBasicConstraints()).isNegative();
    assertThat(leaf.getSubjectAlternativeNames()).hasSize(3);
    assertThat(leaf.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
    assertThat(Duration.between(issued.notBefore(), issued.notAfter()))
        .isEqualTo(Duration.ofDays(365).plusMinutes(5));
    PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
    parameters.setRevocationEnabled(false);
    CertPathValidator.getInstance("PKIX")
        .validate(
            CertificateFactory.getInstance("X.509").generateCertPath(List.of(leaf)), parameters);
  }

  @Test
  void refusesTheKeyOfAnotherAuthority() throws Exception {
    Pair caKey = key("ECDSA");
    CertificateAuthority ca = authority(caKey, SESSION);
    Certificate wrong = wanted(key("ECDSA"), String.valueOf(ca.certificatePem()), key("ECDSA"));
    assertThatThrownBy(() -> new Issuer(SESSION).certificate(wrong))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("is not the key of the certificate");
  }

  @Test
  void errorsDoNotShowTheKey() {
    String secret = "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n";
    assertThatThrownBy(() -> Keys.privateKey(secret, "private_key_pem"))
        .hasMessageContaining("private_key_pem")
        .hasMessageNotContaining("c2VjcmV0");
  }

  @Test
  void isRenewedInTimeAndOnlyThen() throws Exception {
    CertificateAuthority ca = authority(key("ECDSA"), SESSION);
    CertificateAuthorityType type = new CertificateAuthorityType();
    assertThat(plan(type, ca, SESSION).values().get("certificate_pem"))
        .isEqualTo(Value.str(String.valueOf(ca.certificatePem())));
    Clock late = Clock.fixed(Instant.now().plus(Duration.ofDays(3650 - 179)), ZoneOffset.UTC);
    var planned = plan(type, ca, new TlsProvider.Session(late, SESSION.random()));
    assertThat(planned.values().get("certificate_pem")).isEqualTo(Value.Unknown.of(Type.STRING));
    assertThat(planned.values().get("ready_for_renewal")).isEqualTo(Values.FALSE);
    assertThat(planned.replaceBecause()).isEmpty();
  }

  private static dev.k3form.spi.plan.Planned plan(
      CertificateAuthorityType type, CertificateAuthority prior, TlsProvider.Session session) {
    CertificateAuthority read = type.read(prior, session, new NoContext()).orElseThrow();
    Value.Obj values = RecordBinder.unbind(read);
    return type.plan(
        new PlanRequest<>(
            Schemas.resource(CertificateAuthority.class),
            CertificateAuthority.class,
            values,
            Optional.of(values)));
  }

  private record NoContext() implements dev.k3form.spi.OperationContext {
    @Override
    public void progress(String message) {}

    @Override
    public void checkCancelled() {}

    @Override
    public void pause(Duration duration) {}
  }
}
