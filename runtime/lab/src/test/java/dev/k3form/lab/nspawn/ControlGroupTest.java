package dev.k3form.lab.nspawn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Control groups of this computer, with a name of the test's own. */
@Tag("lab")
class ControlGroupTest {

  private static final int MACHINES = 8;
  private static final int ROUNDS = 100;

  /** The first machines of a lab start at the same time, and each makes the lab's group. */
  @Test
  void machinesThatStartTogetherShareTheGroupAboveThem() throws Exception {
    List<Path> hierarchies = ControlGroup.hierarchies();
    assumeTrue(
        !hierarchies.isEmpty() && hierarchies.stream().allMatch(Files::isWritable),
        "this computer's control groups cannot be written");
    ControlGroup lab = ControlGroup.ofLab("cgtest" + ProcessHandle.current().pid());
    try (ExecutorService threads = Executors.newFixedThreadPool(MACHINES)) {
      for (int round = 0; round < ROUNDS; round++) {
        CyclicBarrier start = new CyclicBarrier(MACHINES);
        List<Callable<ControlGroup>> machines = new ArrayList<>();
        for (int i = 0; i < MACHINES; i++) {
          ControlGroup machine = lab.child(Integer.toString(i));
          machines.add(
              () -> {
                start.await();
                machine.create();
                return machine;
              });
        }
        for (Future<ControlGroup> made : threads.invokeAll(machines)) {
          assertThat(made.get().directories()).allMatch(Files::isDirectory);
        }
        lab.remove();
        assertThat(lab.directories()).noneMatch(Files::exists);
      }
    } finally {
      lab.remove();
    }
  }
}
