package dev.k3form.provider.postgres;

import dev.k3form.hosts.provider.HostArgument;
import dev.k3form.model.schema.Effect;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import dev.k3form.spi.ConfigView;
import dev.k3form.spi.plan.PlanRequest;
import dev.k3form.spi.plan.Planned;
import dev.k3form.spi.plan.StandardPlan;
import dev.k3form.spi.schema.RecordBinder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What a change of a server's arguments means for its files, and for whoever is connected. */
final class ServerPlan {
  private static final Value.ListOf NOTHING = new Value.ListOf(Type.STRING, List.of());

  private ServerPlan() {}

  static Planned of(PlanRequest<Server> request) {
    Optional<Server> bound = withoutUnknownTexts(request.config()).bound(Server.class);
    Planned planned =
        HostArgument.plan(StandardPlan.of(request), request)
            .with("running", Values.TRUE)
            .with("overridden", NOTHING)
            .with(
                "hba_content",
                bound
                    .<Value>map(s -> Value.str(ConfigFiles.hba(s.hba())))
                    .orElseGet(() -> Value.Unknown.of(Type.STRING)))
            .with("connection", connection(request));
    if (request.prior().isEmpty() || !planned.replaceBecause().isEmpty()) {
      return planned;
    }
    Value.Obj before = request.prior().get();
    Server prior = RecordBinder.bind(before, Server.class);
    if (bound.isEmpty() || prior.version() == null) {
      return planned.with("config_content", Value.Unknown.of(Type.STRING));
    }
    String content = ConfigFiles.config(bound.get(), new Cluster(prior.version()).directory());
    return disrupting(planned.with("config_content", Value.str(content)), before, prior, content);
  }

  /** What certificate and key will be shows in no file but their own. */
  private static ConfigView withoutUnknownTexts(Value.Obj config) {
    if (!(config.get("ssl").reveal() instanceof Value.Obj ssl)) {
      return new ConfigView(config);
    }
    Value.Obj known = ssl;
    for (String text : List.of("certificate_pem", "private_key_pem")) {
      if (ssl.get(text).reveal() instanceof Value.Unknown) {
        known = known.with(text, Value.str(""));
      }
    }
    return new ConfigView(config.with("ssl", known));
  }

  private static Planned disrupting(
      Planned planned, Value.Obj before, Server prior, String content) {
    if (Values.revealAll(planned.values()).equals(Values.revealAll(before))) {
      return planned;
    }
    String old = Objects.requireNonNullElse(prior.configContent(), "");
    return StartParameters.differ(old, content)
        ? planned.disrupting(Effect.RESTART, "PostgreSQL is restarted: every connection ends")
        : planned.disrupting(
            Effect.RELOAD, "PostgreSQL reads its files again: connections live on");
  }

  /**
   * The connection is known but for a password that is yet to be made: what is in a server that
   * stays where it is would otherwise have to be made anew.
   */
  private static Value connection(PlanRequest<Server> request) {
    Value.Obj config = request.config();
    Value password =
        request
            .prior()
            .flatMap(
                prior ->
                    prior.get("connection").reveal() instanceof Value.Obj before
                        ? Optional.of(before.get("password"))
                        : Optional.empty())
            .orElseGet(() -> new Value.Secret(Value.Unknown.of(Type.STRING)));
    return Value.Obj.of(
        Map.of(
            "host", config.get("host"),
            "port", config.get("port"),
            "user", Value.str(Manager.ROLE),
            "password", password));
  }
}
