package dev.k3form.state.store;

import dev.k3form.state.State;
import dev.k3form.state.codec.StateCodec;
import dev.k3form.state.secret.Sealer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Where a session's snapshots come from and go to. */
public interface Snapshots {
  /** A snapshot and the digest of its bytes; the digest is empty if there is none yet. */
  record Loaded(Optional<State> state, String digest) {}

  /** Returns the current snapshot. */
  Loaded load();

  /**
   * Puts a snapshot in the place of the current one, durably.
   *
   * @return what is the snapshot now; it may hold what others have done besides
   */
  Loaded store(EncodedState next, String message);

  /** Drops the snapshot, durably, so that there is none any more. */
  void remove(String message);

  /** Returns the digest that a state's bytes have. */
  static String digest(State state, Sealer sealer) {
    return digest(StateCodec.encode(state, sealer));
  }

  /** Returns the digest of bytes. */
  static String digest(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
