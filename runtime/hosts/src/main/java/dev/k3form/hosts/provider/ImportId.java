package dev.k3form.hosts.provider;

import dev.k3form.spi.ProviderException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The identifier by which something on a machine is imported: {@code [user@]address[:port]#name}.
 *
 * <p>An IPv6 address stands in brackets. The host key is looked up in the user's known hosts; the
 * next apply records the connection that the configuration gives.
 *
 * @param name what is meant on the machine: a path, a unit; empty where there can be only one
 */
public record ImportId(HostConnection host, String name) {
  private static final Pattern FORM =
      Pattern.compile("(?:([^@#]+)@)?(\\[[^]#]+]|[^:#@\\[\\]]+)(?::(\\d{1,5}))?(?:#(.*))?");

  /** Reads an identifier; a name must follow the machine if {@code what} is not empty. */
  public static ImportId parse(String id, String what) throws ProviderException {
    Matcher m = FORM.matcher(id);
    if (!m.matches() || (m.group(4) == null && !what.isEmpty())) {
      String form = "[user@]address[:port]" + (what.isEmpty() ? "" : "#" + what);
      throw new ProviderException(
          "`" + id + "` is not an identifier of the form " + form,
          "Write for example root@192.168.1.211"
              + (what.isEmpty() ? "" : "#" + example(what))
              + ".");
    }
    String address = m.group(2).replaceAll("^\\[|]$", "");
    HostConnection host = HostConnection.of(address);
    if (m.group(1) != null) {
      host = host.withUser(m.group(1));
    }
    if (m.group(3) != null) {
      host = host.withPort(Integer.parseInt(m.group(3)));
    }
    return new ImportId(host, m.group(4) == null ? "" : m.group(4));
  }

  private static String example(String what) {
    return switch (what) {
      case "path" -> "/etc/motd";
      case "unit" -> "haproxy";
      case "address" -> "192.168.1.220";
      default -> "haproxy";
    };
  }
}
