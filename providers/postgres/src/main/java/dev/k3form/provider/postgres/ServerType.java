package dev.k3form.provider.postgres;

import dev.k3form.hosts.Command;
import dev.k3form.hosts.Content;
import dev.k3form.hosts.Host;
import dev.k3form.hosts.Inspection;
import dev.k3form.hosts.Observation;
import dev.k3form.hosts.PathState;
import dev.k3form.hosts.Result;
import dev.k3form.hosts.Transaction;
import dev.k3form.hosts.UnitGoal;
import dev.k3form.hosts.provider.HostArgument;
import dev.k3form.hosts.provider.HostSession;
import dev.k3form.model.schema.Effect;
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
import dev.k3form.spi.schema.RecordBinder;
import dev.k3form.spi.schema.SecretString;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Manages PostgreSQL servers. */
final class ServerType implements ResourceType<Server, HostSession> {
  private static final int FILE_LIMIT = 1 << 20;
  private static final int PASSWORD_BYTES = 24;
  private static final String PENDING =
      " -tA -c 'select name from pg_settings where pending_restart order by name'";

  private final SecureRandom random = new SecureRandom();

  @Override
  public Class<Server> model() {
    return Server.class;
  }

  @Override
  public void validate(ConfigView config, ProblemSink problems) {
    HostArgument.validate(config, problems);
    ServerRules.check(config, problems);
  }

  @Override
  public Planned plan(PlanRequest<Server> request) {
    Planned planned = HostArgument.plan(StandardPlan.of(request), request);
    planned = planned.with("running", Values.TRUE);
    Optional<Server> bound = request.bound();
    if (bound.isPresent()) {
      planned = planned.with("hba_content", Value.str(ConfigFiles.hba(bound.get().hba())));
    }
    if (request.prior().isEmpty() || !planned.replaceBecause().isEmpty()) {
      return planned;
    }
    Server prior = RecordBinder.bind(request.prior().get(), Server.class);
    if (bound.isEmpty() || prior.version() == null || prior.connection() == null) {
      return planned
          .with("config_content", unknown(request, "config_content"))
          .with("hba_content", unknown(request, "hba_content"))
          .with("connection", unknown(request, "connection"));
    }
    Server wanted = bound.get();
    String content = ConfigFiles.config(wanted, new Cluster(prior.version()).directory());
    planned =
        planned
            .with("config_content", Value.str(content))
            .with("connection", RecordBinder.unbind(connection(wanted, prior.connection())));
    boolean restart = needsRestart(String.valueOf(prior.configContent()), content);
    boolean changed =
        !planned.values().equals(RecordBinder.markSecrets(request.prior().get(), Server.class));
    return !changed
        ? planned
        : planned.disrupting(
            restart ? Effect.RESTART : Effect.RELOAD,
            restart
                ? "PostgreSQL is restarted: every connection ends"
                : "PostgreSQL reads its files again: connections live on");
  }

  private static Value unknown(PlanRequest<Server> request, String attribute) {
    return Value.Unknown.of(
        Objects.requireNonNull(request.schema().block().attributes().get(attribute)).type());
  }

  private static ServerConnection connection(Server wanted, ServerConnection prior) {
    return new ServerConnection(wanted.host(), wanted.port(), prior.user(), prior.password());
  }

  /** Reports whether a parameter changes that is read only at the start. */
  static boolean needsRestart(String before, String after) {
    return ServerRules.NEED_RESTART.stream()
        .anyMatch(name -> !line(before, name).equals(line(after, name)));
  }

  private static List<String> line(String content, String name) {
    return content.lines().filter(l -> l.startsWith(name + " =")).toList();
  }

  @Override
  public Optional<Server> read(Server prior, HostSession session, OperationContext context)
      throws ProviderException {
    return session.on(prior.host(), host -> observe(prior, host));
  }

  private static Optional<Server> observe(Server prior, Host host) {
    Optional<Cluster> found =
        prior.version() == null ? Cluster.find(host) : Optional.of(new Cluster(prior.version()));
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Cluster cluster = found.get();
    Observation seen =
        host.inspect(
            Inspection.none()
                .content(cluster.config(), FILE_LIMIT)
                .content(cluster.hba(), FILE_LIMIT)
                .content(cluster.certificate(), FILE_LIMIT)
                .content(cluster.authority(), FILE_LIMIT)
                .path(cluster.key())
                .unit(cluster.unit()));
    String config = text(seen, cluster.config());
    if (config == null && text(seen, cluster.hba()) == null) {
      return Optional.empty();
    }
    Server read =
        prior.with(
            cluster.version(),
            config == null ? "" : config,
            text(seen, cluster.hba()),
            seen.unit(cluster.unit()).isActive(),
            prior.connection());
    return Optional.of(read.withSsl(observedSsl(prior.ssl(), seen, cluster)));
  }

  private static @Nullable Ssl observedSsl(@Nullable Ssl prior, Observation seen, Cluster cluster) {
    if (prior == null) {
      return null;
    }
    boolean sameKey =
        seen.path(cluster.key()) instanceof PathState.RegularFile f
            && f.sha256().equals(Content.of(prior.privateKeyPem().reveal()).sha256());
    return new Ssl(
        Objects.requireNonNullElse(text(seen, cluster.certificate()), ""),
        sameKey ? prior.privateKeyPem() : new SecretString(""),
        prior.caCertificatePem() == null ? null : text(seen, cluster.authority()),
        prior.minProtocol());
  }

  private static @Nullable String text(Observation seen, String path) {
    return seen.path(path) instanceof PathState.RegularFile f
        ? f.content().map(Content::utf8).orElse(null)
        : null;
  }

  @Override
  public Server create(Server planned, HostSession session, ApplyContext context)
      throws ProviderException {
    byte[] bytes = new byte[PASSWORD_BYTES];
    random.nextBytes(bytes);
    SecretString password =
        new SecretString(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    return session.onFresh(
        planned.host(),
        host -> {
          context.progress("installing postgresql");
          host.apply(ServerFiles.install());
          return converge(planned, host, password, true, context);
        });
  }

  @Override
  public Server update(Server prior, Server planned, HostSession session, ApplyContext context)
      throws ProviderException {
    ServerConnection connection = prior.connection();
    if (connection == null) {
      return create(planned, session, context);
    }
    return session.on(
        planned.host(),
        host -> {
          host.apply(ServerFiles.install());
          Cluster cluster = Cluster.need(host);
          boolean restart =
              needsRestart(
                  String.valueOf(prior.configContent()),
                  ConfigFiles.config(planned, cluster.directory()));
          return converge(planned, host, connection.password(), restart, context);
        });
  }

  private Server converge(
      Server planned, Host host, SecretString password, boolean restart, ApplyContext context)
      throws ProviderException {
    Cluster cluster = Cluster.need(host);
    context.progress("writing the files of PostgreSQL " + cluster.version());
    start(host, cluster);
    makeManager(host, cluster, password);
    host.apply(ServerFiles.write(planned, cluster, restart));
    restartWherePending(host, cluster, context);
    TlsProof.show(host, planned, context);
    return planned.with(
        cluster.version(),
        ConfigFiles.config(planned, cluster.directory()),
        ConfigFiles.hba(planned.hba()),
        true,
        new ServerConnection(planned.host(), planned.port(), ConfigFiles.ADMIN, password));
  }

  private static void start(Host host, Cluster cluster) {
    host.apply(
        Transaction.named("k3form-postgres").unit(UnitGoal.of(cluster.unit()).running()).build());
  }

  /** The verifier, not the password, goes to the server, and on standard input. */
  private void makeManager(Host host, Cluster cluster, SecretString password) {
    String verifier = ScramVerifier.of(password, random);
    String sql =
        """
        do $k3form$ begin
          if not exists (select from pg_roles where rolname = '%1$s') then
            create role %1$s superuser login;
          end if;
        end $k3form$;
        alter role %1$s superuser login password '%2$s';
        comment on role %1$s is 'used by k3form to manage this server';
        """
            .formatted(ConfigFiles.ADMIN, verifier);
    host.run(
        Command.script("make the role that manages PostgreSQL", cluster.psql() + " -f - >/dev/null")
            .withStdin(sql)
            .keptSecret());
  }

  private static void restartWherePending(Host host, Cluster cluster, OperationContext context)
      throws ProviderException {
    Result pending =
        host.run(Command.script("ask for pending parameters", cluster.psql() + PENDING));
    if (pending.stdout().isBlank()) {
      return;
    }
    String names = pending.stdout().lines().collect(Collectors.joining(", "));
    context.progress("restarting PostgreSQL for " + names);
    host.run(Command.of("systemctl", "restart", cluster.unit()).withTimeout(Duration.ofMinutes(2)));
    context.checkCancelled();
  }

  @Override
  public void delete(Server prior, HostSession session, ApplyContext context)
      throws ProviderException {
    session.on(
        prior.host(),
        host -> {
          Optional<Cluster> cluster = Cluster.find(host);
          cluster.ifPresent(found -> host.apply(ServerFiles.remove(found)));
          return cluster.isPresent();
        });
  }
}
