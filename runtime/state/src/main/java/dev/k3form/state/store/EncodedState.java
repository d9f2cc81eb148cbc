package dev.k3form.state.store;

import dev.k3form.state.State;
import dev.k3form.state.codec.StateCodec;
import dev.k3form.state.secret.Sealer;

/** A state with its canonical bytes and their digest, each made once. */
public final class EncodedState {
  private final State state;
  private final byte[] content;
  private final String digest;

  private EncodedState(State state, byte[] content) {
    this.state = state;
    this.content = content;
    this.digest = Snapshots.digest(content);
  }

  /** Encodes a state. */
  public static EncodedState of(State state, Sealer sealer) {
    return new EncodedState(state, StateCodec.encode(state, sealer));
  }

  /** Returns the state. */
  public State state() {
    return state;
  }

  /** Returns the content of its file. */
  byte[] content() {
    return content;
  }

  /** Returns the SHA-256 digest of the content. */
  public String digest() {
    return digest;
  }
}
