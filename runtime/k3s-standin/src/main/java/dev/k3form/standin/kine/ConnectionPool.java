package dev.k3form.standin.kine;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Three connections, as many as an idle k3s server has; one that is broken is made again. */
final class ConnectionPool {

  private static final int SIZE = 3;

  private final Dsn dsn;
  private final BlockingQueue<AtomicReference<@Nullable Connection>> slots =
      new ArrayBlockingQueue<>(SIZE);

  /** Something to do with a connection. */
  interface Work<T> {
    T with(Connection connection) throws SQLException;
  }

  ConnectionPool(Dsn dsn) {
    this.dsn = dsn;
    for (int i = 0; i < SIZE; i++) {
      slots.add(new AtomicReference<>());
    }
  }

  static Connection connect(Dsn dsn, String database) throws SQLException {
    return DriverManager.getConnection(dsn.url(database), dsn.properties());
  }

  /** Opens all connections. */
  void fill() throws SQLException {
    for (AtomicReference<@Nullable Connection> slot : slots) {
      open(slot);
    }
  }

  private Connection open(AtomicReference<@Nullable Connection> slot) throws SQLException {
    Connection connection = slot.get();
    if (connection == null || connection.isClosed()) {
      connection = connect(dsn, dsn.database());
      slot.set(connection);
    }
    return connection;
  }

  <T> T with(Work<T> work) throws SQLException {
    AtomicReference<@Nullable Connection> slot;
    try {
      slot = slots.poll(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted", e);
    }
    if (slot == null) {
      throw new SQLException("all connections are busy");
    }
    try {
      return work.with(open(slot));
    } catch (SQLException e) {
      discard(slot);
      throw e;
    } finally {
      slots.add(slot);
    }
  }

  private static void discard(AtomicReference<@Nullable Connection> slot) {
    Connection connection = slot.getAndSet(null);
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        // It was broken; that is why it goes.
      }
    }
  }

  void close() {
    slots.forEach(ConnectionPool::discard);
  }
}
