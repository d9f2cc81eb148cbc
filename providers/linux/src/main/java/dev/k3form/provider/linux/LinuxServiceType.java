package dev.k3form.provider.linux;

import dev.k3form.hosts.Command;
import dev.k3form.hosts.Host;
import dev.k3form.hosts.Inspection;
import dev.k3form.hosts.Transaction;
import dev.k3form.hosts.UnitGoal;
import dev.k3form.hosts.UnitState;
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
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code linux_service}. */
final class LinuxServiceType implements ResourceType<LinuxService, HostSession> {
  private static final String NOTE = "before";
  private static final String RUNNING = "running";
  private static final String STOPPED = "stopped";

  /** Units that systemctl can neither enable nor disable (systemctl(1), is-enabled). */
  private static final Set<String> UNDECIDED =
      Set.of("", "static", "generated", "transient", "indirect", "alias");

  @Override
  public Class<LinuxService> model() {
    return LinuxService.class;
  }

  @Override
  public void validate(ConfigView config, ProblemSink problems) {
    HostArgument.validate(config, problems);
    config
        .string("name")
        .filter(n -> !n.matches("[A-Za-z0-9_@:.\\\\][A-Za-z0-9_@:.\\\\-]*"))
        .ifPresent(
            n ->
                problems.error(
                    "name",
                    "`" + n + "` is not the name of a unit",
                    "Write for example \"nginx\"."));
  }

  @Override
  public Planned plan(PlanRequest<LinuxService> request) {
    return HostArgument.plan(StandardPlan.of(request), request);
  }

  @Override
  public Optional<LinuxService> read(
      LinuxService prior, HostSession session, OperationContext context) throws ProviderException {
    return session.on(prior.host(), host -> observed(prior, unit(host, prior.name())));
  }

  private static UnitState unit(Host host, String name) {
    return host.inspect(Inspection.none().unit(name)).unit(name);
  }

  private static Optional<LinuxService> observed(LinuxService prior, UnitState unit) {
    if (!unit.exists()) {
      return Optional.empty();
    }
    boolean enabled = UNDECIDED.contains(unit.unitFile()) ? prior.enabled() : unit.isEnabled();
    return Optional.of(prior.as(enabled, unit.isActive() ? RUNNING : STOPPED));
  }

  @Override
  public LinuxService create(LinuxService planned, HostSession session, ApplyContext context)
      throws ProviderException {
    return session.onFresh(
        planned.host(),
        host -> {
          UnitState found = unit(host, planned.name());
          Optional<String> noted = context.get(NOTE);
          String before =
              noted.orElse(
                  (found.isEnabled() ? "enabled" : "disabled")
                      + " "
                      + (found.isActive() ? RUNNING : STOPPED));
          if (noted.isEmpty()) {
            context.note(NOTE, before);
          }
          converge(planned, found, false, host);
          return planned.before(
              before.startsWith("enabled"), before.endsWith(RUNNING) ? RUNNING : STOPPED);
        });
  }

  @Override
  public LinuxService update(
      LinuxService prior, LinuxService planned, HostSession session, ApplyContext context)
      throws ProviderException {
    return session.on(
        planned.host(),
        host -> {
          boolean restart = !prior.restartOn().equals(planned.restartOn());
          converge(planned, unit(host, planned.name()), restart, host);
          return planned;
        });
  }

  private static void converge(LinuxService wanted, UnitState found, boolean restart, Host host)
      throws ProviderException {
    String name = wanted.name();
    if (!found.exists()) {
      throw new ProviderException(
              host.spec().label() + ": there is no unit `" + name + "`",
              "Install the package that has it, or write it with a linux_file, and let this"
                  + " resource depend on that.")
          .blame("name");
    }
    if (found.load().equals("masked")) {
      throw new ProviderException(
              host.spec().label() + ": the unit `" + name + "` is masked",
              "Run `systemctl unmask " + name + "` on the machine.")
          .blame("name");
    }
    if (found.needDaemonReload()) {
      host.run(Command.of("systemctl", "daemon-reload"));
    }
    boolean runs = wanted.state().equals(RUNNING);
    if (restart && runs && found.isActive()) {
      host.run(Command.of("systemctl", "restart", "--", name));
    }
    host.apply(
        Transaction.named("linux_service").unit(goal(name, wanted.enabled(), runs, found)).build());
  }

  private static UnitGoal goal(String name, boolean enabled, boolean runs, UnitState found) {
    UnitGoal goal = runs ? UnitGoal.of(name).running() : UnitGoal.of(name).stopped();
    if (UNDECIDED.contains(found.unitFile())) {
      return goal;
    }
    return enabled ? goal.enabled() : goal.disabled();
  }

  @Override
  public void delete(LinuxService prior, HostSession session, ApplyContext context)
      throws ProviderException {
    session.on(
        prior.host(),
        host -> {
          UnitState found = unit(host, prior.name());
          if (found.exists() && !found.load().equals("masked")) {
            boolean enabled = Boolean.TRUE.equals(prior.enabledBefore());
            boolean runs = RUNNING.equals(prior.stateBefore());
            host.apply(
                Transaction.named("linux_service")
                    .unit(goal(prior.name(), enabled, runs, found))
                    .build());
          }
          return prior;
        });
  }

  /** Destroying what was imported leaves the unit as it was found. */
  @Override
  public Optional<LinuxService> importState(
      String id, HostSession session, OperationContext context) throws ProviderException {
    ImportId parsed = ImportId.parse(id, "unit");
    LinuxService bare =
        new LinuxService(parsed.host(), parsed.name(), true, RUNNING, List.of(), null, null);
    return read(bare, session, context).map(s -> s.before(s.enabled(), s.state()));
  }
}
