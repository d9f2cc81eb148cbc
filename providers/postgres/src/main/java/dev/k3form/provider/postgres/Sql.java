package dev.k3form.provider.postgres;

import dev.k3form.hosts.Host;
import dev.k3form.hosts.Tunnel;
import dev.k3form.hosts.provider.HostSession;
import dev.k3form.spi.ProviderException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * Runs SQL on a server, over JDBC through a channel of the machine's SSH connection to the Unix
 * domain socket.
 */
final class Sql {
  private static final int SECONDS = 15;

  private Sql() {}

  /** Something done with a connection. */
  @FunctionalInterface
  interface Work<T> {
    T with(Connection connection) throws SQLException, ProviderException;
  }

  /** Does something as the managing role. */
  static <T> T on(HostSession session, ServerConnection server, String database, Work<T> work)
      throws ProviderException {
    return session.on(server.host(), host -> through(host, server, database, work));
  }

  /** A server that does not run, or does not let its managing role in. */
  static final class Unavailable extends ProviderException {
    private static final long serialVersionUID = 1L;

    private Unavailable(String message, SQLException cause) {
      super(
          Kind.TRANSIENT,
          message,
          cause,
          "server",
          List.of("The next plan shows what is wrong with the postgres_server; apply mends it."));
    }
  }

  /**
   * Reads something. A server that is unavailable is for its own resource to show and to mend; what
   * is in it is taken to be as recorded, unless there is no server at all.
   */
  static <R> Optional<R> read(
      HostSession session, ServerConnection server, R recorded, Work<Optional<R>> work)
      throws ProviderException {
    try {
      return on(session, server, "postgres", work);
    } catch (Unavailable e) {
      return session.on(server.host(), Cluster::find).map(_ -> recorded);
    }
  }

  private static <T> T through(Host host, ServerConnection server, String database, Work<T> work)
      throws ProviderException {
    try (Tunnel tunnel = host.openTunnel(Cluster.socket(server.port()))) {
      return through(tunnel, host, server, database, work);
    }
  }

  private static <T> T through(
      Tunnel tunnel, Host host, ServerConnection server, String database, Work<T> work)
      throws ProviderException {
    try {
      Properties properties = new Properties();
      properties.setProperty("user", server.user());
      properties.setProperty("password", server.password().reveal());
      properties.setProperty("ApplicationName", "k3form");
      properties.setProperty("loginTimeout", Integer.toString(SECONDS));
      properties.setProperty("socketTimeout", "60");
      // The SSH channel already encrypts, and a Unix domain socket knows no TLS.
      properties.setProperty("sslmode", "disable");
      String url =
          "jdbc:postgresql://127.0.0.1:%d/%s"
              .formatted(tunnel.local().getPort(), encoded(database));
      try (Connection connection = DriverManager.getConnection(url, properties)) {
        return work.with(connection);
      }
    } catch (SQLException e) {
      throw failure(host, e, tunnel.refusal());
    }
  }

  private static String encoded(String database) {
    return URLEncoder.encode(database, StandardCharsets.UTF_8);
  }

  /** SQL states of class 08 and 57 are of the connection and the server's state: worth a retry. */
  private static ProviderException failure(Host host, SQLException e, Optional<String> refusal) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    String message =
        "PostgreSQL on "
            + host.spec().address()
            + " said: "
            + e.getMessage()
            + refusal.map(why -> " (" + why + ")").orElse("");
    if (refusal.isPresent() || state.startsWith("28")) {
      return new Unavailable(message, e);
    }
    boolean passing = state.startsWith("08") || state.startsWith("57P");
    return new ProviderException(
        passing ? ProviderException.Kind.TRANSIENT : ProviderException.Kind.PERMANENT,
        message,
        e,
        "",
        List.of());
  }

  /** Returns a name as SQL writes it. */
  static String identifier(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** Returns a text as SQL writes it, whatever standard_conforming_strings says. */
  static String literal(String text) {
    return text.indexOf('\\') >= 0
        ? "E'" + text.replace("\\", "\\\\").replace("'", "''") + "'"
        : "'" + text.replace("'", "''") + "'";
  }
}
