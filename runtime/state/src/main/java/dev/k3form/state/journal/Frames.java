package dev.k3form.state.journal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The frames of a journal file: a mark, the length, a CRC-32C of length and content, the content.
 *
 * <p>One frame is one write and one sync, so a power cut can tear the last frame only. Content is
 * UTF-8 text and the mark is not, so a mark is never part of a content.
 */
final class Frames {
  private static final int MARK = 0xF54B334A;
  private static final int HEAD = 12;

  private Frames() {}

  /**
   * What a file holds.
   *
   * @param contents the contents of the whole frames from the start on
   * @param end where they end
   * @param total where the file ends; what is between is a torn frame, or damage
   * @param damaged whether a valid frame follows the first invalid one
   */
  record Scan(List<byte[]> contents, int end, int total, boolean damaged) {}

  static byte[] frame(byte[] content) {
    ByteBuffer out = ByteBuffer.allocate(HEAD + content.length);
    out.putInt(MARK).putInt(content.length).putInt(checksum(content)).put(content);
    return out.array();
  }

  static Scan scan(byte[] file) {
    List<byte[]> contents = new ArrayList<>();
    int at = 0;
    byte[] content = contentAt(file, at);
    while (content != null) {
      contents.add(content);
      at += HEAD + content.length;
      content = contentAt(file, at);
    }
    boolean damaged = false;
    for (int later = at + 1; later <= file.length - HEAD && !damaged; later++) {
      damaged = contentAt(file, later) != null;
    }
    return new Scan(contents, at, file.length, damaged);
  }

  private static byte @Nullable [] contentAt(byte[] file, int at) {
    if (at > file.length - HEAD) {
      return null;
    }
    ByteBuffer in = ByteBuffer.wrap(file, at, file.length - at);
    if (in.getInt() != MARK) {
      return null;
    }
    int length = in.getInt();
    int checksum = in.getInt();
    if (length < 0 || length > in.remaining()) {
      return null;
    }
    byte[] content = new byte[length];
    in.get(content);
    return checksum(content) == checksum ? content : null;
  }

  private static int checksum(byte[] content) {
    CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.allocate(4).putInt(content.length).flip());
    crc.update(content);
    return (int) crc.getValue();
  }
}
