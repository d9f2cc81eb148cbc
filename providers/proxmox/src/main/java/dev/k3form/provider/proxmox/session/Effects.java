package dev.k3form.provider.proxmox.session;

import dev.k3form.provider.proxmox.api.ApiException;
import dev.k3form.spi.OperationContext;
import dev.k3form.spi.ProviderException;
import dev.k3form.spi.ProviderException.Kind;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Repeats effects that may be repeated.
 *
 * <p>Only two failures are repeated: that a lock was held by somebody else, which is seen in the
 * task's result and means that nothing was done; and a lost answer, for effects that are the same
 * when done twice. Proxmox answers 500 to permanent faults too, so a status tells nothing.
 */
public final class Effects {
  private static final int ATTEMPTS = 7;
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(15);

  private Effects() {}

  /** Something done to the server; done again it must come to the same. */
  @FunctionalInterface
  public interface Effect {
    /** Does it and waits until it is done. */
    void run() throws ProviderException;
  }

  /** Does an effect, again if it must be. */
  public static void run(String what, OperationContext context, Effect effect)
      throws ProviderException {
    for (int attempt = 1; ; attempt++) {
      try {
        effect.run();
        return;
      } catch (ApiException e) {
        boolean again = e.isBusy() || e.isLocked() || e.kind() == Kind.OUTCOME_UNKNOWN;
        if (!again || attempt == ATTEMPTS) {
          throw e;
        }
        context.progress(what + ": waiting, " + reason(e));
        context.pause(backOff(attempt));
      }
    }
  }

  private static String reason(ApiException e) {
    return e.kind() == Kind.OUTCOME_UNKNOWN ? "the answer was lost" : "another task holds a lock";
  }

  /**
   * Returns how long to wait after an attempt: doubled each time, and a little different each time.
   */
  public static Duration backOff(int attempt) {
    Duration full = FIRST.multipliedBy(1L << Math.min(attempt - 1, 10));
    Duration capped = full.compareTo(LONGEST) < 0 ? full : LONGEST;
    return Duration.ofMillis(
        ThreadLocalRandom.current().nextLong(capped.toMillis() / 2, capped.toMillis() + 1));
  }
}
