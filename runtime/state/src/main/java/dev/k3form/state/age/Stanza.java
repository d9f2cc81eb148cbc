package dev.k3form.state.age;

import java.util.Base64;
import java.util.List;

/** The file key as wrapped for one recipient: a type, arguments and a body, which is base64. */
record Stanza(String type, List<String> arguments, String body64) {
  private static final int COLUMNS = 64;

  Stanza {
    arguments = List.copyOf(arguments);
  }

  static Stanza of(String type, List<String> arguments, byte[] body) {
    return new Stanza(type, arguments, base64(body));
  }

  byte[] body() {
    return fromBase64(body64);
  }

  static String base64(byte[] bytes) {
    return Base64.getEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Reads unpadded base64 that has one form only. */
  static byte[] fromBase64(String text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      if (base64(bytes).equals(text)) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      throw new AgeException("a line of its header is not base64", e);
    }
    throw new AgeException("a line of its header is not canonical base64");
  }

  /** Returns the lines of the stanza; the last line of the body is always a short one. */
  String text() {
    StringBuilder out = new StringBuilder("-> ").append(type);
    arguments.forEach(argument -> out.append(' ').append(argument));
    out.append('\n');
    int at = 0;
    for (; at + COLUMNS <= body64.length(); at += COLUMNS) {
      out.append(body64, at, at + COLUMNS).append('\n');
    }
    return out.append(body64.substring(at)).append('\n').toString();
  }
}
