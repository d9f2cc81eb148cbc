package dev.k3form.hosts.provider;

import dev.k3form.hosts.HostException;
import dev.k3form.hosts.TransactionFailure;
import dev.k3form.spi.ProviderException;
import java.util.List;

/** Says in a provider's terms what went wrong on a machine. */
final class HostFailures {
  private HostFailures() {}

  static ProviderException translate(HostException e) {
    return switch (e) {
      case HostException.Unreachable _ -> make(ProviderException.Kind.UNREACHABLE, e, "host");
      case HostException.HostKeyUnknown _,
          HostException.HostKeyChanged _,
          HostException.AuthenticationFailed _ ->
          make(ProviderException.Kind.PERMANENT, e, "host");
      case HostException.OutcomeUnknown _, HostException.CommandTimedOut _ ->
          make(ProviderException.Kind.OUTCOME_UNKNOWN, e, "");
      case HostException.CommandFailed _ -> make(ProviderException.Kind.PERMANENT, e, "");
      case HostException.TransactionFailed failed ->
          make(
              failed.failure().step() == TransactionFailure.Step.LOCK
                  ? ProviderException.Kind.TRANSIENT
                  : ProviderException.Kind.PERMANENT,
              e,
              "");
    };
  }

  private static ProviderException make(
      ProviderException.Kind kind, HostException e, String argument) {
    return new ProviderException(
        kind,
        e.host().label() + ": cannot " + e.attempted() + ": " + e.reason(),
        e,
        argument,
        e.help().isEmpty() ? List.of() : List.of(e.help()));
  }
}
