package dev.k3form.engine.file;

import dev.k3form.engine.plan.Plan;
import dev.k3form.model.graph.ConfigurationSources;

/**
 * A plan with everything that its configuration was compiled from.
 *
 * @param workspace the workspace whose state it was made for; empty if its file does not say
 */
public record SavedPlan(Plan plan, ConfigurationSources sources, String workspace) {}
