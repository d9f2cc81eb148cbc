package dev.k3form.provider.k3s;

import dev.k3form.model.schema.Effect;
import dev.k3form.spi.schema.Argument;
import dev.k3form.spi.schema.SecretString;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL database that keeps the cluster's data by way of kine. */
record Datastore(
    @Argument(
            doc = "Name or address of the server, as its certificate carries it.",
            effect = Effect.RESTART,
            example = "\"db.k3form.internal\"")
        String host,
    @Argument(doc = "Its port.", defaultValue = "5432", effect = Effect.RESTART) int port,
    @Argument(
            doc = "Name of the database, in lower case.",
            defaultValue = "kubernetes",
            effect = Effect.RESTART,
            example = "postgres_database.kine.name")
        String database,
    @Argument(
            doc = "Role; the common name of the client's certificate must be the same.",
            effect = Effect.RESTART,
            example = "postgres_role.k3s.name")
        String user,
    @Argument(doc = "Password of the role.", effect = Effect.RESTART)
        @Nullable SecretString password,
    @Argument(doc = "Authority of the server's certificate: PEM.", effect = Effect.RESTART)
        String caCertificatePem,
    @Argument(doc = "The client's certificate: PEM.", effect = Effect.RESTART)
        @Nullable String certificatePem,
    @Argument(doc = "Its private key: PEM.", effect = Effect.RESTART)
        @Nullable SecretString privateKeyPem) {

  /**
   * Returns the data source name; without {@code sslmode}, since kine then verifies certificate and
   * name as soon as a certificate file is given.
   */
  String endpoint() {
    String credentials =
        encode(user) + (password == null ? "" : ":" + encode(password.reveal())) + "@";
    return "postgres://" + credentials + host + ":" + port + "/" + encode(database);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
