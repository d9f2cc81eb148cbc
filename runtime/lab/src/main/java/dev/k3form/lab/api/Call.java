package dev.k3form.lab.api;

import dev.k3form.lab.datacenter.Datacenter;
import dev.k3form.lab.datacenter.Task;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A verified request on its way to its handler.
 *
 * @param path what the route's placeholders stood for
 * @param parameters verified and in canonical form, without those of the path
 * @param faults what a test wants to go wrong with this very request
 */
record Call(
    Datacenter datacenter,
    AccessControl.Identity identity,
    Map<String, String> path,
    Map<String, String> parameters,
    List<Fault> faults) {

  Call {
    path = Map.copyOf(path);
    parameters = Map.copyOf(parameters);
    faults = List.copyOf(faults);
  }

  int vmid() {
    return Integer.parseInt(path.getOrDefault("vmid", "0"));
  }

  Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  boolean flag(String name) {
    return "1".equals(parameters.get(name));
  }

  void require(String where, String privilege) {
    if (!identity.privileges().has(where, privilege)) {
      throw Denied.at(where, privilege);
    }
  }

  void requireAny(String where, List<String> privileges) {
    if (privileges.stream().noneMatch(p -> identity.privileges().has(where, p))) {
      throw Denied.at(where, String.join("|", privileges));
    }
  }

  /** Starts a worker, with this request's faults, and returns what the API answers: its UPID. */
  @Nullable Object task(String type, String id, Task.Work work) throws InterruptedException {
    boolean doomed = faults.stream().anyMatch(Fault.WorkerKilled.class::isInstance);
    Task task =
        datacenter
            .tasks()
            .start(type, id, identity.full(), doomed, t -> TaskFaults.run(this, t, work));
    if (find(Fault.NullTaskId.class).findAny().isPresent()) {
      task.await();
      return null;
    }
    return task.upid().toString();
  }

  <F extends Fault> Stream<F> find(Class<F> kind) {
    return faults.stream().filter(kind::isInstance).map(kind::cast);
  }
}
