package dev.k3form.engine.apply;

import org.jspecify.annotations.Nullable;

/**
 * The stretches of an operation in which its thread may be interrupted: those inside the provider.
 *
 * <p>An interrupt in the middle of a write would close the journal's file, so none ever arrives
 * there: what the provider tells the engine is outside again.
 */
final class ProviderCall {
  private @Nullable Thread inside;
  private boolean wanted;
  private boolean called;

  /** The provider is called. */
  synchronized void enter() {
    called = true;
    inside = Thread.currentThread();
    if (wanted) {
      inside.interrupt();
    }
  }

  /** Reports whether the provider was ever called, so that there may be something to settle. */
  synchronized boolean wasCalled() {
    return called;
  }

  /** The provider has returned, or calls the engine. */
  synchronized void exit() {
    inside = null;
    Thread.interrupted(); // it was meant for the provider, and has been or will be delivered there
  }

  /** Interrupts the provider, now or when it is called. */
  synchronized void interrupt() {
    wanted = true;
    if (inside != null) {
      inside.interrupt();
    }
  }
}
