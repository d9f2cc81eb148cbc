package dev.k3form.engine.planning;

import dev.k3form.engine.provider.Interruption;
import dev.k3form.engine.provider.ProviderCatalog;
import dev.k3form.engine.provider.ProviderSessions;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.diagnostic.Diagnostics;
import dev.k3form.model.graph.Configuration;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Plans every instance as if it were new, to hear what the providers say of its arguments.
 *
 * <p>Validating and planning are pure, so no session is opened, nothing is read, and no state is
 * looked at. Arguments that are not known yet pass; what is wrong with expressions is not told
 * again.
 */
public final class Rehearsal {
  private Rehearsal() {}

  /**
   * Returns the errors and warnings of the providers.
   *
   * @param directory of the root module
   */
  public static List<Diagnostic> of(
      Configuration configuration, ProviderCatalog catalog, Path directory) {
    Diagnostics diagnostics = new Diagnostics();
    Interruption never = new Interruption();
    try (ProviderSessions sessions =
        new ProviderSessions(catalog, configuration.providers(), directory)) {
      configuration.evaluate(
          new InstancePlanner(
              sessions,
              Map.of(),
              Map.of(),
              _ -> true,
              _ -> false,
              DataReader.idle(sessions, never),
              never,
              diagnostics,
              () -> {}));
    }
    return diagnostics.sorted();
  }
}
