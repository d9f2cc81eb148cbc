package dev.k3form.provider.proxmox.api;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The id of a task: {@code UPID:node:pid:pstart:starttime:type:id:user:}.
 *
 * @param node where the task runs, which is where it is asked about
 */
public record Upid(String text, String node, String type, String id) {
  private static final Pattern FORM =
      Pattern.compile(
          "UPID:([a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?):[0-9A-Fa-f]{8}:[0-9A-Fa-f]{8,9}"
              + ":[0-9A-Fa-f]{8}:([^:\\s/]+):([^:\\s/]*):[^:\\s/]+:");

  /** Reads a task's id; empty if the text is none. */
  public static Optional<Upid> parse(String text) {
    Matcher m = FORM.matcher(text);
    return m.matches()
        ? Optional.of(new Upid(text, m.group(1), m.group(2), m.group(3)))
        : Optional.empty();
  }

  String path() {
    return "/nodes/" + node + "/tasks/" + FormEncoding.encode(text);
  }
}
