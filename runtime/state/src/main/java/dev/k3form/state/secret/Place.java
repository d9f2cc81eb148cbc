package dev.k3form.state.secret;

import java.nio.charset.StandardCharsets;

/**
 * Where a sealed value stands: it is bound to it as associated data.
 *
 * @param lineage the state
 * @param owner the resource address, {@code output NAME}, or the purpose for other files
 * @param path the place inside the owner's value
 */
public record Place(String lineage, String owner, String path) {
  /** Returns a place inside another value of the same owner. */
  public Place at(String other) {
    return new Place(lineage, owner, other);
  }

  /** Returns the bytes that the seal is bound to; no two places share them. */
  byte[] associatedData() {
    String text =
        "k3form/1\n"
            + lineage.length()
            + ":"
            + lineage
            + "\n"
            + owner.length()
            + ":"
            + owner
            + "\n"
            + path;
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
