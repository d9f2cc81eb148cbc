package dev.k3form.engine.file;

import dev.k3form.state.StateException;
import dev.k3form.state.secret.Place;
import dev.k3form.state.secret.Sealer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The seal over a plan file as a whole, its last field.
 *
 * <p>It is the SHA-256 hash of every byte before it, sealed under the data key for this purpose and
 * this lineage. Sealing authenticates (AES-256-GCM-SIV), so who lacks the key can neither make a
 * seal nor move one to other bytes; what follows the body is compared to the letter, so no byte of
 * the file is free. See ADR 26.
 */
final class PlanSeal {
  /** The name of the field. */
  static final String FIELD = "seal";

  private static final String END = "\n}\n";
  private static final String OPENING = ",\n  \"" + FIELD + "\": \"";
  private static final int LONGEST = 1000;

  private static final Pattern TAIL =
      Pattern.compile(
          Pattern.quote(OPENING)
              + "([0-9a-f]+:[A-Za-z0-9+/]+)\""
              + END.replace("}", "\\}")
              + "\\z");

  private final Sealer sealer;
  private final Place place;

  PlanSeal(Sealer sealer, String lineage) {
    this.sealer = sealer;
    this.place = new Place(lineage, "plan file", "digest");
  }

  /** Returns the bytes of a document, which is an object of at least one field, with its seal. */
  byte[] seal(String document) {
    byte[] body =
        document.substring(0, document.length() - END.length()).getBytes(StandardCharsets.UTF_8);
    byte[] tail =
        (OPENING + sealer.seal(place, digest(body, body.length)) + "\"" + END)
            .getBytes(StandardCharsets.UTF_8);
    byte[] out = Arrays.copyOf(body, body.length + tail.length);
    System.arraycopy(tail, 0, out, body.length, tail.length);
    return out;
  }

  /**
   * Reports whether the bytes are those that were sealed.
   *
   * @throws StateException if they were sealed with another key
   */
  boolean holds(byte[] content) {
    Optional<Matcher> tail = tail(content);
    return tail.isPresent()
        && opened(tail.get().group(1))
            .filter(digest(content, content.length - tail.get().group().length())::equals)
            .isPresent();
  }

  private static Optional<Matcher> tail(byte[] content) {
    int from = Math.max(0, content.length - LONGEST);
    String end = new String(content, from, content.length - from, StandardCharsets.ISO_8859_1);
    Matcher tail = TAIL.matcher(end);
    return tail.find() ? Optional.of(tail) : Optional.empty();
  }

  private Optional<String> opened(String seal) {
    try {
      return Optional.of(sealer.open(place, seal));
    } catch (StateException e) {
      if (e.code().equals("K3-0733")) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static String digest(byte[] bytes, int length) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(bytes, 0, length);
      return HexFormat.of().formatHex(sha256.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
