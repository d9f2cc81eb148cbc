package dev.k3form.lab.datacenter;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A task's unique id: node, process id, start of the process, start time, type, what it works on,
 * and who asked. Source: {@code PVE/UPID.pm}.
 */
public record Upid(
    String node, long pid, long pstart, long starttime, String type, String id, String user) {

  private static final Pattern FORM =
      Pattern.compile(
          "UPID:([a-zA-Z0-9](?:[a-zA-Z0-9\\-]*[a-zA-Z0-9])?):([0-9A-Fa-f]{8}):([0-9A-Fa-f]{8,9}):"
              + "([0-9A-Fa-f]{8}):([^:\\s/]+):([^:\\s/]*):([^:\\s/]+):");

  public static Optional<Upid> parse(String text) {
    Matcher m = FORM.matcher(text);
    return m.matches()
        ? Optional.of(
            new Upid(
                m.group(1),
                Long.parseLong(m.group(2), 16),
                Long.parseLong(m.group(3), 16),
                Long.parseLong(m.group(4), 16),
                m.group(5),
                m.group(6),
                m.group(7)))
        : Optional.empty();
  }

  /** The user without the token. */
  public String userOnly() {
    return user.replaceFirst("!.*", "");
  }

  /** The token's name, where a token asked. */
  public Optional<String> tokenId() {
    int mark = user.indexOf('!');
    return mark < 0 ? Optional.empty() : Optional.of(user.substring(mark + 1));
  }

  @Override
  public String toString() {
    return String.format(
        "UPID:%s:%08X:%08X:%08X:%s:%s:%s:", node, pid, pstart, starttime, type, id, user);
  }
}
