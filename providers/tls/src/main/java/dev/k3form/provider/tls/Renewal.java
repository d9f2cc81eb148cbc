package dev.k3form.provider.tls;

import dev.k3form.model.schema.AttributeSchema;
import dev.k3form.model.schema.Presence;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import dev.k3form.spi.ConfigView;
import dev.k3form.spi.ProblemSink;
import dev.k3form.spi.plan.PlanRequest;
import dev.k3form.spi.plan.Planned;
import dev.k3form.spi.plan.StandardPlan;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When a certificate is issued anew, and what that makes unknown in the plan. */
final class Renewal {
  private Renewal() {}

  static boolean due(@Nullable String notAfter, Duration early, Clock clock) {
    return notAfter != null && !clock.instant().isBefore(Instant.parse(notAfter).minus(early));
  }

  /** A certificate that is due as soon as it is made would be made anew by each apply. */
  static void check(ConfigView config, ProblemSink problems) {
    if (!(config.values().get("validity").reveal() instanceof Value.Time(Duration validity))) {
      return;
    }
    if (validity.toSeconds() <= 0) {
      problems.error("validity", "a certificate cannot end before it begins", "Give days: 365d.");
    } else if (config.values().get("early_renewal").reveal() instanceof Value.Time(Duration early)
        && (early.compareTo(validity) >= 0 || early.isNegative())) {
      problems.error(
          "early_renewal",
          "the time of renewal is not within the certificate's validity",
          "Give less than `validity`; a third of it is usual.");
    }
  }

  /** Plans by the schema; whatever is issued anew is unknown until it is. */
  static Planned plan(PlanRequest<?> request) {
    Planned planned = StandardPlan.of(request);
    if (request.prior().isEmpty() || !planned.replaceBecause().isEmpty()) {
      return planned.with("ready_for_renewal", Values.FALSE);
    }
    Value.Obj prior = request.prior().get();
    boolean changed =
        planned.values().fields().entrySet().stream()
            .filter(e -> !e.getKey().equals("early_renewal"))
            .anyMatch(
                e ->
                    !Values.revealAll(e.getValue())
                        .equals(Values.revealAll(prior.get(e.getKey()))));
    if (!changed && !prior.get("ready_for_renewal").equals(Values.TRUE)) {
      return planned.with("ready_for_renewal", Values.FALSE);
    }
    Planned renewed = planned;
    for (AttributeSchema a : request.schema().block().attributes().values()) {
      if (a.presence() == Presence.COMPUTED) {
        renewed = renewed.with(a.name(), Value.Unknown.of(a.type()));
      }
    }
    return renewed.with("ready_for_renewal", Values.FALSE);
  }
}
