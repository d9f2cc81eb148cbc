package dev.k3form.engine.bench;

import dev.k3form.engine.Engine;
import dev.k3form.engine.Program;
import dev.k3form.engine.apply.ApplyOptions;
import dev.k3form.engine.apply.ApplyResult;
import dev.k3form.engine.planning.PlanOptions;
import dev.k3form.engine.provider.Interruption;
import dev.k3form.engine.provider.ProviderCatalog;
import dev.k3form.model.value.Value;
import dev.k3form.provider.k3form.K3formProvider;
import dev.k3form.state.secret.DataKey;
import dev.k3form.state.secret.DataKeySealer;
import dev.k3form.state.store.LocalStateStore;
import dev.k3form.state.store.StateLocation;
import dev.k3form.state.store.StateSession;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Measures plan and apply of the four shapes: independent, counted, chain, and three random
 * dependencies each.
 *
 * <p>Arguments: {@code plan} or {@code apply}, then the numbers of resources. Without arguments,
 * plans of 1,000, 5,000, 10,000 and 50,000.
 */
public final class EngineBench {
  private EngineBench() {}

  /** What depends on what. */
  enum Shape {
    INDEPENDENT,
    COUNTED,
    CHAIN,
    RANDOM
  }

  /** Runs the measurements and prints a table. */
  public static void main(String[] arguments) throws IOException {
    List<String> words = List.of(arguments);
    boolean apply = words.contains("apply");
    List<Integer> sizes = new ArrayList<>();
    words.stream().filter(w -> w.matches("\\d+")).map(Integer::valueOf).forEach(sizes::add);
    if (sizes.isEmpty()) {
      sizes.addAll(List.of(1_000, 5_000, 10_000, 50_000));
    }
    PrintStream out = System.out;
    out.println(
        "shape        resources   first plan    of it CPU        apply   plan again   memory "
            + " exponent");
    for (Shape shape : Shape.values()) {
      double lastTime = 0;
      int lastSize = 0;
      for (int size : sizes) {
        Sample sample = measure(shape, size, apply);
        double exponent =
            lastSize == 0
                ? Double.NaN
                : Math.log(sample.plan().toNanos() / lastTime) / Math.log((double) size / lastSize);
        out.printf(
            "%-12s %9d %9d ms %9d ms %9s ms %9s ms %5d MB %9s%n",
            shape.name().toLowerCase(java.util.Locale.ROOT),
            size,
            sample.plan().toMillis(),
            sample.cpu().toMillis(),
            sample.apply().isZero() ? "-" : sample.apply().toMillis(),
            sample.again().isZero() ? "-" : sample.again().toMillis(),
            sample.megabytes(),
            Double.isNaN(exponent) ? "-" : "%.2f".formatted(exponent));
        lastTime = sample.plan().toNanos();
        lastSize = size;
      }
    }
  }

  private record Sample(
      Duration plan, Duration cpu, Duration apply, Duration again, long megabytes) {}

  private static Sample measure(Shape shape, int size, boolean apply) throws IOException {
    Path directory = Files.createTempDirectory("k3form-bench");
    Program program = program(shape, size);
    LocalStateStore store =
        new LocalStateStore(StateLocation.of(directory), DataKeySealer.of(DataKey.random()));
    Duration applied = Duration.ZERO;
    Duration again = Duration.ZERO;
    Duration planned;
    Duration cpu;
    System.gc();
    try (StateSession session = store.open("bench", Duration.ZERO);
        Engine engine = engine(program, directory, session)) {
      Duration before = cpu();
      long start = System.nanoTime();
      Engine.Planned plan = engine.plan(PlanOptions.DEFAULT);
      planned = Duration.ofNanos(System.nanoTime() - start);
      cpu = cpu().minus(before);
      if (apply) {
        start = System.nanoTime();
        ApplyResult result = engine.apply(plan, ApplyOptions.DEFAULT, "bench");
        applied = Duration.ofNanos(System.nanoTime() - start);
        if (!result.isComplete()) {
          throw new IllegalStateException("apply failed: " + result.diagnostics());
        }
      }
    }
    if (apply) {
      try (StateSession session = store.open("bench", Duration.ZERO);
          Engine engine = engine(program, directory, session)) {
        long start = System.nanoTime();
        if (!engine.plan(PlanOptions.DEFAULT).plan().isEmpty()) {
          throw new IllegalStateException("the second plan is not empty");
        }
        again = Duration.ofNanos(System.nanoTime() - start);
      }
    }
    delete(directory);
    return new Sample(planned, cpu, applied, again, peak());
  }

  private static Duration cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Returns the most memory that this process has had so far, in MB. */
  private static long peak() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElse(0);
  }

  private static Engine engine(Program program, Path directory, StateSession session) {
    return Engine.open(
        program,
        ProviderCatalog.of(List.of(new K3formProvider())),
        directory,
        session,
        _ -> {},
        new Interruption());
  }

  private static void delete(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static Program program(Shape shape, int size) {
    Program program = new Program();
    Random random = new Random(42);
    for (int i = 0; i < size; i++) {
      int number = i;
      List<String> uses =
          switch (shape) {
            case INDEPENDENT, COUNTED -> List.of();
            case CHAIN -> i == 0 ? List.of() : List.of(name(shape, i - 1));
            case RANDOM ->
                i == 0
                    ? List.of()
                    : random
                        .ints(3, Math.max(0, i - 200), i)
                        .distinct()
                        .mapToObj(n -> name(shape, n))
                        .toList();
          };
      program.add(
          name(shape, i),
          uses,
          s ->
              uses.isEmpty()
                  ? Map.of("input", Value.num(number))
                  : Map.of(
                      "input", new Value.Tuple(uses.stream().map(u -> s.get(u, "id")).toList())));
    }
    return program;
  }

  private static String name(Shape shape, int i) {
    return shape == Shape.COUNTED ? "k3form_data.r[" + i + "]" : "k3form_data.r" + i;
  }
}
