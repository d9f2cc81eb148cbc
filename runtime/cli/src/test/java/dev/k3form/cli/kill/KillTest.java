package dev.k3form.cli.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills applies, real processes, by SIGKILL: a hundred of them, or as many as {@code
 * -Dk3form.kills} says ({@code runtime/cli/bench/kill 1000}).
 */
class KillTest {
  private static final int LANES = 2;
  private static final int BETWEEN = 10;

  private record Ended(int kills, int undisturbed, List<String> wrong) {}

  @Test
  void nothing_is_lost_whenever_an_apply_is_killed(
      @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path directory)
      throws InterruptedException, ExecutionException {
    int kills = Integer.getInteger("k3form.kills", 100);
    long seed = Long.getLong("k3form.seed", System.nanoTime());
    long start = System.nanoTime();
    List<Ended> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(LANES)) {
      List<Future<Ended>> running = new ArrayList<>();
      for (int lane = 0; lane < LANES; lane++) {
        int number = lane;
        Callable<Ended> work =
            () -> lane(directory.resolve("lane" + number), seed + number, kills / LANES);
        running.add(threads.submit(work));
      }
      for (Future<Ended> future : running) {
        all.add(future.get());
      }
    }
    int done = all.stream().mapToInt(Ended::kills).sum();
    int over = all.stream().mapToInt(Ended::undisturbed).sum();
    List<String> wrong = all.stream().flatMap(e -> e.wrong().stream()).toList();
    System.out.printf(
        "%d applies killed (%d more were over before), %d things wrong, %d s, seed %d%n",
        done - over, over, wrong.size(), (System.nanoTime() - start) / 1_000_000_000, seed);
    assertThat(wrong).as("seed %d", seed).isEmpty();
    assertThat(done - over).as("applies that the kill met").isGreaterThan(kills / 2);
  }

  private static Ended lane(Path directory, long seed, int kills)
      throws IOException, InterruptedException {
    Lane lane = new Lane(directory, seed);
    List<String> wrong = new ArrayList<>(lane.converge());
    for (int kill = 1; kill <= kills && wrong.isEmpty(); kill++) {
      wrong.addAll(lane.kill());
      if (wrong.isEmpty() && (kill % BETWEEN == 0 || kill == kills)) {
        wrong.addAll(lane.converge());
      }
    }
    if (wrong.isEmpty()) {
      wrong.addAll(lane.plan());
    }
    return new Ended(kills, lane.undisturbed(), wrong);
  }
}
