package dev.k3form.provider.postgres;

import dev.k3form.hosts.Command;
import dev.k3form.hosts.provider.HostConnection;
import dev.k3form.hosts.provider.HostSession;
import dev.k3form.model.value.Value;
import dev.k3form.spi.ProviderException;
import dev.k3form.spi.ResourceType;
import dev.k3form.spi.engine.TypeHandle;
import dev.k3form.spi.schema.RecordBinder;
import dev.k3form.spi.schema.SecretString;
import dev.k3form.testkit.ProviderContract;
import dev.k3form.testkit.RecordingContext;
import dev.k3form.testkit.RecordingSessionContext;
import dev.k3form.testkit.Subject;
import dev.k3form.testkit.host.FakeHost;
import dev.k3form.testkit.host.FakePool;
import dev.k3form.testkit.lab.LabMachines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;

/** The contract of what is in a server, on a real one. */
@Tag("lab")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SqlContractLabTest {
  private static final String NAME = "contract";

  private LabMachines machines;
  private RecordingSessionContext run;
  private HostConnection machine;
  private ServerConnection server;

  @BeforeAll
  void boot() throws Exception {
    machines = LabMachines.open();
    run = new RecordingSessionContext(Path.of("."));
    machine = machines.boot(42, "db2");
    Server plain =
        new Server(
            machine,
            List.of(),
            5432,
            Map.of("fsync", "off"),
            null,
            List.of(),
            null,
            null,
            null,
            null,
            null,
            null);
    TypeHandle<Server, HostSession> type = TypeHandle.of(new ServerType());
    Value.Obj planned = type.plan(RecordBinder.unbind(plain), Optional.empty()).values();
    Value.Obj applied = type.create(planned, HostSession.open(run), RecordingContext.calm());
    server = Objects.requireNonNull(RecordBinder.bind(applied, Server.class).connection());
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

  private String sql(String text) throws ProviderException {
    return HostSession.open(run)
        .on(
            machine,
            host ->
                host.run(
                        Command.script("ask the server", ServerScript.program(), "run", "15")
                            .withStdin(text))
                    .stdout()
                    .strip());
  }

  /** What roles and databases have in common as subjects. */
  private abstract class Subjects<R extends Record> implements Subject<R, HostSession> {
    private final FakePool nowhere = new FakePool(new FakeHost());
    private boolean broken;

    @Override
    public HostSession open() {
      return broken ? nowhere.session() : HostSession.open(run);
    }

    @Override
    public boolean breakDown() {
      nowhere.breakDown();
      broken = true;
      return true;
    }

    @Override
    public Optional<Value.Obj> replacing() {
      return Optional.of(configuration().with("name", Value.str("another")));
    }

    abstract String cleaning();

    @Override
    public void close() throws IOException {
      nowhere.close();
      try {
        sql(cleaning());
      } catch (ProviderException e) {
        throw new IOException(e);
      }
    }
  }

  @Nested
  final class Roles extends ProviderContract<Role, HostSession> {
    @Override
    protected Subject<Role, HostSession> subject() {
      return new Subjects<>() {
        @Override
        public ResourceType<Role, HostSession> type() {
          return new RoleType();
        }

        @Override
        public Value.Obj configuration() {
          return RecordBinder.unbind(
              new Role(
                  server,
                  NAME,
                  true,
                  new SecretString("s3cret-word"),
                  false,
                  true,
                  false,
                  true,
                  7));
        }

        @Override
        public Optional<Value.Obj> changed() {
          return Optional.of(configuration().with("createdb", Value.bool(false)));
        }

        @Override
        public OptionalInt objects() throws ProviderException {
          return OptionalInt.of(
              Integer.parseInt(
                  sql("select count(*) from pg_roles where rolname = '" + NAME + "'")));
        }

        @Override
        public boolean drift(Value.Obj applied) throws ProviderException {
          sql("alter role " + NAME + " nologin");
          return true;
        }

        @Override
        String cleaning() {
          return "drop role if exists " + NAME;
        }
      };
    }
  }

  @Nested
  final class Databases extends ProviderContract<Database, HostSession> {
    @Override
    protected Subject<Database, HostSession> subject() {
      return new Subjects<>() {
        @Override
        public ResourceType<Database, HostSession> type() {
          return new DatabaseType();
        }

        @Override
        public Value.Obj configuration() {
          return RecordBinder.unbind(new Database(server, NAME, "postgres", "UTF8", 9));
        }

        @Override
        public Optional<Value.Obj> changed() {
          return Optional.of(configuration().with("owner", Value.str(Manager.ROLE)));
        }

        @Override
        public OptionalInt objects() throws ProviderException {
          return OptionalInt.of(
              Integer.parseInt(
                  sql("select count(*) from pg_database where datname = '" + NAME + "'")));
        }

        @Override
        public boolean drift(Value.Obj applied) throws ProviderException {
          sql("alter database " + NAME + " connection limit 3");
          return true;
        }

        @Override
        String cleaning() {
          return "drop database if exists " + NAME + " with (force)";
        }
      };
    }
  }
}
