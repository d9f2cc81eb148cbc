package dev.k3form.provider.proxmox.format;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The option {@code sshkeys}: public keys, one a line, percent-encoded as a whole (a space is
 * {@code %20}, never a plus sign).
 */
public final class SshKeys {
  private SshKeys() {}

  /** Writes the option's value. */
  public static String format(List<String> keys) {
    String lines = String.join("\n", normal(keys));
    return URLEncoder.encode(lines, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Reads the option's value. */
  public static List<String> parse(String value) {
    String lines = URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
    return normal(lines.lines().toList());
  }

  /** Returns the keys without surrounding space and empty lines. */
  public static List<String> normal(List<String> keys) {
    return keys.stream().map(String::strip).filter(key -> !key.isEmpty()).toList();
  }
}
