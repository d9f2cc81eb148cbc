package dev.k3form.lab.api;

import static dev.k3form.lab.schema.Parameter.optional;

import dev.k3form.lab.datacenter.Datacenter;
import dev.k3form.lab.datacenter.Task;
import dev.k3form.lab.datacenter.Upid;
import dev.k3form.lab.schema.ParamType;
import dev.k3form.lab.schema.Parameter;
import dev.k3form.lab.schema.ParameterException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Endpoints about workers: what they did, how they ended, and ending them. */
final class TaskRoutes {

  private static final List<Parameter> FILTERS =
      List.of(
          optional("errors", ParamType.bool()),
          optional("limit", ParamType.integer(0)),
          optional("since", ParamType.integer(0)),
          optional("source", ParamType.oneOf("archive", "active", "all")),
          optional("start", ParamType.integer(0)),
          optional("typefilter", ParamType.text()),
          optional("until", ParamType.integer(0)),
          optional("vmid", ParamType.integer(100, 999_999_999)));

  private TaskRoutes() {}

  static List<Route> routes() {
    return List.of(
        Route.of("GET", "/cluster/tasks", Route.ANYONE, List.of(), TaskRoutes::clusterTasks),
        Route.of("GET", "/nodes/{node}/tasks", Route.ANYONE, FILTERS, TaskRoutes::list),
        Route.of(
            "GET",
            "/nodes/{node}/tasks/{upid}/status",
            Route.ANYONE,
            List.of(),
            call -> status(task(call))),
        Route.of(
            "GET",
            "/nodes/{node}/tasks/{upid}/log",
            Route.ANYONE,
            List.of(
                optional("download", ParamType.bool()),
                optional("limit", ParamType.integer(0)),
                optional("start", ParamType.integer(0))),
            TaskRoutes::log),
        Route.of(
            "DELETE", "/nodes/{node}/tasks/{upid}", Route.ANYONE, List.of(), TaskRoutes::abort));
  }

  private static Task task(Call call) {
    String text = Optional.ofNullable(call.path().get("upid")).orElse("");
    if (Upid.parse(text).isEmpty()) {
      throw ParameterException.of("upid", "unable to parse worker upid");
    }
    return call.datacenter()
        .tasks()
        .find(text)
        .orElseThrow(() -> ParameterException.of("upid", "no such task"));
  }

  private static Map<String, Object> base(Task task) {
    Upid upid = task.upid();
    Map<String, Object> entry = new TreeMap<>();
    entry.put("upid", upid.toString());
    entry.put("node", upid.node());
    entry.put("pid", upid.pid());
    entry.put("pstart", upid.pstart());
    entry.put("starttime", upid.starttime());
    entry.put("type", upid.type());
    entry.put("id", upid.id());
    entry.put("user", upid.userOnly());
    upid.tokenId().ifPresent(token -> entry.put("tokenid", token));
    return entry;
  }

  private static Object status(Task task) {
    Map<String, Object> entry = base(task);
    entry.put("status", task.exit().isPresent() ? "stopped" : "running");
    task.exit().ifPresent(exit -> entry.put("exitstatus", exit));
    return entry;
  }

  private static Map<String, Object> listed(Task task) {
    Map<String, Object> entry = base(task);
    task.exit()
        .ifPresent(
            exit -> {
              entry.put("status", exit);
              entry.put("endtime", task.endTime());
            });
    return entry;
  }

  private static Object clusterTasks(Call call) {
    return call.datacenter().tasks().all().stream().limit(25).map(TaskRoutes::listed).toList();
  }

  private static Object list(Call call) {
    Datacenter dc = call.datacenter();
    long start = call.parameter("start").map(Long::valueOf).orElse(0L);
    long limit = call.parameter("limit").map(Long::valueOf).orElse(50L);
    String source = call.parameter("source").orElse("archive");
    return dc.tasks().all().stream()
        .filter(task -> wanted(call, task, source))
        .skip(start)
        .limit(limit)
        .map(TaskRoutes::listed)
        .toList();
  }

  private static boolean wanted(Call call, Task task, String source) {
    Upid upid = task.upid();
    boolean ended = task.exit().isPresent();
    return (source.equals("all") || ended == source.equals("archive"))
        && call.parameter("vmid").map(upid.id()::equals).orElse(true)
        && call.parameter("typefilter").map(upid.type()::equals).orElse(true)
        && call.parameter("since").map(t -> upid.starttime() >= Long.parseLong(t)).orElse(true)
        && call.parameter("until").map(t -> upid.starttime() <= Long.parseLong(t)).orElse(true)
        && !(call.flag("errors") && task.exit().map("OK"::equals).orElse(false));
  }

  private static Object log(Call call) {
    long start = call.parameter("start").map(Long::valueOf).orElse(0L);
    long limit = call.parameter("limit").map(Long::valueOf).orElse(50L);
    List<String> lines = task(call).lines();
    List<Object> shown = new ArrayList<>();
    for (long i = start; i < lines.size() && shown.size() < limit; i++) {
      shown.add(Map.of("n", i + 1, "t", lines.get((int) i)));
    }
    return shown;
  }

  private static @Nullable Object abort(Call call) {
    call.datacenter().tasks().abort(task(call).upid().toString());
    return null;
  }
}
