package dev.k3form.engine.file;

import dev.k3form.engine.plan.Plan;
import dev.k3form.model.graph.ConfigurationSources;

/** A plan with everything that its configuration was compiled from. */
public record SavedPlan(Plan plan, ConfigurationSources sources) {}
