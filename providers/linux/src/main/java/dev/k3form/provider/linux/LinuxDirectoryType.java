package dev.k3form.provider.linux;

import dev.k3form.hosts.Attributes;
import dev.k3form.hosts.Command;
import dev.k3form.hosts.Host;
import dev.k3form.hosts.Inspection;
import dev.k3form.hosts.PathState;
import dev.k3form.hosts.Transaction;
import dev.k3form.hosts.provider.HostArgument;
import dev.k3form.hosts.provider.HostSession;
import dev.k3form.hosts.provider.ImportId;
import dev.k3form.spi.ApplyContext;
import dev.k3form.spi.ConfigView;
import dev.k3form.spi.OperationContext;
import dev.k3form.spi.ProblemSink;
import dev.k3form.spi.ProviderException;
import dev.k3form.spi.ResourceType;
import dev.k3form.spi.plan.PlanRequest;
import dev.k3form.spi.plan.Planned;
import dev.k3form.spi.plan.StandardPlan;
import java.util.Optional;

/** {@code linux_directory}. */
final class LinuxDirectoryType implements ResourceType<LinuxDirectory, HostSession> {
  @Override
  public Class<LinuxDirectory> model() {
    return LinuxDirectory.class;
  }

  @Override
  public void validate(ConfigView config, ProblemSink problems) {
    HostArgument.validate(config, problems);
    FileValidation.path(config, problems);
    FileValidation.mode(config, problems);
    FileValidation.names(config, problems);
  }

  @Override
  public Planned plan(PlanRequest<LinuxDirectory> request) {
    return HostArgument.plan(StandardPlan.of(request), request);
  }

  @Override
  public Optional<LinuxDirectory> read(
      LinuxDirectory prior, HostSession session, OperationContext context)
      throws ProviderException {
    return session.on(prior.host(), host -> attributes(host, prior).map(prior::with));
  }

  private static Optional<Attributes> attributes(Host host, LinuxDirectory directory)
      throws ProviderException {
    PathState state = host.inspect(Inspection.none().path(directory.path())).path(directory.path());
    if (state instanceof PathState.Directory(Attributes attributes)) {
      return Optional.of(attributes);
    }
    if (state.exists()) {
      throw new ProviderException(
              host.spec().label() + ": " + directory.path() + " is not a directory",
              "Name another path, or remove what is there.")
          .blame("path");
    }
    return Optional.empty();
  }

  @Override
  public LinuxDirectory create(LinuxDirectory planned, HostSession session, ApplyContext context)
      throws ProviderException {
    return session.onFresh(planned.host(), host -> make(planned, host));
  }

  @Override
  public LinuxDirectory update(
      LinuxDirectory prior, LinuxDirectory planned, HostSession session, ApplyContext context)
      throws ProviderException {
    return session.on(planned.host(), host -> make(planned, host));
  }

  private static LinuxDirectory make(LinuxDirectory planned, Host host) throws ProviderException {
    var _ = attributes(host, planned);
    host.apply(
        Transaction.named("linux_directory")
            .directory(
                planned.path(), new Attributes(planned.mode(), planned.owner(), planned.group()))
            .build());
    return planned;
  }

  @Override
  public void delete(LinuxDirectory prior, HostSession session, ApplyContext context)
      throws ProviderException {
    session.on(
        prior.host(),
        host -> {
          if (attributes(host, prior).isPresent()) {
            host.run(Command.of("rmdir", "--ignore-fail-on-non-empty", "--", prior.path()));
          }
          return prior;
        });
  }

  @Override
  public Optional<LinuxDirectory> importState(
      String id, HostSession session, OperationContext context) throws ProviderException {
    ImportId parsed = ImportId.parse(id, "path");
    return read(
        new LinuxDirectory(parsed.host(), parsed.name(), "0755", "root", "root"), session, context);
  }
}
