package dev.k3form.standin.kine;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a connection failed, in the words of kine's driver (transcripts 07 and 11). */
final class ConnectionFailure {

  private ConnectionFailure() {}

  static String words(Dsn dsn, String database, SQLException failure) {
    return "failed to connect to `user="
        + dsn.user()
        + " database="
        + database
        + "`: "
        + place(dsn)
        + reason(dsn, failure);
  }

  private static String place(Dsn dsn) {
    try {
      return InetAddress.getByName(dsn.host()).getHostAddress()
          + ":"
          + dsn.port()
          + " ("
          + dsn.host()
          + "): ";
    } catch (UnknownHostException e) {
      return "";
    }
  }

  private static String reason(Dsn dsn, SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    String said = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    if (said.matches("(?:FATAL|ERROR|PANIC): .*")) {
      // A wrong password is told while SASL is going on, a wrong certificate after it, with the
      // same
      // words; the driver does not say which it was.
      String where = state.equals("28P01") ? "failed SASL auth: " : "server error: ";
      return where + said + " (SQLSTATE " + state + ")";
    }
    Optional<String> certificate =
        cause(failure, CertificateException.class).map(Throwable::getMessage);
    if (certificate.isPresent()) {
      return "failed to write startup message: write failed: tls: failed to verify certificate: "
          + certificate.get();
    }
    if (cause(failure, UnknownHostException.class).isPresent()) {
      return "hostname resolving error: lookup " + dsn.host() + ": no such host";
    }
    if (cause(failure, ConnectException.class).isPresent()) {
      return dial(dsn) + "connect: connection refused";
    }
    if (cause(failure, SocketTimeoutException.class).isPresent()) {
      return dial(dsn) + "i/o timeout";
    }
    return "server error: " + failure.getMessage();
  }

  private static String dial(Dsn dsn) {
    return "dial error: dial tcp " + place(dsn).replaceFirst(" \\(.*", "") + ": ";
  }

  private static <T extends Throwable> Optional<T> cause(Throwable failure, Class<T> type) {
    @Nullable Throwable at = failure;
    for (int depth = 0; at != null && depth < 10; depth++) {
      if (type.isInstance(at)) {
        return Optional.of(type.cast(at));
      }
      at = at.getCause();
    }
    return Optional.empty();
  }
}
