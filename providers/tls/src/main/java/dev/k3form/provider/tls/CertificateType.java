package dev.k3form.provider.tls;

import dev.k3form.model.address.AttributePath;
import dev.k3form.model.value.Value;
import dev.k3form.spi.ApplyContext;
import dev.k3form.spi.ConfigView;
import dev.k3form.spi.OperationContext;
import dev.k3form.spi.ProblemSink;
import dev.k3form.spi.ProviderException;
import dev.k3form.spi.ResourceType;
import dev.k3form.spi.plan.PlanRequest;
import dev.k3form.spi.plan.Planned;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.bouncycastle.util.IPAddress;
import org.jspecify.annotations.Nullable;

/** Makes certificates; issued anew in place when their names change or their time comes. */
final class CertificateType implements ResourceType<Certificate, TlsProvider.Session> {
  /** Labels of letters, digits, hyphens and underscores; the first may be a wildcard (RFC 6125). */
  private static final Pattern DNS_NAME =
      Pattern.compile("(\\*\\.)?[A-Za-z0-9_]([A-Za-z0-9_.-]{0,251}[A-Za-z0-9_])?");

  @Override
  public Class<Certificate> model() {
    return Certificate.class;
  }

  @Override
  public void validate(ConfigView config, ProblemSink problems) {
    Renewal.check(config, problems);
    check(
        config,
        "ip_addresses",
        IPAddress::isValid,
        "is not an IP address",
        "Names belong in `dns_names`.",
        problems);
    check(
        config,
        "dns_names",
        name -> DNS_NAME.matcher(name).matches() && !IPAddress.isValid(name),
        "is not a host name",
        "Addresses belong in `ip_addresses`; a name may begin with `*.`.",
        problems);
  }

  private static void check(
      ConfigView config,
      String argument,
      Predicate<String> valid,
      String what,
      String help,
      ProblemSink problems) {
    if (!(config.values().get(argument).reveal() instanceof Value.ListOf(var _, var items))) {
      return;
    }
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i).reveal() instanceof Value.Str(String text) && !valid.test(text)) {
        problems.error(AttributePath.of(argument).element(i), "`" + text + "` " + what, help);
      }
    }
  }

  @Override
  public Planned plan(PlanRequest<Certificate> request) {
    return Renewal.plan(request);
  }

  @Override
  public Optional<Certificate> read(
      Certificate prior, TlsProvider.Session session, OperationContext context) {
    if (prior.certificatePem() == null) {
      return Optional.empty();
    }
    return Optional.of(
        with(
            prior,
            prior.certificatePem(),
            new Stamp(
                prior.serialNumber(),
                prior.notBefore(),
                prior.notAfter(),
                prior.fingerprintSha256()),
            Renewal.due(prior.notAfter(), prior.earlyRenewal(), session.clock())));
  }

  @Override
  public Certificate create(Certificate planned, TlsProvider.Session session, ApplyContext context)
      throws ProviderException {
    Issued issued = new Issuer(session).certificate(planned);
    return with(
        planned,
        issued.pem(),
        new Stamp(
            issued.serialNumber(),
            issued.notBeforeText(),
            issued.notAfterText(),
            issued.fingerprint()),
        false);
  }

  @Override
  public Certificate update(
      Certificate prior, Certificate planned, TlsProvider.Session session, ApplyContext context)
      throws ProviderException {
    return planned.certificatePem() == null ? create(planned, session, context) : planned;
  }

  @Override
  public void delete(Certificate prior, TlsProvider.Session session, ApplyContext context) {}

  private record Stamp(
      @Nullable String serialNumber,
      @Nullable String notBefore,
      @Nullable String notAfter,
      @Nullable String fingerprint) {}

  private static Certificate with(Certificate c, String pem, Stamp stamp, boolean due) {
    return new Certificate(
        c.caPrivateKeyPem(),
        c.caCertificatePem(),
        c.publicKeyPem(),
        c.subject(),
        c.dnsNames(),
        c.ipAddresses(),
        c.usages(),
        c.validity(),
        c.earlyRenewal(),
        pem,
        pem + c.caCertificatePem(),
        stamp.serialNumber(),
        stamp.notBefore(),
        stamp.notAfter(),
        stamp.fingerprint(),
        due);
  }
}
