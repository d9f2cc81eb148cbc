package dev.k3form.provider.k3s;

import dev.k3form.spi.ProviderException;
import java.util.List;

/** K3s does not start, and its log says why. */
final class StartFailure extends ProviderException {
  private static final long serialVersionUID = 1L;

  private final transient Diagnosis cause;

  StartFailure(Diagnosis cause, String machine) {
    super(
        Kind.PERMANENT,
        "k3s on " + machine + " does not start: " + cause.sentence(),
        null,
        cause.argument(),
        List.of(cause.help()));
    this.cause = cause;
  }

  Diagnosis diagnosis() {
    return cause;
  }
}
