package dev.k3form.provider.keepalived;

import dev.k3form.hosts.Host;
import dev.k3form.hosts.Inspection;
import dev.k3form.hosts.Transaction;
import dev.k3form.hosts.provider.ConfiguredService;
import dev.k3form.hosts.provider.HostArgument;
import dev.k3form.hosts.provider.HostSession;
import dev.k3form.hosts.provider.ImportId;
import dev.k3form.model.schema.Effect;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import dev.k3form.spi.ApplyContext;
import dev.k3form.spi.ConfigView;
import dev.k3form.spi.OperationContext;
import dev.k3form.spi.ProblemSink;
import dev.k3form.spi.ProviderException;
import dev.k3form.spi.ResourceType;
import dev.k3form.spi.RolloutGroup;
import dev.k3form.spi.plan.PlanRequest;
import dev.k3form.spi.plan.Planned;
import dev.k3form.spi.plan.StandardPlan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** {@code keepalived_config}: keepalived with its one configuration file. */
final class KeepalivedConfigType implements ResourceType<KeepalivedConfig, HostSession> {
  private static final ConfiguredService SERVICE =
      new ConfiguredService(
          "keepalived",
          "keepalived",
          "/etc/keepalived/keepalived.conf",
          "0600",
          List.of("keepalived", "-t", "-f"));

  private static final List<Transaction.Health> HEALTH =
      List.of(
          new Transaction.Health(
              List.of("systemctl", "is-active", "--quiet", "keepalived"), Duration.ofSeconds(10)));

  @Override
  public Class<KeepalivedConfig> model() {
    return KeepalivedConfig.class;
  }

  @Override
  public void validate(ConfigView config, ProblemSink problems) {
    HostArgument.validate(config, problems);
    HostArgument.others(config.values(), KeepalivedConfig.class)
        .ifPresent(bound -> new Validation(bound, problems).run());
  }

  @Override
  public Planned plan(PlanRequest<KeepalivedConfig> request) {
    Planned standard = HostArgument.plan(StandardPlan.of(request), request);
    Optional<KeepalivedConfig> config =
        HostArgument.others(request.config(), KeepalivedConfig.class);
    Optional<Map<String, String>> interfaces =
        config.flatMap(c -> knownInterfaces(c, request, !standard.replaceBecause().isEmpty()));
    Value content =
        interfaces.isEmpty()
            ? Value.Unknown.of(Type.STRING)
            : Value.str(masked(config.orElseThrow(), interfaces.get()));
    Planned planned =
        standard
            .with("content", content)
            .with("interfaces", interfaces.map(KeepalivedConfigType::value).orElse(UNKNOWN))
            .with("active", Values.TRUE);
    boolean reloads =
        request.prior().isPresent()
            && !Values.revealAll(planned.values().without(HostArgument.NAME))
                .equals(Values.revealAll(request.prior().get().without(HostArgument.NAME)));
    return reloads
        ? planned.disrupting(Effect.RELOAD, "keepalived is reloaded; it keeps its addresses")
        : planned;
  }

  private static final Value UNKNOWN = Value.Unknown.of(new Type.MapOf(Type.STRING));

  private static Value value(Map<String, String> interfaces) {
    Map<String, Value> out = new TreeMap<>();
    interfaces.forEach((name, i) -> out.put(name, Value.str(i)));
    return Value.MapOf.of(Type.STRING, out);
  }

  /** The interfaces that the user names, or that were found before on the same machine. */
  private static Optional<Map<String, String>> knownInterfaces(
      KeepalivedConfig config, PlanRequest<KeepalivedConfig> request, boolean otherMachine) {
    Map<String, String> found = new TreeMap<>();
    if (!otherMachine) {
      request
          .prior()
          .map(p -> p.get("interfaces").reveal())
          .filter(Value.MapOf.class::isInstance)
          .map(Value.MapOf.class::cast)
          .ifPresent(
              m ->
                  m.entries()
                      .forEach(
                          (name, v) -> {
                            if (v.reveal() instanceof Value.Str(String text)) {
                              found.put(name, text);
                            }
                          }));
    }
    Map<String, String> out = new TreeMap<>();
    config
        .instances()
        .forEach(
            (name, i) -> {
              String known = i.networkInterface() == null ? found.get(name) : i.networkInterface();
              if (known != null) {
                out.put(name, known);
              }
            });
    return out.size() == config.instances().size() ? Optional.of(out) : Optional.empty();
  }

  private static String masked(KeepalivedConfig config, Map<String, String> interfaces) {
    return Masking.mask(Renderer.render(config, interfaces), config.passwords());
  }

  @Override
  public Optional<KeepalivedConfig> read(
      KeepalivedConfig prior, HostSession session, OperationContext context)
      throws ProviderException {
    return session.on(
        prior.host(),
        host ->
            SERVICE
                .read(host)
                .map(f -> prior.found(Masking.mask(f.content(), prior.passwords()), f.active())));
  }

  @Override
  public KeepalivedConfig create(
      KeepalivedConfig planned, HostSession session, ApplyContext context)
      throws ProviderException {
    return session.onFresh(
        planned.host(),
        host -> {
          boolean added = SERVICE.noteInstallation(host, context);
          context.progress(added ? "installing keepalived" : "configuring keepalived");
          return converge(planned, host).withPackageAdded(added);
        });
  }

  @Override
  public KeepalivedConfig update(
      KeepalivedConfig prior, KeepalivedConfig planned, HostSession session, ApplyContext context)
      throws ProviderException {
    return session.on(
        planned.host(),
        host ->
            converge(planned, host).withPackageAdded(Boolean.TRUE.equals(prior.packageAdded())));
  }

  private static KeepalivedConfig converge(KeepalivedConfig planned, Host host)
      throws ProviderException {
    Map<String, String> known = planned.interfaces();
    Map<String, String> interfaces =
        known == null ? Interfaces.resolve(planned, host.facts()) : known;
    SERVICE.converge(host, Renderer.render(planned, interfaces), HEALTH);
    return planned.on(interfaces).found(masked(planned, interfaces), true);
  }

  @Override
  public void delete(KeepalivedConfig prior, HostSession session, ApplyContext context)
      throws ProviderException {
    session.on(
        prior.host(),
        host -> {
          SERVICE.remove(host, Boolean.TRUE.equals(prior.packageAdded()));
          return prior;
        });
  }

  /** The file is found, its meaning is not: the plan then shows it beside what was declared. */
  @Override
  public Optional<KeepalivedConfig> importState(
      String id, HostSession session, OperationContext context) throws ProviderException {
    KeepalivedConfig bare =
        new KeepalivedConfig(
            ImportId.parse(id, "").host(), null, Map.of(), Map.of(), null, null, null, null, false);
    return read(bare, session, context);
  }

  /** Machines that share an address are changed one after another. */
  @Override
  public Optional<RolloutGroup> rolloutGroup(ConfigView config) {
    return HostArgument.others(config.values(), KeepalivedConfig.class)
        .flatMap(
            c ->
                c.instances().values().stream()
                    .flatMap(i -> i.virtualIpaddress().stream())
                    .sorted()
                    .findFirst())
        .map(address -> new RolloutGroup("keepalived_config/" + address, 1));
  }

  @Override
  public void gate(KeepalivedConfig applied, HostSession session, OperationContext context)
      throws ProviderException {
    session.on(
        applied.host(),
        host -> {
          if (!host.inspect(Inspection.none().unit("keepalived")).unit("keepalived").isActive()) {
            throw new ProviderException(
                host.spec().label() + ": keepalived does not run",
                "Look at `journalctl -u keepalived` on the machine.");
          }
          return applied;
        });
  }
}
