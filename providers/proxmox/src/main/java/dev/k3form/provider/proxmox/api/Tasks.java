package dev.k3form.provider.proxmox.api;

import dev.k3form.spi.OperationContext;
import dev.k3form.spi.ProviderException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Waits for the workers that the API starts.
 *
 * <p>A worker that goes on after we stop waiting is left alone: what it makes carries our mark and
 * is found by the next run.
 */
public final class Tasks {
  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(1);
  private static final Duration TELL_AFTER = Duration.ofSeconds(3);
  private static final int UNKNOWN_TASK_ATTEMPTS = 5;
  private static final int LOG_LINES = 6;

  private final ApiClient api;
  private final Duration patience;

  /** Creates the waiting for tasks of an endpoint; none may last longer than the patience. */
  public Tasks(ApiClient api, Duration patience) {
    this.api = api;
    this.patience = patience;
  }

  /** How a task stands. */
  public sealed interface State {
    /** It runs. */
    record Running() implements State {}

    /** It has ended, with {@code OK}, {@code WARNINGS: n} or an error. */
    record Ended(String exit) implements State {
      /** Reports whether it did its work. */
      public boolean succeeded() {
        return exit.equals("OK") || exit.startsWith("WARNINGS");
      }
    }
  }

  /**
   * Waits for the task whose id an answer holds; an answer without one was the end already.
   *
   * @param what what the task does, for messages: "clone VM 9000 to 101"
   */
  public void await(JsonNode answer, String what, OperationContext context)
      throws ProviderException {
    Optional<Upid> upid = Upid.parse(answer.asString(""));
    if (upid.isPresent()) {
      await(upid.get(), what, context);
    }
  }

  /** Waits for a task. */
  public void await(Upid upid, String what, OperationContext context) throws ProviderException {
    Instant begin = Instant.now();
    Duration pause = SHORTEST;
    String told = "";
    while (true) {
      if (state(upid, context) instanceof State.Ended ended) {
        if (!ended.succeeded()) {
          throw api.failures().task(what, ended.exit(), tail(upid, context));
        }
        if (!ended.exit().equals("OK")) {
          context.progress(
              what + ": done with warnings: " + String.join("; ", warnings(upid, context)));
        }
        return;
      }
      Duration elapsed = Duration.between(begin, Instant.now());
      if (elapsed.compareTo(patience) > 0) {
        throw new ProviderException(
            ProviderException.Kind.OUTCOME_UNKNOWN,
            "Proxmox still works on it after " + patience.toSeconds() + " s: " + what,
            null,
            "",
            List.of(
                "The task " + upid.text() + " goes on; see it in the web interface.",
                "Raise task_timeout in the provider's block if it always takes so long."));
      }
      if (elapsed.compareTo(TELL_AFTER) > 0) {
        List<String> log = tail(upid, context);
        String last = log.isEmpty() ? "" : log.getLast();
        if (!last.isBlank() && !last.equals(told)) {
          context.progress(what + ": " + last);
          told = last;
        }
      }
      context.pause(pause);
      pause = pause.multipliedBy(2).compareTo(LONGEST) < 0 ? pause.multipliedBy(2) : LONGEST;
    }
  }

  /** Asks how a task stands; one that was just made may not be known for a moment. */
  public State state(Upid upid, OperationContext context) throws ProviderException {
    for (int attempt = 1; ; attempt++) {
      try {
        JsonNode status = api.get(upid.path() + "/status", context);
        return status.path("status").asString("").equals("stopped")
            ? new State.Ended(status.path("exitstatus").asString("unexpected status"))
            : new State.Running();
      } catch (ApiException e) {
        if (e.status() != 400 || attempt == UNKNOWN_TASK_ATTEMPTS) {
          throw e;
        }
        context.pause(SHORTEST.multipliedBy(attempt));
      }
    }
  }

  /** Returns the tasks of a type that run now and have to do with a VM. */
  public List<Upid> running(String node, String type, int vmid, OperationContext context)
      throws ProviderException {
    JsonNode tasks =
        api.get(
            "/nodes/" + FormEncoding.encode(node) + "/tasks",
            Map.of("source", "active", "typefilter", type, "vmid", Integer.toString(vmid)),
            context);
    List<Upid> found = new ArrayList<>();
    for (JsonNode task : tasks) {
      if (task.path("endtime").isMissingNode()) {
        Upid.parse(task.path("upid").asString("")).ifPresent(found::add);
      }
    }
    return found;
  }

  private List<String> tail(Upid upid, OperationContext context) throws ProviderException {
    List<String> lines = log(upid, context);
    lines.removeIf(line -> line.isBlank() || line.startsWith("TASK "));
    return lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size());
  }

  private List<String> warnings(Upid upid, OperationContext context) throws ProviderException {
    return log(upid, context).stream().filter(line -> line.contains("WARN")).toList();
  }

  private List<String> log(Upid upid, OperationContext context) throws ProviderException {
    JsonNode log = api.get(upid.path() + "/log", Map.of("start", "0", "limit", "500"), context);
    List<String> lines = new ArrayList<>();
    for (JsonNode line : log) {
      lines.add(line.path("t").asString(""));
    }
    return lines;
  }
}
