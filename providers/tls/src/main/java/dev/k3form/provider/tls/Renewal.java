package dev.k3form.provider.tls;

import dev.k3form.model.schema.AttributeSchema;
import dev.k3form.model.schema.Presence;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
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
