package dev.k3form.provider.k3s;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads in k3s's log why it does not start. The words are those of k3s v1.34.
 *
 * @param sentence the cause
 * @param help the way out
 * @param argument the argument to blame, empty if none is
 * @param certain whether it cannot go away by itself; of other causes it counts how long they last
 */
record Diagnosis(String sentence, String help, String argument, boolean certain) {
  private static final String SAME =
      "Everything that must be equal on all servers belongs into k3s_cluster; take it out of"
          + " `config`.";
  private static final String DATABASE =
      "Look into the database server's log, which tells more than the client is told.";

  private static final String LEFT_MEMBER =
      "etcd has a member of this name already, left from a join that was cut off or a machine that"
          + " was rebuilt";
  private static final String REMOVED_MEMBER =
      "its member was removed from etcd, and its data are of no use any more";

  private record Rule(
      Pattern words, String sentence, String help, String argument, boolean certain) {
    Rule(String words, String sentence, String help, String argument, boolean certain) {
      this(Pattern.compile(words), sentence, help, argument, certain);
    }
  }

  private static final Pattern MISMATCHED =
      Pattern.compile("critical configuration mismatched: ([^\"\\s]+)");

  private static final List<Rule> RULES =
      List.of(
          new Rule(
              "encrypted with different token",
              "the token is not the one that the cluster in the datastore was founded with",
              "Give k3s_cluster the token of that cluster, or an empty database.",
              "cluster",
              true),
          new Rule(
              "token CA hash does not match the Cluster CA certificate hash: (\\S+) != (\\w+)",
              "the CA hash in the token is not that of the cluster's CA",
              "Write the token that the cluster's own server/token file has, or the password"
                  + " alone.",
              "cluster",
              true),
          new Rule(
              "invalid token CA hash length",
              "the token is malformed: its CA hash has not 64 digits",
              "Write K10<64 digits>::<user>:<password>, or the password alone.",
              "cluster",
              true),
          new Rule(
              "duplicate node name found",
              LEFT_MEMBER,
              "Remove that member through another server, or choose another `name`.",
              "name",
              true),
          new Rule(
              "member has been permanently removed from the cluster",
              REMOVED_MEMBER,
              "Apply again: it joins as a new member.",
              "",
              true),
          new Rule(
              "[Nn]ode password rejected|duplicate hostname",
              "a node of this name exists already and has another password",
              "Choose another `name`, or delete that node if its machine is gone.",
              "name",
              true),
          new Rule(
              "--token is required",
              "there is no token in the configuration",
              "Apply again: the token file is missing on the machine.",
              "",
              true),
          new Rule(
              "only https:// URLs are supported",
              "the server's URL is not an https URL",
              "Take `server` out of `config`: k3form writes it.",
              "config",
              true),
          new Rule(
              "yaml: line \\d+",
              "config.yaml cannot be read: {0}",
              "Look at what `config` gives.",
              "config",
              true),
          new Rule(
              "no such flag|flag provided but not defined: (\\S+)",
              "k3s does not know an option: {0}",
              "Look at what `config` gives.",
              "config",
              true),
          new Rule(
              "invalid downgrade; server version is lower",
              "etcd's data were written by a newer release",
              "Give the cluster the newer `version` again.",
              "cluster",
              true),
          new Rule(
              "(failed to bootstrap cluster data|failed to retrieve configuration from server): not"
                  + " authorized",
              "the cluster refuses the token: it is not the cluster's",
              "Write the token that the cluster was founded with.",
              "cluster",
              true),
          new Rule(
              "connection requires a valid client certificate",
              "PostgreSQL requires a client certificate and got none",
              "Set certificate_pem and private_key_pem in datastore_postgres.",
              "cluster",
              true),
          new Rule(
              "no pg_hba\\.conf entry for host \\S+, user \\S+, database \\S*(?!postgres)",
              "PostgreSQL has no hba rule that lets this machine in",
              "Add an `hba` block with the machine's address to postgres_server.",
              "cluster",
              false),
          new Rule(
              "password authentication failed",
              "PostgreSQL refuses role or password, or the certificate's common name is not the"
                  + " role",
              DATABASE,
              "cluster",
              false),
          new Rule(
              "Failed to ping database connection: .*(x509: [^\"\\\\]+)",
              "PostgreSQL's certificate is not trusted: {1}",
              "ca_certificate_pem must be the authority of PostgreSQL's certificate, and `host` a"
                  + " name in it.",
              "cluster",
              false),
          new Rule(
              "Failed to ping database connection: .*(no such host|connection refused|timed?"
                  + " ?out|no route to host)",
              "the database cannot be reached: {1}",
              "Look whether PostgreSQL runs and listens on the address that this machine sees.",
              "cluster",
              false),
          new Rule(
              "Failed to ping database connection",
              "the database refuses the connection",
              DATABASE,
              "cluster",
              false),
          new Rule(
              "failed to bootstrap cluster data: context deadline exceeded",
              "the datastore does not answer",
              "Look whether it runs, and at its certificates.",
              "cluster",
              false),
          new Rule(
              "failed to get CA certs",
              "nothing that speaks for the cluster answers at the server's address",
              "Look at address and port, at the load balancer behind it, and at `tls_san`.",
              "cluster",
              false),
          new Rule(
              "Failed to validate connection to cluster",
              "the connection to the cluster cannot be verified",
              "Look at address and token.",
              "cluster",
              false));

  /** Reports whether the join can begin anew once member and data are gone. */
  boolean isLeftMember() {
    return sentence.equals(LEFT_MEMBER) || sentence.equals(REMOVED_MEMBER);
  }

  /** Returns the cause that a log tells, if it tells any. */
  static Optional<Diagnosis> of(String log) {
    if (log.contains("critical configuration value mismatch between servers")) {
      return Optional.of(mismatch(log));
    }
    Diagnosis uncertain = null;
    for (Rule rule : RULES) {
      Diagnosis found = match(rule, log);
      if (found != null && found.certain()) {
        return Optional.of(found);
      }
      uncertain = uncertain == null ? found : uncertain;
    }
    return Optional.ofNullable(uncertain);
  }

  private static @Nullable Diagnosis match(Rule rule, String log) {
    for (String line : log.lines().toList()) {
      Matcher m = rule.words().matcher(line);
      if (line.contains("failed to create database") || !m.find()) {
        continue;
      }
      String group = m.groupCount() > 0 && m.group(1) != null ? m.group(1) : "";
      return new Diagnosis(
          rule.sentence().replace("{0}", m.group()).replace("{1}", group),
          rule.help(),
          rule.argument(),
          rule.certain());
    }
    return null;
  }

  private static Diagnosis mismatch(String log) {
    Matcher m = MISMATCHED.matcher(log);
    String key = m.find() ? m.group(1) : "";
    String what =
        key.startsWith("ClusterIPRange")
            ? "cluster-cidr"
            : key.startsWith("ServiceIPRange")
                ? "service-cidr"
                : key.startsWith("ClusterDNS") ? "cluster-dns" : key;
    return new Diagnosis(
        "a setting that must be equal on all servers differs from the cluster's"
            + (what.isEmpty() ? "" : ": " + what),
        SAME,
        "cluster",
        true);
  }
}
