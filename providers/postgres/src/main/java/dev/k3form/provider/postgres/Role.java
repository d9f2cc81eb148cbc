package dev.k3form.provider.postgres;

import dev.k3form.model.schema.Effect;
import dev.k3form.spi.schema.Argument;
import dev.k3form.spi.schema.Resource;
import dev.k3form.spi.schema.SecretString;
import org.jspecify.annotations.Nullable;

/** A role of a server. */
@Resource(
    value = "postgres_role",
    doc =
        "A role of a PostgreSQL server. Its password never leaves this machine: the server gets the"
            + " SCRAM verifier that it would compute itself.",
    example =
        """
        resource "postgres_role" "k3s" {
          server   = postgres_server.db.connection
          name     = "k3s"
          password = var.datastore_password
        }
        """)
record Role(
    @Argument(doc = "The server.", example = "postgres_server.db.connection")
        ServerConnection server,
    @Argument(doc = "Name of the role.", effect = Effect.REPLACE, example = "\"k3s\"") String name,
    @Argument(doc = "Whether it may log in.", defaultValue = "true") boolean login,
    @Argument(doc = "Its password; without one only other methods let it in.")
        @Nullable SecretString password,
    @Argument(doc = "Whether it is above all checks.", defaultValue = "false") boolean superuser,
    @Argument(doc = "Whether it may create databases.", defaultValue = "false") boolean createdb,
    @Argument(doc = "Whether it may create roles.", defaultValue = "false") boolean createrole,
    @Argument(doc = "Whether it may replicate.", defaultValue = "false") boolean replication,
    @Argument(doc = "How many connections it may have; -1 for any number.", defaultValue = "-1")
        int connectionLimit) {

  /** Returns the options of {@code CREATE ROLE} and {@code ALTER ROLE} but the password. */
  String options() {
    return (login ? "login" : "nologin")
        + (superuser ? " superuser" : " nosuperuser")
        + (createdb ? " createdb" : " nocreatedb")
        + (createrole ? " createrole" : " nocreaterole")
        + (replication ? " replication" : " noreplication")
        + " connection limit "
        + connectionLimit;
  }
}
