package dev.k3form.provider.haproxy;

import dev.k3form.hosts.Host;
import dev.k3form.hosts.provider.ConfiguredService;
import dev.k3form.hosts.provider.HostArgument;
import dev.k3form.hosts.provider.HostSession;
import dev.k3form.hosts.provider.ImportId;
import dev.k3form.hosts.provider.WorkerHealth;
import dev.k3form.model.schema.Effect;
import dev.k3form.model.value.Values;
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
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code haproxy_config}: HAProxy with its one configuration file. */
final class HaproxyConfigType implements ResourceType<HaproxyConfig, HostSession> {
  private static final ConfiguredService SERVICE =
      new ConfiguredService(
          "haproxy", "haproxy", "/etc/haproxy/haproxy.cfg", "0640", List.of("haproxy", "-c", "-f"));

  private static final String LAST_WORDS =
      "journalctl -u haproxy -o cat --since -20s | grep -E 'ALERT|failure|Failed' | tail -n 6";

  @Override
  public Class<HaproxyConfig> model() {
    return HaproxyConfig.class;
  }

  @Override
  public void validate(ConfigView config, ProblemSink problems) {
    HostArgument.validate(config, problems);
    HostArgument.others(config.values(), HaproxyConfig.class)
        .ifPresent(bound -> new Validation(bound, problems).run());
  }

  @Override
  public Planned plan(PlanRequest<HaproxyConfig> request) {
    Planned planned =
        HostArgument.plan(StandardPlan.of(request), request)
            .with(
                "content",
                HostArgument.rendered(request.config(), HaproxyConfig.class, Renderer::render))
            .with("active", Values.TRUE);
    boolean reloads =
        request.prior().isPresent()
            && !Values.revealAll(planned.values().get("content"))
                .equals(Values.revealAll(request.prior().get().get("content")));
    return reloads
        ? planned.disrupting(Effect.RELOAD, "haproxy is reloaded; connections live on")
        : planned;
  }

  @Override
  public Optional<HaproxyConfig> read(
      HaproxyConfig prior, HostSession session, OperationContext context) throws ProviderException {
    return session.on(
        prior.host(),
        host -> SERVICE.read(host).map(found -> prior.found(found.content(), found.active())));
  }

  @Override
  public HaproxyConfig create(HaproxyConfig planned, HostSession session, ApplyContext context)
      throws ProviderException {
    return session.onFresh(
        planned.host(),
        host -> {
          boolean added = SERVICE.noteInstallation(host, context);
          context.progress(added ? "installing haproxy" : "configuring haproxy");
          return converge(planned, host).withPackageAdded(added);
        });
  }

  @Override
  public HaproxyConfig update(
      HaproxyConfig prior, HaproxyConfig planned, HostSession session, ApplyContext context)
      throws ProviderException {
    return session.on(
        planned.host(),
        host ->
            converge(planned, host).withPackageAdded(Boolean.TRUE.equals(prior.packageAdded())));
  }

  private static HaproxyConfig converge(HaproxyConfig planned, Host host) throws ProviderException {
    String content = Renderer.render(planned);
    boolean same =
        SERVICE.read(host).filter(f -> f.content().equals(content) && f.active()).isPresent();
    SERVICE.converge(
        host,
        content,
        WorkerHealth.of(SERVICE.unit(), SERVICE.path(), !same, ports(planned), LAST_WORDS));
    return planned.found(content, true);
  }

  private static List<Integer> ports(HaproxyConfig config) {
    return Stream.concat(
            config.frontends().values().stream().flatMap(f -> f.bind().stream()),
            config.listens().values().stream().flatMap(l -> l.bind().stream()))
        .flatMap(bind -> Binds.tcpPorts(bind).stream())
        .toList();
  }

  @Override
  public void delete(HaproxyConfig prior, HostSession session, ApplyContext context)
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
  public Optional<HaproxyConfig> importState(
      String id, HostSession session, OperationContext context) throws ProviderException {
    HaproxyConfig bare =
        new HaproxyConfig(
            ImportId.parse(id, "").host(),
            null,
            null,
            Map.of(),
            Map.of(),
            Map.of(),
            null,
            null,
            null,
            false);
    return read(bare, session, context);
  }
}
