package dev.k3form.provider.linux;

import dev.k3form.hosts.Attributes;
import dev.k3form.hosts.Host;
import dev.k3form.hosts.Inspection;
import dev.k3form.hosts.Observation;
import dev.k3form.hosts.PathState;
import dev.k3form.hosts.Transaction;
import dev.k3form.hosts.TransactionBuilder;
import dev.k3form.hosts.UnitGoal;
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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code linux_file}: one transaction a file. */
final class LinuxFileType implements ResourceType<LinuxFile, HostSession> {
  private static final Duration SETTLE = Duration.ofSeconds(5);

  /** A unit of type simple counts as started before its program was found to fail. */
  private static final String SETTLED =
      """
      sleep 0.5
      systemctl is-active --quiet "$1" && exit 0
      systemctl show -p ActiveState,Result "$1" >&2
      journalctl -q -u "$1" --since -20s -n 10 -o cat --no-pager >&2
      exit 1
      """;

  @Override
  public Class<LinuxFile> model() {
    return LinuxFile.class;
  }

  @Override
  public void validate(ConfigView config, ProblemSink problems) {
    HostArgument.validate(config, problems);
    FileValidation.check(config, problems);
  }

  @Override
  public Planned plan(PlanRequest<LinuxFile> request) {
    Planned planned =
        HostArgument.plan(StandardPlan.of(request), request).with("interrupted", Values.FALSE);
    if (request.config().get("mode").isNull()) {
      planned = planned.with("mode", mode(request.config()));
    }
    if (request.prior().isPresent() && !sameFile(planned.values(), request.prior().get())) {
      planned = disrupted(planned, "reload", Effect.RELOAD, "is reloaded");
      planned = disrupted(planned, "restart", Effect.RESTART, "is restarted");
    }
    return planned;
  }

  /** Secret content, by argument or by taint, is for the owner alone. */
  private static Value mode(Value.Obj config) {
    Value secret = config.get("sensitive_content");
    boolean maybeSecret = secret.reveal() instanceof Value.Unknown;
    boolean hasPlain = !config.get("content").isNull() || !config.get("content_base64").isNull();
    if (maybeSecret && !hasPlain) {
      return Value.Unknown.of(Type.STRING);
    }
    boolean isSecret =
        (!secret.isNull() && !hasPlain)
            || Values.containsSecret(config.get("content"))
            || Values.containsSecret(config.get("content_base64"));
    return Value.str(isSecret ? "0600" : "0644");
  }

  private static boolean sameFile(Value.Obj one, Value.Obj other) {
    return List.of("content", "content_base64", "sensitive_content", "mode", "owner", "group")
        .stream()
        .allMatch(a -> Values.revealAll(one.get(a)).equals(Values.revealAll(other.get(a))));
  }

  private static Planned disrupted(Planned planned, String argument, Effect effect, String what) {
    Planned out = planned;
    if (planned.values().get(argument).reveal() instanceof Value.ListOf(var _, var units)) {
      for (Value unit : units) {
        if (unit.reveal() instanceof Value.Str(String name)) {
          out = out.disrupting(effect, name + " " + what);
        }
      }
    }
    return out;
  }

  @Override
  public Optional<LinuxFile> read(LinuxFile prior, HostSession session, OperationContext context)
      throws ProviderException {
    return session.on(prior.host(), host -> read(prior, host));
  }

  private static Optional<LinuxFile> read(LinuxFile prior, Host host) throws ProviderException {
    String marker = Transaction.pendingMarker(transaction(prior));
    Observation seen =
        host.inspect(Inspection.none().content(prior.path(), FileContent.LARGEST).path(marker));
    Optional<PathState.RegularFile> file = regular(host, prior, seen);
    return file.map(f -> FileContent.observed(prior, f, seen.path(marker).exists()));
  }

  /** Anything but a file in its place is a mistake that nobody wants to be undone silently. */
  private static Optional<PathState.RegularFile> regular(
      Host host, LinuxFile file, Observation seen) throws ProviderException {
    return switch (seen.path(file.path())) {
      case PathState.RegularFile f -> Optional.of(f);
      case PathState.Missing _ -> Optional.empty();
      case PathState.Directory _ -> throw notAFile(host, file, "is a directory");
      case PathState.SymbolicLink(var _, String target) ->
          throw notAFile(host, file, "is a symbolic link to " + target);
      case PathState.Special(var _, String type) -> throw notAFile(host, file, "is a " + type);
      case PathState.Unreadable(String reason) ->
          throw notAFile(host, file, "cannot be read: " + reason);
    };
  }

  private static ProviderException notAFile(Host host, LinuxFile file, String what) {
    return new ProviderException(
            host.spec().label() + ": " + file.path() + " " + what,
            "Name the file itself, or remove what is there.")
        .blame("path");
  }

  @Override
  public LinuxFile create(LinuxFile planned, HostSession session, ApplyContext context)
      throws ProviderException {
    return session.onFresh(planned.host(), host -> write(planned, host));
  }

  @Override
  public LinuxFile update(
      LinuxFile prior, LinuxFile planned, HostSession session, ApplyContext context)
      throws ProviderException {
    return session.on(planned.host(), host -> write(planned, host));
  }

  private static LinuxFile write(LinuxFile planned, Host host) throws ProviderException {
    Inspection inspection = Inspection.none().path(planned.path());
    for (String unit : units(planned)) {
      inspection = inspection.unit(unit);
    }
    Observation seen = host.inspect(inspection);
    var _ = regular(host, planned, seen);
    String mode = planned.mode() == null ? defaultMode(planned) : planned.mode();
    TransactionBuilder builder =
        Transaction.named(transaction(planned))
            .put(
                planned.path(),
                FileContent.of(planned),
                new Attributes(mode, planned.owner(), planned.group()));
    List<String> validate = planned.validate();
    if (validate != null) {
      builder.validate(
          validate.stream()
              .map(word -> word.replace("%s", Transaction.staged(planned.path())))
              .toArray(String[]::new));
    }
    for (String unit : units(planned)) {
      boolean runs = seen.unit(unit).isActive();
      UnitGoal goal = goal(planned, unit);
      builder.unit(runs ? goal.running() : goal);
      if (runs) {
        builder.health(SETTLE, "sh", "-c", SETTLED, "settled", unit);
      }
    }
    host.apply(builder.build());
    return planned.with(
        planned.content(),
        planned.contentBase64(),
        planned.sensitiveContent(),
        mode,
        planned.owner(),
        planned.group(),
        false);
  }

  private static String defaultMode(LinuxFile file) {
    return file.sensitiveContent() == null ? "0644" : "0600";
  }

  private static Set<String> units(LinuxFile file) {
    Set<String> units = new LinkedHashSet<>(file.reload());
    units.addAll(file.restart());
    return units;
  }

  private static UnitGoal goal(LinuxFile file, String unit) {
    return file.restart().contains(unit)
        ? UnitGoal.of(unit).restartOnChange()
        : UnitGoal.of(unit).reloadOnChange();
  }

  @Override
  public void delete(LinuxFile prior, HostSession session, ApplyContext context)
      throws ProviderException {
    session.on(
        prior.host(),
        host -> {
          Observation seen = host.inspect(Inspection.none().path(prior.path()));
          if (regular(host, prior, seen).isPresent()) {
            TransactionBuilder builder = Transaction.named(transaction(prior)).remove(prior.path());
            units(prior).forEach(unit -> builder.unit(goal(prior, unit)));
            host.apply(builder.build());
          }
          return prior;
        });
  }

  @Override
  public Optional<LinuxFile> importState(String id, HostSession session, OperationContext context)
      throws ProviderException {
    ImportId parsed = ImportId.parse(id, "path");
    return read(
        new LinuxFile(
            parsed.host(),
            parsed.name(),
            "",
            null,
            null,
            null,
            "root",
            "root",
            null,
            List.of(),
            List.of(),
            false),
        session,
        context);
  }

  /** The name under which the machine remembers a change of this file: the path, reversibly. */
  private static String transaction(LinuxFile file) {
    return "linux_file-"
        + Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(file.path().getBytes(StandardCharsets.UTF_8));
  }
}
