package dev.k3form.hosts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Merges the inspections that callers want at the same time into one script run.
 *
 * <p>The first caller of a batch leads it: it waits until the connection is open and the run before
 * has ended, and meanwhile others join. A batch runs after its last member joined, so every caller
 * sees the host as it was after the call began.
 */
final class Inspector {
  private final Runnable connect;
  private final Function<Command, Result> run;
  private final Semaphore turn = new Semaphore(1, true);
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Batch gathering;

  /**
   * @param connect makes sure that the connection is open
   * @param run runs a command that must succeed
   */
  Inspector(Runnable connect, Function<Command, Result> run) {
    this.connect = connect;
    this.run = run;
  }

  private static final class Batch {
    private final List<Inspection> wanted = new ArrayList<>();
    private final CompletableFuture<Observation> answer = new CompletableFuture<>();
  }

  Observation inspect(Inspection inspection) {
    Batch batch;
    boolean leading = false;
    lock.lock();
    try {
      batch = gathering;
      if (batch == null) {
        batch = new Batch();
        gathering = batch;
        leading = true;
      }
      batch.wanted.add(inspection);
    } finally {
      lock.unlock();
    }
    if (leading) {
      lead(batch);
    }
    return only(inspection, await(batch));
  }

  private void lead(Batch batch) {
    boolean myTurn = false;
    try {
      connect.run();
      turn.acquire();
      myTurn = true;
      Inspection all = close(batch).stream().reduce(Inspection.none(), Inspection::merge);
      Result result = run.apply(InspectionProtocol.command(all));
      batch.answer.complete(InspectionProtocol.parse(all, result.stdout()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      close(batch);
      batch.answer.completeExceptionally(new CancellationException("interrupted"));
    } catch (RuntimeException | Error e) {
      close(batch);
      batch.answer.completeExceptionally(e);
    } finally {
      if (myTurn) {
        turn.release();
      }
    }
  }

  /** Lets nobody join the batch any more. */
  private List<Inspection> close(Batch batch) {
    lock.lock();
    try {
      if (gathering == batch) {
        gathering = null;
      }
      return List.copyOf(batch.wanted);
    } finally {
      lock.unlock();
    }
  }

  private static Observation await(Batch batch) {
    try {
      return batch.answer.get();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while the host was inspected");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException("inspection failed", e.getCause());
    }
  }

  /** Returns of a merged answer what one caller asked for: others' secrets are not its business. */
  private static Observation only(Inspection wanted, Observation all) {
    Map<String, PathState> paths = new HashMap<>();
    wanted.paths().forEach((path, atMost) -> paths.put(path, upTo(atMost, all.path(path))));
    Map<String, UnitState> units = new HashMap<>(all.units());
    units.keySet().retainAll(wanted.units());
    Map<String, PackageState> packages = new HashMap<>(all.packages());
    packages.keySet().retainAll(wanted.packages());
    Map<List<String>, Result> commands = new HashMap<>(all.commands());
    commands.keySet().retainAll(wanted.commands());
    return new Observation(paths, units, packages, commands);
  }

  /** Zero asks for no content, so an empty file has none then, too. */
  private static PathState upTo(int atMost, PathState state) {
    return state instanceof PathState.RegularFile(var attributes, var size, var sha256, _)
            && (size > atMost || atMost == 0)
        ? new PathState.RegularFile(attributes, size, sha256, Optional.empty())
        : state;
  }
}
