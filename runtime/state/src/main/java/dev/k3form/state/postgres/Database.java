package dev.k3form.state.postgres;

import dev.k3form.state.StateException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One connection that is made again when it breaks.
 *
 * <p>Work is done in transactions of this class, one at a time; one that meets a broken connection
 * is tried again on a new one, so work must be repeatable. The advisory lock goes with the
 * connection: after a new one is made it is asked for again, and {@link #locked} tells whether it
 * was got.
 */
final class Database implements AutoCloseable {
  /** The driver tells the standard error what its exceptions say; held, or its level is lost. */
  private static final Logger DRIVER = Logger.getLogger("org.postgresql");

  private static final int ATTEMPTS = 5;
  private static final Duration FIRST_WAIT = Duration.ofMillis(200);
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofSeconds(60);

  /** Work inside a transaction. */
  interface Work<T> {
    T in(Connection connection) throws SQLException;
  }

  private final PostgresSettings settings;
  private final long lockKey;
  private @Nullable Connection connection;
  private boolean met;
  private boolean wantsLock;
  private boolean locked;

  Database(PostgresSettings settings, String state) {
    DRIVER.setLevel(Level.OFF);
    this.settings = settings;
    this.lockKey = key(settings.schema() + "\n" + state);
  }

  PostgresSettings settings() {
    return settings;
  }

  long lockKey() {
    return lockKey;
  }

  private static long key(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(hash).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Does work in a transaction.
   *
   * @param purpose what for, in the error
   */
  synchronized <T> T transaction(String purpose, Work<T> work) {
    Duration wait = FIRST_WAIT;
    for (int attempt = 1; ; attempt++) {
      try {
        Connection c = connected(CONNECT);
        T result = work.in(c);
        c.commit();
        return result;
      } catch (SQLException e) {
        boolean broken = isBroken(e);
        drop(broken);
        if ("42501".equals(e.getSQLState())) {
          throw new StateException(DatabaseProblems.denied(purpose, said(e), settings), e);
        }
        if ((!broken || attempt == ATTEMPTS) && !met) {
          throw new StateException(DatabaseProblems.unreachable(e), e);
        }
        if (!broken || attempt == ATTEMPTS) {
          throw new StateException(DatabaseProblems.failed(purpose, said(e)), e);
        }
      } catch (RuntimeException e) {
        drop(false);
        throw e;
      }
      pause(wait);
      wait = wait.multipliedBy(2);
    }
  }

  /**
   * Does work in a transaction without waiting for a server that does not answer; tries again only
   * where it was an old connection that turns out to be broken.
   *
   * @param limit how long an answer of the server is waited for
   */
  synchronized <T> T once(String purpose, Duration limit, Work<T> work) {
    boolean old = connection != null;
    try {
      Connection c = connected(limit);
      waitFor(c, limit);
      try {
        T result = work.in(c);
        c.commit();
        return result;
      } finally {
        waitFor(c, ANSWER);
      }
    } catch (SQLException e) {
      drop(isBroken(e));
      if (old && connection == null) {
        return once(purpose, limit, work);
      }
      throw new StateException(DatabaseProblems.failed(purpose, said(e)), e);
    } catch (RuntimeException e) {
      drop(false);
      throw e;
    }
  }

  private static void waitFor(Connection c, Duration answer) throws SQLException {
    if (!c.isClosed()) {
      c.setNetworkTimeout(Runnable::run, Math.toIntExact(answer.toMillis()));
    }
  }

  private static String said(SQLException e) {
    return "the database said: " + e.getMessage();
  }

  private static boolean isBroken(SQLException e) {
    if (DatabaseProblems.isOfCertificates(e)) {
      return false;
    }
    String state = e.getSQLState() == null ? "08000" : e.getSQLState();
    return state.startsWith("08") || state.startsWith("57P") || state.equals("53300");
  }

  /** Takes the lock if it is free; it is asked for again whenever the connection is made anew. */
  synchronized boolean tryLock() {
    wantsLock = true;
    transaction("take the lock", c -> locked = locked || advisory(c));
    wantsLock = locked;
    return locked;
  }

  /** Reports whether the connection of this transaction holds the lock. */
  synchronized boolean isLocked() {
    return locked;
  }

  private boolean advisory(Connection c) throws SQLException {
    try (PreparedStatement s = c.prepareStatement("SELECT pg_try_advisory_lock(?)")) {
      s.setLong(1, lockKey);
      try (ResultSet row = s.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  private Connection connected(Duration limit) throws SQLException {
    Connection c = connection;
    if (c == null) {
      c = DriverManager.getConnection(settings.url(), settings.forDriver(limit, ANSWER));
      c.setAutoCommit(false);
      met = true;
      connection = c;
      if (wantsLock) {
        locked = advisory(c);
        c.commit();
      }
    }
    return c;
  }

  /** Ends a failed transaction, and the connection where it is broken. */
  private void drop(boolean broken) {
    Connection c = connection;
    if (c == null) {
      return;
    }
    try {
      if (broken) {
        connection = null;
        locked = false;
        c.close();
      } else {
        c.rollback();
      }
    } catch (SQLException e) {
      connection = null;
      locked = false;
    }
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StateException(DatabaseProblems.failed("connect again", "interrupted"), e);
    }
  }

  @Override
  public synchronized void close() {
    wantsLock = false;
    drop(true);
  }
}
