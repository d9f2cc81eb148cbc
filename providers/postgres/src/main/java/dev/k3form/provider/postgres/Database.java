package dev.k3form.provider.postgres;

import dev.k3form.model.schema.Effect;
import dev.k3form.spi.schema.Argument;
import dev.k3form.spi.schema.Resource;

/** A database of a server. */
@Resource(
    value = "postgres_database",
    doc =
        "A database of a PostgreSQL server. Its owner may do everything in it, which is what kine"
            + " needs. Destroying it destroys what is in it.",
    example =
        """
        resource "postgres_database" "kine" {
          server = postgres_server.db.connection
          name   = "kine"
          owner  = postgres_role.k3s.name
        }
        """)
record Database(
    @Argument(doc = "The server.", example = "postgres_server.db.connection")
        ServerConnection server,
    @Argument(
            doc = "Name of the database; kine needs it in lower case.",
            effect = Effect.REPLACE,
            example = "\"kine\"")
        String name,
    @Argument(doc = "Role that owns it.", example = "postgres_role.k3s.name") String owner,
    @Argument(doc = "Character set.", defaultValue = "UTF8", effect = Effect.REPLACE)
        String encoding,
    @Argument(doc = "How many connections it may have; -1 for any number.", defaultValue = "-1")
        int connectionLimit) {}
