package dev.k3form.lab.api;

/** Resource pools: the lab has none, so naming one is refused the way an unknown one is. */
final class Pools {

  private Pools() {}

  static void requireExisting(Call call) {
    call.parameter("pool")
        .ifPresent(
            pool -> {
              throw Denied.because("pool '" + pool + "' does not exist");
            });
  }
}
