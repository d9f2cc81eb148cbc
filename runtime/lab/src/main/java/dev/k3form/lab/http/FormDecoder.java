package dev.k3form.lab.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Decodes {@code application/x-www-form-urlencoded} with the quirks of Proxmox's decoder: pairs end
 * at {@code &} and at {@code ;}, and of a pair split at {@code =} only the first two parts count,
 * so a value that is not fully percent-encoded is cut short.
 */
public final class FormDecoder {

  private FormDecoder() {}

  public static Map<String, String> decode(String form) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : form.split("[&;]", -1)) {
      if (pair.isEmpty()) {
        continue;
      }
      String[] parts = pair.split("=", -1);
      parameters.put(unescape(parts[0]), parts.length > 1 ? unescape(parts[1]) : "");
    }
    return parameters;
  }

  /**
   * Undoes percent encoding.
   *
   * @throws IllegalArgumentException on a broken escape
   */
  public static String unescape(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
