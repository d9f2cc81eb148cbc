/**
 * The engine's door: plan, apply, recover.
 *
 * <p>A command uses it so:
 *
 * <pre>{@code
 * ProviderCatalog catalog = ProviderCatalog.discover();      // schemas() go to the frontend
 * Configuration configuration = ...;                         // from the frontend
 * Interruption interruption = new Interruption();            // interrupt() from signal handlers
 * try (StateSession state = store.open("apply", lockTimeout);
 *     Engine engine =
 *         Engine.open(configuration, catalog, directory, state, events, interruption)) {
 *   Planned planned = engine.plan(PlanOptions.DEFAULT.withTargets(targets));
 *   if (planned.plan().hasErrors()) { ... }                  // its diagnostics say why
 *   if (approved(planned.plan())) {
 *     ApplyResult result = engine.apply(planned, ApplyOptions.DEFAULT, "apply: ...");
 *   }
 * }
 * }</pre>
 *
 * <p>{@code events} gets {@link dev.k3form.engine.event.ApplyEvent}s, one at a time. A plan with
 * {@link dev.k3form.engine.plan.Plan#deferred} entries is applied in stages: {@link
 * dev.k3form.engine.Stages} plans the rest after each.
 *
 * <p>A plan for which {@link dev.k3form.engine.plan.Plan#isEmpty} holds may still have operations,
 * which only write records again (a dependency, a lifecycle flag, a value that is a secret from now
 * on): apply it without asking.
 */
@NullMarked
package dev.k3form.engine;

import org.jspecify.annotations.NullMarked;
