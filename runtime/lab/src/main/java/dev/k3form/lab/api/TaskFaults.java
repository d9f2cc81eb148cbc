package dev.k3form.lab.api;

import dev.k3form.lab.datacenter.DatacenterException;
import dev.k3form.lab.datacenter.Task;
import dev.k3form.lab.datacenter.TaskWarnings;
import dev.k3form.lab.datacenter.Vm;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Runs a worker the way the faults of its request want it to go. */
final class TaskFaults {

  private TaskFaults() {}

  static void run(Call call, Task task, Task.Work work) throws InterruptedException {
    Duration delay = call.datacenter().timing().taskDelay();
    for (Fault.SlowTask slow : call.find(Fault.SlowTask.class).toList()) {
      delay = delay.plus(slow.delay());
    }
    if (delay.isPositive()) {
      Thread.sleep(delay);
    }
    Optional<Fault.IdRaceLost> race = call.find(Fault.IdRaceLost.class).findFirst();
    if (race.isPresent()) {
      loseRace(call);
    }
    Optional<Fault.TaskFails> failure = call.find(Fault.TaskFails.class).findFirst();
    if (failure.isPresent()) {
      throw new DatacenterException(failure.get().exitStatus());
    }
    work.run(task);
    Optional<Fault.TaskWarns> warning = call.find(Fault.TaskWarns.class).findFirst();
    if (warning.isPresent()) {
      throw new TaskWarnings(warning.get().count());
    }
  }

  /** Somebody else takes the wanted id in the instant before our worker would. */
  private static void loseRace(Call call) {
    int newid =
        call.parameter("newid")
            .or(() -> call.parameter("vmid"))
            .map(Integer::valueOf)
            .orElseGet(call::vmid);
    call.datacenter()
        .repository()
        .insert(
            Vm.of(
                newid,
                Map.of("name", "somebody-elses", "description", "not yours"),
                call.datacenter().clock().instant()));
  }
}
