package dev.k3form.provider.proxmox.api;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Percent-encoding of everything but unreserved characters (RFC 3986 §2.3).
 *
 * <p>The server's form decoder parts at {@code ;} as at {@code &}, and cuts a value at its second
 * {@code =}, so nothing may be left bare.
 */
public final class FormEncoding {
  private FormEncoding() {}

  /** Encodes one name, value or path segment. */
  public static String encode(String text) {
    StringBuilder out = new StringBuilder(text.length() * 2);
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean unreserved =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || "-._~".indexOf(c) >= 0;
      if (unreserved) {
        out.append(c);
      } else {
        out.append('%')
            .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
            .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
      }
    }
    return out.toString();
  }

  /** Encodes parameters as the body of a form or as a query. */
  public static String encode(Map<String, String> parameters) {
    StringJoiner out = new StringJoiner("&");
    parameters.forEach((name, value) -> out.add(encode(name) + "=" + encode(value)));
    return out.toString();
  }
}
