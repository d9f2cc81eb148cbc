package dev.k3form.provider.linux;

import dev.k3form.hosts.Host;
import dev.k3form.hosts.provider.HostArgument;
import dev.k3form.hosts.provider.HostSession;
import dev.k3form.hosts.provider.ImportId;
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
import dev.k3form.spi.plan.StandardPlan;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** {@code linux_host}: read and verified, never changed. */
final class LinuxHostType implements ResourceType<LinuxHost, HostSession> {
  @Override
  public Class<LinuxHost> model() {
    return LinuxHost.class;
  }

  @Override
  public void validate(ConfigView config, ProblemSink problems) {
    HostArgument.validate(connection(config.values()), AttributePath.ROOT, problems);
  }

  @Override
  public Planned plan(PlanRequest<LinuxHost> request) {
    return StandardPlan.of(request).with("ssh", connection(request.config()));
  }

  /** The connection is known as far as the arguments are, before the machine was ever seen. */
  private static Value.Obj connection(Value.Obj config) {
    Map<String, Value> fields = new TreeMap<>();
    for (String name : HostArgument.PARTS) {
      fields.put(name, config.get(name));
    }
    return Value.Obj.of(fields);
  }

  @Override
  public Optional<LinuxHost> read(LinuxHost prior, HostSession session, OperationContext context)
      throws ProviderException {
    return Optional.of(prior.with(session.on(prior.connection(), Host::facts)));
  }

  @Override
  public LinuxHost create(LinuxHost planned, HostSession session, ApplyContext context)
      throws ProviderException {
    return planned.with(session.on(planned.connection(), Host::facts));
  }

  @Override
  public LinuxHost update(
      LinuxHost prior, LinuxHost planned, HostSession session, ApplyContext context)
      throws ProviderException {
    return create(planned, session, context);
  }

  @Override
  public void delete(LinuxHost prior, HostSession session, ApplyContext context) {}

  @Override
  public Optional<LinuxHost> importState(String id, HostSession session, OperationContext context)
      throws ProviderException {
    return read(LinuxHost.of(ImportId.parse(id, "").host()), session, context);
  }
}
