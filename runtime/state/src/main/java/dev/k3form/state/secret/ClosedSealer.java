package dev.k3form.state.secret;

/** For reading states without their secrets. */
record ClosedSealer() implements Sealer {
  @Override
  public String seal(Place place, String text) {
    throw new IllegalStateException("a state that was read without its key cannot be written");
  }

  @Override
  public String open(Place place, String seal) {
    throw new IllegalStateException("there is no key");
  }

  @Override
  public boolean canOpen() {
    return false;
  }
}
