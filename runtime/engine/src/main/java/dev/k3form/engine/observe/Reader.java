package dev.k3form.engine.observe;

import dev.k3form.engine.event.EventSink;
import dev.k3form.engine.event.Phase;
import dev.k3form.engine.event.PhaseMeter;
import dev.k3form.engine.problem.ApplyProblems;
import dev.k3form.engine.problem.PlanProblems;
import dev.k3form.engine.provider.BoundType;
import dev.k3form.engine.provider.Interruption;
import dev.k3form.engine.provider.ProviderSessions;
import dev.k3form.engine.provider.RunContext;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.diagnostic.Diagnostics;
import dev.k3form.model.source.Span;
import dev.k3form.model.value.Value;
import dev.k3form.spi.ProviderException;
import dev.k3form.state.ObjectStatus;
import dev.k3form.state.ResourceRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads the objects of many records at the same time.
 *
 * <p>Each read has a virtual thread of its own, so that a session can answer those that wait
 * together by one request. An object that cannot be read because what it stands on is gone counts
 * as gone with it.
 */
public final class Reader {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final ProviderSessions sessions;
  private final EventSink events;
  private final Interruption interruption;
  private final Diagnostics diagnostics;
  private final Places places;
  private final int atOnce;

  /** Where an argument of a resource, or of its provider, is written. */
  public interface Places {
    /** Returns the place, {@link Span#NONE} if it is written nowhere. */
    Span of(ResourceAddress address, String argument);
  }

  /**
   * Creates a reader; what goes wrong goes to the diagnostics.
   *
   * @param atOnce how many objects are read at the same time
   */
  public Reader(
      ProviderSessions sessions,
      EventSink events,
      Interruption interruption,
      Diagnostics diagnostics,
      Places places,
      int atOnce) {
    this.sessions = sessions;
    this.events = events;
    this.interruption = interruption;
    this.diagnostics = diagnostics;
    this.places = places;
    this.atOnce = atOnce;
  }

  /** Brings records to the present form of their schemas; leaves out those that cannot be. */
  public Map<ResourceAddress, ResourceRecord> upgrade(Collection<ResourceRecord> records) {
    Map<ResourceAddress, ResourceRecord> out = HashMap.newHashMap(records.size());
    for (ResourceRecord record : records) {
      try {
        BoundType<?> type = sessions.resource(record.provider(), record.address().type());
        int known = type.schema().version();
        if (record.schemaVersion() > known) {
          diagnostics.accept(
              PlanProblems.newerRecord(record.address(), record.schemaVersion(), known));
          continue;
        }
        out.put(
            record.address(),
            record.schemaVersion() == known
                ? record
                : record.withAttributes(type.upgrade(record.schemaVersion(), record.attributes())));
      } catch (ProviderSessions.Unavailable e) {
        diagnostics.accept(e.diagnostic());
      }
    }
    return out;
  }

  private sealed interface Answer {
    record Found(Optional<Value.Obj> attributes) implements Answer {}

    record Failed(Diagnostic diagnostic) implements Answer {}
  }

  /** Reads all of them. */
  public Map<ResourceAddress, Observed> read(Collection<ResourceRecord> records) {
    Map<ResourceAddress, Answer> answers = HashMap.newHashMap(records.size());
    try (PhaseMeter meter = events.phase(Phase.READ, records.size());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Semaphore limit = new Semaphore(atOnce);
      Map<ResourceAddress, Future<Answer>> running = HashMap.newHashMap(records.size());
      for (ResourceRecord record : records) {
        if (record.status() == ObjectStatus.ABSENT) {
          answers.put(record.address(), new Answer.Found(Optional.empty()));
          meter.step();
          continue;
        }
        running.put(record.address(), threads.submit(() -> readOne(record, limit, meter)));
      }
      running.forEach((address, future) -> answers.put(address, await(future, meter, threads)));
    }
    return settle(records, answers);
  }

  private Answer await(Future<Answer> future, PhaseMeter meter, ExecutorService threads) {
    while (true) {
      try {
        return future.get(250, TimeUnit.MILLISECONDS);
      } catch (TimeoutException _) {
        meter.tick();
        if (interruption.isStopping()) {
          threads.shutdownNow(); // nothing is lost by not knowing
        }
      } catch (InterruptedException e) {
        interruption.interrupt();
      } catch (ExecutionException e) {
        throw new IllegalStateException("a read ended unexpectedly", e.getCause());
      }
    }
  }

  private Answer readOne(ResourceRecord record, Semaphore limit, PhaseMeter meter) {
    ResourceAddress address = record.address();
    limit.acquireUninterruptibly();
    Optional<String> host = Optional.empty();
    try {
      BoundType<?> type = sessions.resource(record.provider(), address.type());
      host = type.host(record.attributes());
      RunContext context = RunContext.looking(interruption, LIMIT, _ -> meter.tick());
      context.checkCancelled();
      return new Answer.Found(
          type.read(record.attributes(), context)
              .map(found -> Taints.like(record.attributes(), found)));
    } catch (ProviderSessions.Unavailable e) {
      return new Answer.Failed(e.diagnostic());
    } catch (ProviderException e) {
      return new Answer.Failed(failure(address, host, e));
    } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
      return new Answer.Failed(PlanProblems.providerBug(address, "read", e));
    } finally {
      limit.release();
      meter.step();
    }
  }

  private Diagnostic failure(ResourceAddress address, Optional<String> host, ProviderException e) {
    String code = e.kind() == ProviderException.Kind.CANCELLED ? "K3-0612" : "K3-0604";
    return ApplyProblems.failed(
        code,
        "read",
        address,
        host,
        e,
        places.of(address, e.argument()),
        "",
        e.kind() == ProviderException.Kind.CANCELLED
            ? ""
            : "plan without reading what is there: k3form plan -refresh=false");
  }

  /** Reports whether the host of a record is one that a gone object was. */
  private boolean standsOn(ResourceRecord record, Observed ground) {
    if (ground.found().isPresent()) {
      return false;
    }
    try {
      BoundType<?> type = sessions.resource(record.provider(), record.address().type());
      return type.host(record.attributes())
          .filter(host -> mentions(ground.record().attributes(), host))
          .isPresent();
    } catch (ProviderSessions.Unavailable _) {
      return false; // reported when it was to be read
    }
  }

  private static boolean mentions(Value value, String text) {
    return switch (value) {
      case Value.Str(String s) -> s.equals(text) || s.startsWith(text + "/");
      case Value.ListOf(var _, var items) -> items.stream().anyMatch(i -> mentions(i, text));
      case Value.SetOf(var _, var items) -> items.stream().anyMatch(i -> mentions(i, text));
      case Value.Tuple(var items) -> items.stream().anyMatch(i -> mentions(i, text));
      case Value.MapOf(var _, var entries) ->
          entries.values().stream().anyMatch(i -> mentions(i, text));
      case Value.Obj(var fields) -> fields.values().stream().anyMatch(i -> mentions(i, text));
      case Value.Null _,
          Value.Bool _,
          Value.Num _,
          Value.Size _,
          Value.Time _,
          Value.Unknown _,
          Value.Secret _ ->
          false;
    };
  }

  /** Decides what could not be read: gone with its ground, or an error. */
  private Map<ResourceAddress, Observed> settle(
      Collection<ResourceRecord> records, Map<ResourceAddress, Answer> answers) {
    Map<ResourceAddress, Observed> out = HashMap.newHashMap(records.size());
    List<ResourceRecord> failed = new ArrayList<>();
    for (ResourceRecord record : records) {
      switch (answers.get(record.address())) {
        case Answer.Found(Optional<Value.Obj> found) ->
            out.put(record.address(), new Observed(record, found, Optional.empty()));
        case Answer.Failed _ -> failed.add(record);
        case null -> throw new IllegalStateException("no answer for " + record.address());
      }
    }
    boolean more = !failed.isEmpty();
    while (more) {
      more = false;
      for (ResourceRecord record : List.copyOf(failed)) {
        Optional<ResourceAddress> ground =
            record.dependencies().stream()
                .filter(d -> out.containsKey(d) && standsOn(record, out.get(d)))
                .findFirst();
        if (ground.isPresent()) {
          out.put(record.address(), new Observed(record, Optional.empty(), ground));
          failed.remove(record);
          more = true;
        }
      }
    }
    List<Diagnostic> problems = new ArrayList<>();
    for (ResourceRecord record : failed) {
      if (!interruption.isStopping()
          && answers.get(record.address()) instanceof Answer.Failed(Diagnostic diagnostic)) {
        problems.add(diagnostic);
      }
      out.put(record.address(), Observed.asRecorded(record));
    }
    ApplyProblems.oneForEachCause(problems).forEach(diagnostics);
    return out;
  }
}
