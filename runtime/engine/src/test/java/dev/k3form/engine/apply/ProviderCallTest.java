package dev.k3form.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProviderCallTest {
  @Test
  void interruptsArriveInsideTheProviderOnly() {
    ProviderCall call = new ProviderCall();
    call.interrupt();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    call.enter();
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
    call.exit();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    call.enter();
    call.exit();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }
}
