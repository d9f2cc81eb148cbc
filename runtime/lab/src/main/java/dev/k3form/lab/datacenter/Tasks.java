package dev.k3form.lab.datacenter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The workers of a node. Begins and ends are appended to a file where one is given, so that after a
 * restart a worker that was cut off reads {@code unexpected status}, as on the real thing.
 */
public final class Tasks implements AutoCloseable {

  private final Map<String, Task> tasks = new ConcurrentHashMap<>();
  private final Map<String, Future<?>> running = new ConcurrentHashMap<>();
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicLong pids;
  private final String node;
  private final Clock clock;
  private final Optional<Path> file;

  public Tasks(String node, Clock clock, Optional<Path> file) throws IOException {
    this.node = node;
    this.clock = clock;
    this.file = file;
    this.pids = new AtomicLong(0x1000 + (clock.millis() / 1000 & 0xFFFF) * 16);
    if (file.isPresent() && Files.exists(file.get())) {
      for (String line : Files.readAllLines(file.get())) {
        replay(line);
      }
      tasks.values().stream()
          .filter(task -> task.exit().isEmpty())
          .forEach(task -> task.end("unexpected status", task.upid().starttime()));
    }
  }

  private void replay(String line) {
    String[] columns = line.split("\t", -1);
    Upid.parse(columns[0])
        .ifPresent(
            upid -> {
              Task task = tasks.computeIfAbsent(columns[0], _ -> new Task(upid, false));
              if (columns.length > 2) {
                task.log(columns[2]);
                task.end(columns[2], Long.parseLong(columns[1]));
              }
            });
  }

  /** Starts a worker and returns at once; a doomed one dies at its first checkpoint or its end. */
  public Task start(String type, String id, String user, boolean doomed, Task.Work work) {
    long pid = pids.incrementAndGet();
    var upid = new Upid(node, pid, pid * 7 & 0xFFFFFFFFL, clock.millis() / 1000, type, id, user);
    var task = new Task(upid, doomed);
    tasks.put(upid.toString(), task);
    append(upid.toString());
    running.put(upid.toString(), workers.submit(() -> run(task, work)));
    return task;
  }

  private void run(Task task, Task.Work work) {
    String exit = "OK";
    try {
      work.run(task);
      task.checkpoint();
      task.log("TASK OK");
    } catch (TaskWarnings e) {
      exit = "WARNINGS: " + e.count();
      task.log("TASK " + exit);
    } catch (WorkerKilled e) {
      exit = "unexpected status";
    } catch (InterruptedException e) {
      exit = "interrupted by signal";
      task.log("TASK ERROR: " + exit);
    } catch (RuntimeException | Error e) {
      exit = e.getMessage() == null ? e.toString() : e.getMessage().strip();
      task.log("TASK ERROR: " + exit);
      if (!(e instanceof DatacenterException)) {
        System.getLogger(Tasks.class.getName())
            .log(System.Logger.Level.WARNING, "task " + task.upid(), e);
      }
    }
    long now = clock.millis() / 1000;
    append(task.upid() + "\t" + now + "\t" + exit.replaceAll("[\t\n]", " "));
    task.end(exit, now);
    running.remove(task.upid().toString());
  }

  private synchronized void append(String line) {
    file.ifPresent(
        path -> {
          try {
            Files.writeString(
                path, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  public Optional<Task> find(String upid) {
    return Optional.ofNullable(tasks.get(upid));
  }

  /** All tasks, the newest first. */
  public List<Task> all() {
    List<Task> list = new ArrayList<>(tasks.values());
    list.sort(
        java.util.Comparator.<Task>comparingLong(t -> t.upid().starttime())
            .thenComparingLong(t -> t.upid().pid())
            .reversed());
    return list;
  }

  /** Interrupts a worker, as {@code DELETE tasks/UPID} does. */
  public void abort(String upid) {
    Future<?> future = running.get(upid);
    if (future != null) {
      future.cancel(true);
    }
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }
}
