package dev.k3form.provider.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.k3form.hosts.Command;
import dev.k3form.hosts.provider.HostConnection;
import dev.k3form.hosts.provider.HostSession;
import dev.k3form.model.value.Value;
import dev.k3form.spi.ProviderException;
import dev.k3form.spi.engine.TypeHandle;
import dev.k3form.spi.plan.Planned;
import dev.k3form.spi.schema.RecordBinder;
import dev.k3form.spi.schema.SecretString;
import dev.k3form.testkit.RecordingContext;
import dev.k3form.testkit.RecordingSessionContext;
import dev.k3form.testkit.lab.LabMachines;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real PostgreSQL on a real Debian machine, reached by mutual TLS from this computer. The tests
 * tell one story, so their order counts.
 */
@Tag("lab")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class PostgresLabTest {
  private static final TypeHandle<Server, HostSession> SERVER = TypeHandle.of(new ServerType());
  private static final TypeHandle<Role, HostSession> ROLE = TypeHandle.of(new RoleType());
  private static final TypeHandle<Database, HostSession> DATABASE =
      TypeHandle.of(new DatabaseType());
  private static final String PASSWORD = "correct-horse-battery";
  private static final String LOG = "/var/log/postgresql/postgresql-15-main.log";

  @TempDir private static Path temporary;
  private LabMachines machines;
  private RecordingSessionContext run;
  private HostSession session;
  private HostConnection machine;
  private Pki pki;
  private Client client;
  private Server wanted;
  private Value.Obj server;
  private Value.Obj role;
  private Value.Obj database;

  @BeforeAll
  void boot() throws Exception {
    machines = LabMachines.open();
    run = new RecordingSessionContext(Path.of("."));
    session = HostSession.open(run);
    machine = machines.boot(41, "db1");
    pki = new Pki("datastore CA");
    client =
        Client.of(machine.address(), pki, temporary, PASSWORD)
            .showing(pki.leaf("k3s"), temporary.resolve("k3s"));
    wanted = declared(pki.leaf("db", machine.address()));
    server = create(SERVER, wanted);
    role = create(ROLE, role(PASSWORD));
    database = create(DATABASE, kine());
  }

  @AfterAll
  void end() throws Exception {
    if (run != null) {
      run.close();
    }
    if (machines != null) {
      machines.close();
    }
  }

  private Server declared(Pki.Leaf leaf) {
    HbaRule rule =
        new HbaRule(
            "hostssl",
            List.of("kine", "postgres"),
            List.of("k3s"),
            machines.gateway() + "/32",
            "scram-sha-256",
            "verify-full",
            Map.of());
    return new Server(
        machine,
        List.of("localhost", machine.address()),
        5432,
        Map.of("max_connections", "50", "log_statement", "all"),
        new Ssl(leaf.certificatePem(), leaf.keyPem(), pki.caPem(), "TLSv1.2"),
        List.of(rule),
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private ServerConnection connection() {
    return Objects.requireNonNull(RecordBinder.bind(server, Server.class).connection());
  }

  private Role role(String password) {
    return new Role(
        connection(), "k3s", true, new SecretString(password), false, false, false, false, -1);
  }

  private Database kine() {
    return new Database(connection(), "kine", "k3s", "UTF8", -1);
  }

  private static Value.Obj config(TypeHandle<?, ?> type, Record record) {
    Value.Obj all = RecordBinder.unbind(record);
    for (var a : type.schema().block().attributes().values()) {
      if (!a.presence().isArgument()) {
        all = all.without(a.name());
      }
    }
    return all;
  }

  private <R extends Record> Value.Obj create(TypeHandle<R, HostSession> type, R record)
      throws ProviderException {
    Planned planned = type.plan(config(type, record), Optional.empty());
    return type.create(planned.values(), session, RecordingContext.calm());
  }

  private Value.Obj update(TypeHandle<?, HostSession> type, Value.Obj prior, Record record)
      throws ProviderException {
    Planned planned = type.plan(config(type, record), Optional.of(prior));
    return type.update(prior, planned.values(), session, RecordingContext.calm());
  }

  private Optional<Value.Obj> read(TypeHandle<?, HostSession> type, Value.Obj state)
      throws ProviderException {
    return type.read(state, session, RecordingContext.calm());
  }

  private void assertSettled(TypeHandle<?, HostSession> type, Value.Obj state, Record record)
      throws ProviderException {
    assertThat(read(type, state)).contains(state);
    assertThat(type.plan(config(type, record), Optional.of(state)).values()).isEqualTo(state);
  }

  private String onMachine(String script) throws ProviderException {
    return session.on(machine, host -> host.run(Command.of("sh", "-c", script)).stdout()).strip();
  }

  private String sql(String text) throws ProviderException {
    return onMachine(
        "cd /; runuser -u postgres -- psql -XtA -v ON_ERROR_STOP=1 -c \"" + text + "\"");
  }

  @Test
  @Order(1)
  void aSecondReadFindsNothingToDo() throws Exception {
    assertSettled(SERVER, server, wanted);
    assertSettled(ROLE, role, role(PASSWORD));
    assertSettled(DATABASE, database, kine());
    assertThat(server.get("version")).isEqualTo(Value.str("15"));
  }

  @Test
  @Order(2)
  void onlyAClientWithACertificateOfTheRolesNameGetsIn() throws Exception {
    assertThat(client.ask("kine", "select client_dn from pg_stat_ssl where pid = pg_backend_pid()"))
        .isEqualTo("/CN=k3s");
    assertThat(client.ask("kine", "select has_schema_privilege('public', 'create')"))
        .isEqualTo("t");
    Client without = Client.of(machine.address(), pki, temporary, PASSWORD);
    assertThatThrownBy(() -> without.ask("kine", "select 1"))
        .hasMessageContaining("requires a valid client certificate");
    Client other = without.showing(pki.leaf("somebody"), temporary.resolve("somebody"));
    assertThatThrownBy(() -> other.ask("kine", "select 1"))
        .hasMessageContaining("authentication failed");
    Client foreign = without.showing(new Pki("evil CA").leaf("k3s"), temporary.resolve("evil"));
    assertThatThrownBy(() -> foreign.ask("kine", "select 1"))
        .hasMessageContaining("requires a valid client certificate");
    assertThatThrownBy(() -> client.withPassword("wrong").ask("kine", "select 1"))
        .hasMessageContaining("password authentication failed");
    assertThatThrownBy(() -> client.ask("template1", "select 1"))
        .hasMessageContaining("no pg_hba.conf entry");
  }

  @Test
  @Order(3)
  void noPasswordIsInTheServersLogOrActivity() throws Exception {
    String admin = connection().password().reveal();
    assertThat(onMachine("grep -c 'SCRAM-SHA-256' " + LOG)).isNotEqualTo("0");
    for (String secret : List.of(PASSWORD, admin)) {
      assertThat(onMachine("grep -cF -e '" + secret + "' " + LOG + " || true")).isEqualTo("0");
      assertThat(
              sql(
                  "select count(*) from pg_stat_activity where query like '%"
                      + secret.substring(1)
                      + "%' and pid <> pg_backend_pid()"))
          .isEqualTo("0");
    }
    assertThat(
            sql(
                "select count(*) from pg_authid where rolpassword like 'SCRAM-SHA-256$4096:%'"
                    .replace("$", "\\$")))
        .isEqualTo("2");
  }

  /** Each entry changes one thing behind our back; the next plan shows it and applying mends it. */
  @Test
  @Order(4)
  void everyChangeByHandIsSeenAndMended() throws Exception {
    String etc = "/etc/postgresql/15/main/";
    for (Map.Entry<String, String> edit :
        Map.of(
                "config_content",
                "sed -i 's/max_connections = 50/max_connections = 51/' " + etc + "conf.d/*",
                "hba_content",
                "echo 'host all all all trust' >> " + etc + "pg_hba.conf",
                "ssl",
                "cp /etc/ssl/certs/ssl-cert-snakeoil.pem " + etc + "k3form-server.crt",
                "running",
                "systemctl stop postgresql@15-main")
            .entrySet()) {
      onMachine(edit.getValue());
      Value.Obj found = read(SERVER, server).orElseThrow();
      assertThat(differing(found, server)).as(edit.getValue()).containsExactly(edit.getKey());
      // A server that is stopped is its own resource's affair.
      assertThat(read(ROLE, role)).contains(role);
      server = update(SERVER, found, wanted);
      assertSettled(SERVER, server, wanted);
    }
    onMachine("printf x >> " + etc + "k3form-server.key");
    assertThat(differing(read(SERVER, server).orElseThrow(), server)).containsExactly("ssl");
    server = update(SERVER, read(SERVER, server).orElseThrow(), wanted);
    sql("alter role k3form_admin password 'changed by hand'");
    assertThat(differing(read(SERVER, server).orElseThrow(), server)).containsExactly("connection");
    assertThat(read(DATABASE, database)).contains(database);
    server = update(SERVER, read(SERVER, server).orElseThrow(), wanted);
    assertSettled(SERVER, server, wanted);
    assertThat(DATABASE.plan(config(DATABASE, kine()), Optional.of(database)).replaceBecause())
        .isEmpty();
    role = update(ROLE, role, role(PASSWORD));
    database = update(DATABASE, database, kine());
    assertSettled(DATABASE, database, kine());
    sql("alter system set log_statement = 'none'");
    onMachine("systemctl reload postgresql@15-main; sleep 1");
    Value.Obj found = read(SERVER, server).orElseThrow();
    assertThat(found.get("overridden").toString()).contains("log_statement");
    server = update(SERVER, found, wanted);
    assertSettled(SERVER, server, wanted);
    assertThat(sql("show log_statement")).isEqualTo("all");
    assertThat(client.ask("kine", "select 1")).isEqualTo("1");
  }

  private static List<String> differing(Value.Obj one, Value.Obj other) {
    return one.fields().keySet().stream()
        .filter(name -> !one.get(name).equals(other.get(name)))
        .toList();
  }

  @Test
  @Order(5)
  void driftOfARoleIsSeenAndMended() throws Exception {
    for (Map.Entry<String, String> edit :
        Map.of(
                "login", "nologin",
                "superuser", "superuser",
                "createdb", "createdb",
                "createrole", "createrole",
                "replication", "replication",
                "connection_limit", "connection limit 3",
                "password", "password 'other'")
            .entrySet()) {
      sql("alter role k3s " + edit.getValue());
      Value.Obj found = read(ROLE, role).orElseThrow();
      assertThat(differing(found, role)).containsExactly(edit.getKey());
      role = update(ROLE, found, role(PASSWORD));
      assertSettled(ROLE, role, role(PASSWORD));
    }
    assertThat(client.ask("kine", "select 1")).isEqualTo("1");
    role = update(ROLE, role, role("another-password"));
    assertThat(client.withPassword("another-password").ask("kine", "select 1")).isEqualTo("1");
    role = update(ROLE, role, role(PASSWORD));
  }

  @Test
  @Order(6)
  void driftOfADatabaseIsSeenAndMended() throws Exception {
    Database declared = kine();
    for (Map.Entry<String, String> edit :
        Map.of("owner", "owner to postgres", "connection_limit", "connection limit 4").entrySet()) {
      sql("alter database kine " + edit.getValue());
      Value.Obj found = read(DATABASE, database).orElseThrow();
      assertThat(differing(found, database)).containsExactly(edit.getKey());
      database = update(DATABASE, found, declared);
      assertSettled(DATABASE, database, declared);
    }
  }

  private Server changed(UnaryOperator<String> address, Map<String, String> parameters, Ssl ssl) {
    HbaRule rule = wanted.hba().getFirst();
    HbaRule other =
        new HbaRule(
            rule.type(),
            rule.databases(),
            rule.users(),
            address.apply(String.valueOf(rule.address())),
            rule.method(),
            rule.clientcert(),
            rule.options());
    return new Server(
        machine,
        wanted.listenAddresses(),
        wanted.port(),
        parameters,
        ssl,
        List.of(other),
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private void assertRefused(Server refused, String... words) throws Exception {
    String started = sql("select pg_postmaster_start_time()");
    ProviderException e =
        catchThrowableOfType(ProviderException.class, () -> update(SERVER, server, refused));
    assertThat(e).as("the failure").isNotNull().hasMessageContainingAll(words);
    assertThat(e).hasMessageContaining("serves with it again");
    assertSettled(SERVER, server, wanted);
    assertThat(client.ask("kine", "select 1")).isEqualTo("1");
    assertThat(sql("select pg_postmaster_start_time()")).isEqualTo(started);
  }

  @Test
  @Order(7)
  void whatPostgresRefusesLeavesTheOldConfigurationServing() throws Exception {
    Ssl ssl = Objects.requireNonNull(wanted.ssl());
    assertRefused(
        changed(a -> "10.0.0.0/99", wanted.parameters(), ssl),
        "line 6 of pg_hba.conf",
        "invalid CIDR mask in address \"10.0.0.0/99\"");
    assertRefused(
        changed(a -> a, Map.of("work_mem", "lots"), ssl),
        "invalid value for parameter \"work_mem\": \"lots\"");
    assertRefused(
        changed(a -> a, Map.of("shared_bufers", "1GB"), ssl),
        "unrecognized configuration parameter \"shared_bufers\"");
    assertRefused(
        changed(a -> a, Map.of("shared_buffers", "many"), ssl),
        "invalid value for parameter \"shared_buffers\"");
    Pki.Leaf other = pki.leaf("other", machine.address());
    assertRefused(
        changed(
            a -> a,
            wanted.parameters(),
            new Ssl(ssl.certificatePem(), other.keyPem(), pki.caPem(), "TLSv1.2")),
        "the private key is not the one of the certificate");
    assertRefused(
        changed(
            a -> a,
            wanted.parameters(),
            new Ssl(ssl.certificatePem(), ssl.privateKeyPem(), "no certificate", "TLSv1.2")),
        "k3form-ca.crt is not a certificate");
  }

  @Test
  @Order(8)
  void aRenewedCertificateIsShownWithoutARestart() throws Exception {
    String started = sql("select pg_postmaster_start_time()");
    wanted = declared(pki.leaf("db", machine.address()));
    Planned planned = SERVER.plan(config(SERVER, wanted), Optional.of(server));
    assertThat(planned.disruptions().toString()).contains("RELOAD").doesNotContain("RESTART");
    server = update(SERVER, server, wanted);
    assertSettled(SERVER, server, wanted);
    assertThat(client.ask("kine", "select pg_postmaster_start_time()::text")).isEqualTo(started);
  }

  @Test
  @Order(9)
  void anotherPortIsARestartAndRolesAreReachedThere() throws Exception {
    Server moved =
        new Server(
            machine,
            wanted.listenAddresses(),
            5433,
            wanted.parameters(),
            wanted.ssl(),
            wanted.hba(),
            null,
            null,
            null,
            null,
            null,
            null);
    Planned planned = SERVER.plan(config(SERVER, moved), Optional.of(server));
    assertThat(planned.disruptions().toString()).contains("RESTART");
    wanted = moved;
    server = update(SERVER, server, moved);
    assertSettled(SERVER, server, moved);
    client = client.withPort(5433);
    assertThat(client.ask("kine", "select 1")).isEqualTo("1");
    assertThat(ROLE.plan(config(ROLE, role(PASSWORD)), Optional.of(role)).replaceBecause())
        .isEmpty();
    role = update(ROLE, role, role(PASSWORD));
    assertSettled(ROLE, role, role(PASSWORD));
  }

  @Test
  @Order(10)
  void theParametersThatNeedARestartAreKnown() throws Exception {
    List<String> names =
        sql("select name from pg_settings where context = 'postmaster'").lines().toList();
    assertThat(names).hasSizeGreaterThan(40);
    assertThat(StartParameters.containsAll(names)).isTrue();
  }

  @Test
  @Order(11)
  void destroyingLeavesTheDistributionsConfigurationAndTheData() throws Exception {
    database = update(DATABASE, database, kine());
    DATABASE.delete(database, session, RecordingContext.calm());
    ROLE.delete(role, session, RecordingContext.calm());
    assertThat(read(DATABASE, database)).isEmpty();
    assertThat(read(ROLE, role)).isEmpty();
    SERVER.delete(server, session, RecordingContext.calm());
    SERVER.delete(server, session, RecordingContext.calm());
    assertThat(read(SERVER, server)).isEmpty();
    assertThat(onMachine("ls /etc/postgresql/15/main /etc/postgresql/15/main/conf.d"))
        .doesNotContain("k3form");
    assertThat(onMachine("grep -c 'local *all *all *peer' /etc/postgresql/15/main/pg_hba.conf"))
        .isEqualTo("1");
    assertThat(onMachine("systemctl is-active postgresql@15-main || true")).isEqualTo("inactive");
    onMachine("pg_ctlcluster 15 main start");
    assertThat(sql("select count(*) from pg_roles where rolname in ('k3s', 'k3form_admin')"))
        .isEqualTo("0");
    onMachine("pg_dropcluster --stop 15 main");
    assertThat(read(ROLE, role)).as("a role without any server").isEmpty();
  }
}
