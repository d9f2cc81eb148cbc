package dev.k3form.cli.kill;

import dev.k3form.spi.ApplyContext;
import dev.k3form.spi.Notes;
import dev.k3form.spi.OperationContext;
import dev.k3form.spi.Provider;
import dev.k3form.spi.ProviderException;
import dev.k3form.spi.Recovery;
import dev.k3form.spi.ResourceType;
import dev.k3form.spi.SessionContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Real objects outside of the state: files, made a little slowly so that a kill meets them. */
public final class MarkProvider
    implements Provider<MarkProvider.Configuration, MarkProvider.Session> {
  /** The provider's block takes nothing. */
  public record Configuration() {}

  /** Nothing is held open. */
  public record Session() implements AutoCloseable {
    @Override
    public void close() {}
  }

  @Override
  public String name() {
    return "mark";
  }

  @Override
  public String doc() {
    return "Files that stand for objects of the world.";
  }

  @Override
  public Class<Configuration> configuration() {
    return Configuration.class;
  }

  @Override
  public List<ResourceType<?, Session>> resourceTypes() {
    return List.of(new MarkType());
  }

  @Override
  public Session open(Configuration configuration, SessionContext context) {
    return new Session();
  }

  /** The resource {@code mark_file}. */
  static final class MarkType implements ResourceType<MarkRecord, Session> {
    private static final String ID = "id";

    @Override
    public Class<MarkRecord> model() {
      return MarkRecord.class;
    }

    @Override
    public Optional<MarkRecord> read(MarkRecord prior, Session session, OperationContext context)
        throws ProviderException {
      Path file = file(prior, String.valueOf(prior.id()));
      try {
        return Files.exists(file)
            ? Optional.of(with(prior, Files.readString(file), String.valueOf(prior.id())))
            : Optional.empty();
      } catch (IOException e) {
        throw ProviderException.transientFailure("the file cannot be read", e);
      }
    }

    @Override
    public MarkRecord create(MarkRecord planned, Session session, ApplyContext context)
        throws ProviderException {
      String id = context.idempotencyKey();
      context.note(ID, id);
      return write(planned, id, context);
    }

    @Override
    public MarkRecord update(
        MarkRecord prior, MarkRecord planned, Session session, ApplyContext context)
        throws ProviderException {
      return write(planned, String.valueOf(prior.id()), context);
    }

    @Override
    public void delete(MarkRecord prior, Session session, ApplyContext context)
        throws ProviderException {
      dawdle(context);
      try {
        Files.deleteIfExists(file(prior, String.valueOf(prior.id())));
      } catch (IOException e) {
        throw ProviderException.transientFailure("the file cannot be deleted", e);
      }
      dawdle(context);
    }

    @Override
    public Recovery<MarkRecord> recover(
        MarkRecord planned, Notes notes, Session session, OperationContext context) {
      Optional<String> id = notes.get(ID).filter(name -> Files.exists(file(planned, name)));
      return id.isPresent()
          ? new Recovery.Found<>(with(planned, planned.content(), id.get()))
          : new Recovery.Absent<>();
    }

    private static MarkRecord write(MarkRecord planned, String id, OperationContext context)
        throws ProviderException {
      dawdle(context);
      try {
        Files.writeString(file(planned, id), planned.content());
      } catch (IOException e) {
        throw ProviderException.transientFailure("the file cannot be written", e);
      }
      dawdle(context);
      return with(planned, planned.content(), id);
    }

    private static void dawdle(OperationContext context) throws ProviderException {
      context.pause(Duration.ofNanos(ThreadLocalRandom.current().nextLong(3_000_000)));
    }

    private static Path file(MarkRecord record, String id) {
      return Path.of(record.directory()).resolve(id);
    }

    private static MarkRecord with(MarkRecord record, String content, String id) {
      return new MarkRecord(record.directory(), content, record.generation(), id);
    }
  }
}
