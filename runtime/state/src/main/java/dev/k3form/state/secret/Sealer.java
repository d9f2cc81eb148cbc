package dev.k3form.state.secret;

/**
 * Seals single values so that they can lie in files.
 *
 * <p>The same text in the same place always gives the same seal, and a seal opens in its own place
 * only.
 */
public interface Sealer {
  /** Returns the sealed form of a text. */
  String seal(Place place, String text);

  /**
   * Returns the text of a seal.
   *
   * @throws dev.k3form.state.StateException if it was sealed with another key or for another place
   */
  String open(Place place, String seal);

  /** Reports whether seals can be opened at all; where not, a secret is read as an unknown one. */
  default boolean canOpen() {
    return true;
  }

  /** Returns what stands for a sealer where there is no key: secrets stay closed. */
  static Sealer closed() {
    return new ClosedSealer();
  }
}
