package dev.k3form.provider.linux;

import dev.k3form.hosts.Attributes;
import dev.k3form.hosts.Content;
import dev.k3form.hosts.Host;
import dev.k3form.hosts.Inspection;
import dev.k3form.hosts.PathState;
import dev.k3form.hosts.Transaction;
import dev.k3form.hosts.provider.HostArgument;
import dev.k3form.hosts.provider.HostConnection;
import dev.k3form.hosts.provider.HostSession;
import dev.k3form.hosts.provider.ImportId;
import dev.k3form.model.address.AttributePath;
import dev.k3form.spi.ApplyContext;
import dev.k3form.spi.ConfigView;
import dev.k3form.spi.OperationContext;
import dev.k3form.spi.ProblemSink;
import dev.k3form.spi.ProviderException;
import dev.k3form.spi.ResourceType;
import dev.k3form.spi.plan.PlanRequest;
import dev.k3form.spi.plan.Planned;
import dev.k3form.spi.plan.StandardPlan;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** {@code linux_hosts_entry}: many resources, one file, one at a time. */
final class LinuxHostsEntryType implements ResourceType<LinuxHostsEntry, HostSession> {
  private static final String FILE = "/etc/hosts";
  private static final int LARGEST = 1 << 20;

  @Override
  public Class<LinuxHostsEntry> model() {
    return LinuxHostsEntry.class;
  }

  @Override
  public void validate(ConfigView config, ProblemSink problems) {
    HostArgument.validate(config, problems);
    config
        .string("address")
        .filter(a -> !isAddress(a))
        .ifPresent(
            a ->
                problems.error(
                    "address",
                    "`" + a + "` is not an IP address",
                    "Write for example 192.168.1.220."));
    HostArgument.others(config.values(), LinuxHostsEntry.class)
        .ifPresent(bound -> names(bound.names(), problems));
  }

  private static boolean isAddress(String text) {
    if (!text.matches("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")) {
      return false;
    }
    try {
      return InetAddress.ofLiteral(text).getAddress().length > 0;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static void names(List<String> names, ProblemSink problems) {
    if (names.isEmpty()) {
      problems.error("names", "the address gets no name", "Write at least one name.");
    }
    for (int i = 0; i < names.size(); i++) {
      if (!names.get(i).matches("[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9])?")) {
        problems.error(
            AttributePath.of("names").element(i),
            "`" + names.get(i) + "` is not a host name",
            "Names have letters, digits, dots and hyphens.");
      }
    }
  }

  @Override
  public Planned plan(PlanRequest<LinuxHostsEntry> request) {
    return HostArgument.plan(StandardPlan.of(request), request);
  }

  @Override
  public Optional<LinuxHostsEntry> read(
      LinuxHostsEntry prior, HostSession session, OperationContext context)
      throws ProviderException {
    return session.on(
        prior.host(), host -> file(host).text().names(prior.address()).map(prior::named));
  }

  private record Found(HostsFile text, Attributes attributes) {}

  private static Found file(Host host) throws ProviderException {
    return switch (host.inspect(Inspection.none().content(FILE, LARGEST)).path(FILE)) {
      case PathState.RegularFile(Attributes attributes, long size, var _, var content) ->
          new Found(
              new HostsFile(content.map(Content::utf8).orElseThrow(() -> unusable(host, size))),
              attributes);
      case PathState.Missing _ -> new Found(new HostsFile(""), Attributes.root("0644"));
      case PathState.Directory _,
          PathState.SymbolicLink _,
          PathState.Special _,
          PathState.Unreadable _ ->
          throw unusable(host, -1);
    };
  }

  private static ProviderException unusable(Host host, long size) {
    return new ProviderException(
        host.spec().label()
            + ": "
            + FILE
            + (size < 0 ? " is not a regular file" : " has " + size + " bytes, too many"),
        "Make it a plain file of at most a mebibyte.");
  }

  @Override
  public LinuxHostsEntry create(LinuxHostsEntry planned, HostSession session, ApplyContext context)
      throws ProviderException {
    session.onFresh(planned.host(), Host::facts);
    edit(planned.host(), session, f -> f.with(planned.address(), planned.names()));
    return planned;
  }

  @Override
  public LinuxHostsEntry update(
      LinuxHostsEntry prior, LinuxHostsEntry planned, HostSession session, ApplyContext context)
      throws ProviderException {
    edit(planned.host(), session, f -> f.with(planned.address(), planned.names()));
    return planned;
  }

  @Override
  public void delete(LinuxHostsEntry prior, HostSession session, ApplyContext context)
      throws ProviderException {
    edit(prior.host(), session, f -> f.without(prior.address()));
  }

  private static void edit(
      HostConnection connection, HostSession session, UnaryOperator<HostsFile> change)
      throws ProviderException {
    session.exclusively(
        connection,
        FILE,
        host -> {
          Found found = file(host);
          HostsFile changed = change.apply(found.text());
          if (!changed.equals(found.text())) {
            host.apply(
                Transaction.named("linux_hosts_entry")
                    .put(FILE, Content.of(changed.text()), found.attributes())
                    .build());
          }
          return changed;
        });
  }

  @Override
  public Optional<LinuxHostsEntry> importState(
      String id, HostSession session, OperationContext context) throws ProviderException {
    ImportId parsed = ImportId.parse(id, "address");
    return read(new LinuxHostsEntry(parsed.host(), parsed.name(), List.of()), session, context);
  }
}
