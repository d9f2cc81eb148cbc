package dev.k3form.provider.nginx;

import dev.k3form.hosts.Host;
import dev.k3form.hosts.Inspection;
import dev.k3form.hosts.Observation;
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
import dev.k3form.spi.plan.PlanRequest;
import dev.k3form.spi.plan.Planned;
import dev.k3form.spi.plan.StandardPlan;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** {@code nginx_stream}: nginx with a stream file of ours. */
final class NginxStreamType implements ResourceType<NginxStream, HostSession> {
  private static final String NOTE = "packages";

  @Override
  public Class<NginxStream> model() {
    return NginxStream.class;
  }

  @Override
  public void validate(ConfigView config, ProblemSink problems) {
    HostArgument.validate(config, problems);
    HostArgument.others(config.values(), NginxStream.class)
        .ifPresent(bound -> new Validation(bound, problems).run());
  }

  @Override
  public Planned plan(PlanRequest<NginxStream> request) {
    Planned planned =
        HostArgument.plan(StandardPlan.of(request), request)
            .with(
                "content",
                HostArgument.rendered(request.config(), NginxStream.class, Renderer::render))
            .with("include", include(request.config()))
            .with("active", Values.TRUE);
    boolean reloads =
        request.prior().isPresent()
            && !(same(planned, request.prior().get(), "content")
                && same(planned, request.prior().get(), "include"));
    return reloads
        ? planned.disrupting(Effect.RELOAD, "nginx is reloaded; connections live on")
        : planned;
  }

  private static boolean same(Planned planned, Value.Obj prior, String attribute) {
    return Values.revealAll(planned.values().get(attribute))
        .equals(Values.revealAll(prior.get(attribute)));
  }

  private static Value include(Value.Obj config) {
    return config.get("worker_shutdown_timeout").reveal() instanceof Value.Time(Duration time)
        ? Value.str(MainFile.include(time))
        : Value.Unknown.of(Type.STRING);
  }

  @Override
  public Optional<NginxStream> read(
      NginxStream prior, HostSession session, OperationContext context) throws ProviderException {
    return session.on(
        prior.host(),
        host ->
            StreamService.read(host)
                .map(f -> prior.found(f.content(), f.main().include(), f.active())));
  }

  @Override
  public NginxStream create(NginxStream planned, HostSession session, ApplyContext context)
      throws ProviderException {
    return session.onFresh(
        planned.host(),
        host -> {
          List<String> packages = StreamService.packages(host);
          List<String> added = noteMissing(host, packages, context);
          context.progress(added.isEmpty() ? "configuring nginx" : "installing nginx");
          StreamService.install(host, packages);
          return converge(planned, host).withPackagesAdded(added);
        });
  }

  /** What will be installed by us is noted before it is, and removed with the resource. */
  private static List<String> noteMissing(Host host, List<String> packages, ApplyContext context)
      throws ProviderException {
    Optional<String> noted = context.get(NOTE);
    if (noted.isPresent()) {
      return Arrays.stream(noted.get().split(",", -1)).filter(n -> !n.isEmpty()).toList();
    }
    Inspection inspection = Inspection.none();
    for (String name : packages) {
      inspection = inspection.pkg(name);
    }
    Observation seen = host.inspect(inspection);
    List<String> missing = packages.stream().filter(n -> !seen.pkg(n).installed()).toList();
    context.note(NOTE, String.join(",", missing));
    return missing;
  }

  @Override
  public NginxStream update(
      NginxStream prior, NginxStream planned, HostSession session, ApplyContext context)
      throws ProviderException {
    return session.on(
        planned.host(), host -> converge(planned, host).withPackagesAdded(added(prior)));
  }

  private static List<String> added(NginxStream state) {
    List<String> added = state.packagesAdded();
    return added == null ? List.of() : added;
  }

  private static NginxStream converge(NginxStream planned, Host host) throws ProviderException {
    String content = Renderer.render(planned);
    String include = MainFile.include(planned.workerShutdownTimeout());
    List<Integer> ports =
        planned.servers().values().stream()
            .flatMap(s -> s.listen().stream())
            .map(Listens::tcpPort)
            .filter(OptionalInt::isPresent)
            .map(OptionalInt::getAsInt)
            .toList();
    StreamService.converge(host, content, include, ports);
    return planned.found(content, include, true);
  }

  @Override
  public void delete(NginxStream prior, HostSession session, ApplyContext context)
      throws ProviderException {
    session.on(
        prior.host(),
        host -> {
          StreamService.remove(host, added(prior));
          return prior;
        });
  }

  /**
   * The files are found, their meaning is not: the plan then shows them beside what was declared.
   */
  @Override
  public Optional<NginxStream> importState(String id, HostSession session, OperationContext context)
      throws ProviderException {
    NginxStream bare =
        new NginxStream(
            ImportId.parse(id, "").host(),
            Map.of(),
            Map.of(),
            Duration.ofHours(1),
            null,
            null,
            null,
            null,
            List.of());
    return read(bare, session, context);
  }
}
