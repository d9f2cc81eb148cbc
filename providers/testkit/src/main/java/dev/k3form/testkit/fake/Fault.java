package dev.k3form.testkit.fake;

import dev.k3form.spi.ProviderException;

/**
 * How a call fails.
 *
 * @param kind of the exception
 * @param afterEffect whether it fails only when its work is done
 */
public record Fault(ProviderException.Kind kind, boolean afterEffect) {
  /** Fails for good, without effect. */
  public static final Fault PERMANENT = new Fault(ProviderException.Kind.PERMANENT, false);

  /** Fails for now, without effect. */
  public static final Fault TRANSIENT = new Fault(ProviderException.Kind.TRANSIENT, false);

  /** The connection is lost after the effect. */
  public static final Fault LOST = new Fault(ProviderException.Kind.OUTCOME_UNKNOWN, true);
}
