package dev.k3form.provider.tls;

import dev.k3form.spi.ApplyContext;
import dev.k3form.spi.ConfigView;
import dev.k3form.spi.OperationContext;
import dev.k3form.spi.ProblemSink;
import dev.k3form.spi.ProviderException;
import dev.k3form.spi.ResourceType;
import dev.k3form.spi.plan.PlanRequest;
import dev.k3form.spi.plan.Planned;
import java.util.Optional;

/** Makes certificate authorities; renewed in place, with the same key. */
final class CertificateAuthorityType
    implements ResourceType<CertificateAuthority, TlsProvider.Session> {
  @Override
  public Class<CertificateAuthority> model() {
    return CertificateAuthority.class;
  }

  @Override
  public void validate(ConfigView config, ProblemSink problems) {
    Renewal.check(config, problems);
  }

  @Override
  public Planned plan(PlanRequest<CertificateAuthority> request) {
    return Renewal.plan(request);
  }

  @Override
  public Optional<CertificateAuthority> read(
      CertificateAuthority prior, TlsProvider.Session session, OperationContext context) {
    if (prior.certificatePem() == null) {
      return Optional.empty();
    }
    boolean due = Renewal.due(prior.notAfter(), prior.earlyRenewal(), session.clock());
    return Optional.of(
        new CertificateAuthority(
            prior.privateKeyPem(),
            prior.subject(),
            prior.validity(),
            prior.earlyRenewal(),
            prior.certificatePem(),
            prior.serialNumber(),
            prior.notBefore(),
            prior.notAfter(),
            prior.fingerprintSha256(),
            due));
  }

  @Override
  public CertificateAuthority create(
      CertificateAuthority planned, TlsProvider.Session session, ApplyContext context)
      throws ProviderException {
    var key = Keys.privateKey(planned.privateKeyPem().reveal(), "private_key_pem");
    Issued issued = new Issuer(session).authority(planned, Issuer.publicKeyOf(key), key);
    return new CertificateAuthority(
        planned.privateKeyPem(),
        planned.subject(),
        planned.validity(),
        planned.earlyRenewal(),
        issued.pem(),
        issued.serialNumber(),
        issued.notBeforeText(),
        issued.notAfterText(),
        issued.fingerprint(),
        false);
  }

  @Override
  public CertificateAuthority update(
      CertificateAuthority prior,
      CertificateAuthority planned,
      TlsProvider.Session session,
      ApplyContext context)
      throws ProviderException {
    return planned.certificatePem() == null ? create(planned, session, context) : planned;
  }

  @Override
  public void delete(
      CertificateAuthority prior, TlsProvider.Session session, ApplyContext context) {}
}
