package dev.k3form.cli.project;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a database in a {@code store} block.
 *
 * @param user what stands before the {@code @}, which may wrongly hold a password
 * @param hosts hosts with their ports, separated by commas; several are tried for the primary
 * @param path the name of the database after a slash
 * @param settings what follows a question mark, without it
 */
record DatabaseAddress(String user, String hosts, String path, String settings) {
  private static final String HOST = "(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::\\d{1,5})?";
  private static final Pattern FORM =
      Pattern.compile(
          "(?:jdbc:)?postgres(?:ql)?://(?:([^@/?]*)@)?("
              + HOST
              + "(?:,"
              + HOST
              + ")*)?(/[^/?]*)?(?:\\?(.*))?");

  /** Reads an address; empty if it is none. */
  static Optional<DatabaseAddress> parse(String text) {
    Matcher parts = FORM.matcher(text);
    return parts.matches()
        ? Optional.of(
            new DatabaseAddress(
                part(parts, 1, ""),
                part(parts, 2, "localhost"),
                part(parts, 3, "/"),
                part(parts, 4, "")))
        : Optional.empty();
  }

  private static String part(Matcher parts, int group, String otherwise) {
    String part = parts.group(group);
    return part == null || part.isEmpty() ? otherwise : part;
  }

  boolean hasSeveralHosts() {
    return hosts.contains(",");
  }

  /** Returns the address for the driver, without user and settings. */
  String forDriver() {
    return "jdbc:postgresql://" + hosts + path;
  }
}
