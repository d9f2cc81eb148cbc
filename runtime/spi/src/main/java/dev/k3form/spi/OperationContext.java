package dev.k3form.spi;

import java.time.Duration;

/** What an operation may ask and tell while it runs. */
public interface OperationContext {
  /** Shows what is being done now, in a few words, never with a secret. */
  void progress(String message);

  /**
   * Returns if the operation may go on.
   *
   * @throws ProviderException if the user has interrupted twice or the time is over
   */
  void checkCancelled() throws ProviderException;

  /**
   * Waits, unless cancelled.
   *
   * @throws ProviderException if the operation is cancelled meanwhile
   */
  void pause(Duration duration) throws ProviderException;
}
