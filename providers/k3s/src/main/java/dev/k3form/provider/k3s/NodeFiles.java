package dev.k3form.provider.k3s;

import dev.k3form.hosts.Content;
import dev.k3form.hosts.Transaction;
import dev.k3form.hosts.TransactionBuilder;
import dev.k3form.hosts.UnitGoal;
import dev.k3form.spi.schema.SecretString;
import java.util.Optional;

/** The files of a node as one transaction. */
final class NodeFiles {
  static final String SERVER_TRANSACTION = "k3form-k3s-server";
  static final String AGENT_TRANSACTION = "k3form-k3s-agent";
  private static final String PRIVATE = "0600";

  private NodeFiles() {}

  /** Returns the files of a server; {@code entry} says how it enters, if it has not yet. */
  static Transaction server(Server server, String config, Optional<String> entry) {
    TransactionBuilder files =
        Transaction.named(SERVER_TRANSACTION)
            .put(Paths.CONFIG, Content.of(config), PRIVATE)
            .put(Paths.TOKEN, secret(Token.password(server.cluster().token())), PRIVATE)
            .put(
                Paths.unitFile(Paths.SERVER_UNIT),
                Content.of(UnitFile.of(Paths.SERVER_UNIT, "server")),
                "0644");
    entry.ifPresent(text -> files.put(Paths.ENTRY, Content.of(text), PRIVATE));
    Datastore datastore = server.cluster().datastorePostgres();
    if (datastore != null) {
      files
          .put(Paths.DATASTORE, Content.of(NodeConfig.datastore(datastore)), PRIVATE)
          .put(Paths.DATASTORE_CA, Content.of(datastore.caCertificatePem()), PRIVATE);
      String certificate = datastore.certificatePem();
      SecretString key = datastore.privateKeyPem();
      if (certificate != null && key != null) {
        files
            .put(Paths.DATASTORE_CERTIFICATE, Content.of(certificate), PRIVATE)
            .put(Paths.DATASTORE_KEY, secret(key), PRIVATE);
      }
    }
    return files.unit(UnitGoal.of(Paths.SERVER_UNIT).enabled()).build();
  }

  static Transaction agent(Agent agent, String config, SecretString token) {
    return Transaction.named(AGENT_TRANSACTION)
        .put(Paths.CONFIG, Content.of(config), PRIVATE)
        .put(Paths.TOKEN, secret(token), PRIVATE)
        .put(
            Paths.unitFile(Paths.AGENT_UNIT),
            Content.of(UnitFile.of(Paths.AGENT_UNIT, "agent")),
            "0644")
        .unit(UnitGoal.of(Paths.AGENT_UNIT).enabled())
        .build();
  }

  /**
   * A founder's or joiner's entry is taken away once it is in: a rebuilt machine founds nothing.
   */
  static Transaction entered() {
    return Transaction.named(SERVER_TRANSACTION).remove(Paths.ENTRY).build();
  }

  private static Content secret(SecretString text) {
    return Content.of(text.reveal());
  }
}
