package dev.k3form.provider.proxmox.format;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The notes of a VM: a line that marks it as made by k3form, and the user's text.
 *
 * <p>The marker is in the very call that makes the VM, so that a VM is never without its owner.
 *
 * @param owner the key behind {@code k3form:}; empty for a VM that k3form did not make
 * @param text the user's text, without surrounding blank lines
 */
public record Description(Optional<String> owner, String text) {
  private static final Pattern MARKER = Pattern.compile("k3form:([A-Za-z0-9._-]+)");

  /** Strips the text. */
  public Description {
    text = text.strip();
  }

  /** Reads the option's value. */
  public static Description parse(String value) {
    List<String> lines = value.lines().toList();
    Optional<String> owner = Optional.empty();
    StringBuilder rest = new StringBuilder();
    for (String line : lines) {
      Matcher m = MARKER.matcher(line.strip());
      if (owner.isEmpty() && m.matches()) {
        owner = Optional.of(m.group(1));
      } else {
        rest.append(line).append('\n');
      }
    }
    return new Description(owner, rest.toString());
  }

  /** Writes the option's value: the marker first. */
  public String format() {
    String marker = owner.map(key -> "k3form:" + key).orElse("");
    return marker.isEmpty() || text.isEmpty() ? marker + text : marker + "\n" + text;
  }
}
