package dev.k3form.frontend.program;

import dev.k3form.model.source.Span;
import dev.k3form.model.value.Value;
import java.util.Optional;

/**
 * What the {@code k3form} block says: which version is needed, and where state lives.
 *
 * @param requiredVersion constraints such as {@code >= 0.1, < 2}; empty if none
 * @param versionSpan where the constraints are written
 * @param store where state lives; empty if the user does not say
 * @param defaults values of command options
 */
public record Settings(
    String requiredVersion, Span versionSpan, Optional<Store> store, Value.Obj defaults) {
  /** Nothing said. */
  public static final Settings NONE =
      new Settings("", Span.NONE, Optional.empty(), Value.Obj.EMPTY);

  /** {@code store "type" { ... }}; its arguments depend on nothing but literals. */
  public record Store(String type, Value.Obj config, Span span) {}
}
