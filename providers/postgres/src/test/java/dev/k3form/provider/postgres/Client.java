package dev.k3form.provider.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;

/** A client on this computer that verifies the server's name and shows a certificate, or none. */
record Client(
    String address,
    int port,
    Path authority,
    Optional<Path> certificate,
    String user,
    String password) {

  static Client of(String address, Pki pki, Path directory, String password) throws IOException {
    Path authority = Files.writeString(directory.resolve("ca.crt"), pki.caPem());
    return new Client(address, 5432, authority, Optional.empty(), "k3s", password);
  }

  Client showing(Pki.Leaf leaf, Path directory) throws IOException {
    return new Client(address, port, authority, Optional.of(leaf.into(directory)), user, password);
  }

  Client withPassword(String other) {
    return new Client(address, port, authority, certificate, user, other);
  }

  Client withPort(int other) {
    return new Client(address, other, authority, certificate, user, password);
  }

  /** Returns the first column of the first row. */
  String ask(String database, String sql) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty("sslmode", "verify-full");
    properties.setProperty("sslrootcert", authority.toString());
    properties.setProperty("loginTimeout", "10");
    certificate.ifPresent(
        own -> {
          properties.setProperty("sslcert", own.resolve("client.crt").toString());
          properties.setProperty("sslkey", own.resolve("client.pk8").toString());
        });
    String url = "jdbc:postgresql://" + address + ":" + port + "/" + database;
    try (Connection connection = DriverManager.getConnection(url, properties);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
