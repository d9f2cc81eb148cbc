package dev.k3form.state.keys;

import dev.k3form.state.secret.Place;
import dev.k3form.state.secret.Sealer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Opens the key when the first secret needs it: without secrets nobody needs an identity. */
final class LazySealer implements Sealer {
  private final Supplier<Sealer> opening;
  private final Supplier<Sealer> sealing;
  private volatile @Nullable Sealer opened;

  LazySealer(Supplier<Sealer> opening, Supplier<Sealer> sealing) {
    this.opening = opening;
    this.sealing = sealing;
  }

  @Override
  public String seal(Place place, String text) {
    return get(sealing).seal(place, text);
  }

  @Override
  public String open(Place place, String seal) {
    return get(opening).open(place, seal);
  }

  private Sealer get(Supplier<Sealer> source) {
    Sealer sealer = opened;
    if (sealer == null) {
      synchronized (this) {
        sealer = opened;
        if (sealer == null) {
          sealer = source.get();
          opened = sealer;
        }
      }
    }
    return sealer;
  }
}
