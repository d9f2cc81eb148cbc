package dev.k3form.frontend.bench;

import dev.k3form.frontend.compile.CompileResult;
import dev.k3form.frontend.compile.Sources;
import dev.k3form.frontend.syntax.Parser;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.graph.DesiredInstance;
import dev.k3form.model.graph.Evaluation;
import dev.k3form.model.source.SourceFile;
import dev.k3form.model.value.Value;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How long parsing, checking, evaluating and completing take, and how the time grows; CPU time of
 * the thread.
 *
 * <p>{@code compiler/bench} runs it; it prints a line per size, the best of several rounds in one
 * JVM.
 */
public final class SemanticsBench {
  private static final int ROUNDS = 5;
  private static final int[] SIZES = {2_000, 5_000, 10_000, 20_000};

  private SemanticsBench() {}

  /** Returns a configuration of this many resources, about 330 bytes each, in chains of ten. */
  static String resources(int count) {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        variable "tags" { default = ["a", "b", ""] }
        locals { prefix = join("-", [for t in var.tags : lower(t) if t != ""]) }
        """);
    for (int i = 0; i < count; i++) {
      String input =
          i % 10 == 0 ? "{ start = true }" : "test_data.server_%d.output".formatted(i - 1);
      text.append(
          """
          resource "test_data" "server_%1$d" {
            input = {
              name   = "k3s-${local.prefix}-%1$d"
              cores  = 2 * 2 + %1$d %% 4
              memory = 4GiB
              tags   = [for t in var.tags : upper("${t}-%1$d") if t != ""]
              before = %2$s
              network = {
                bridge = "vmbr0"
                host   = cidrhost("10.0.0.0/8", %1$d)
              }
            }
          }

          """
              .formatted(i, input));
    }
    return text.toString();
  }

  private static long cpuTime() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /** CPU time of each stage, in nanoseconds. */
  private record Times(long parse, long check, long evaluate, long complete) {
    private static final Times WORST =
        new Times(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

    Times best(Times other) {
      return new Times(
          Math.min(parse, other.parse),
          Math.min(check, other.check),
          Math.min(evaluate, other.evaluate),
          Math.min(complete, other.complete));
    }

    long all() {
      return parse + check + evaluate + complete;
    }
  }

  /** Measures; fails if the greatest size takes more than 20 percent more for each resource. */
  public static void main(String[] arguments) {
    measure(SIZES[0]); // warms the compiler of the JVM up, so that the sizes compare
    Times smallest = measure(SIZES[0]);
    Times greatest = smallest;
    print(SIZES[0], smallest);
    for (int i = 1; i < SIZES.length; i++) {
      greatest = measure(SIZES[i]);
      print(SIZES[i], greatest);
    }
    double factor = (double) SIZES[SIZES.length - 1] / SIZES[0];
    double growth = greatest.all() / (smallest.all() * factor);
    System.out.printf(
        Locale.ROOT,
        "time for each resource, %d against %d: parse %.2f, resolve and check %.2f, evaluate %.2f,"
            + " complete %.2f; all %.2f (1.00 is linear)%n",
        SIZES[SIZES.length - 1],
        SIZES[0],
        greatest.parse() / (smallest.parse() * factor),
        greatest.check() / (smallest.check() * factor),
        greatest.evaluate() / (smallest.evaluate() * factor),
        greatest.complete() / (smallest.complete() * factor),
        growth);
    if (growth > 1.2) {
      throw new IllegalStateException("the time grows faster than the number of resources");
    }
  }

  private static Times measure(int count) {
    String text = resources(count);
    Times best = Times.WORST;
    for (int i = 0; i < ROUNDS; i++) {
      System.gc();
      long start = cpuTime();
      Parser.parseFile(new SourceFile("main.k3s", text));
      long parsed = cpuTime();
      CompileResult result = Sources.compile(text);
      long compiled = cpuTime();
      Evaluation evaluation = Sources.evaluate(result);
      long evaluated = cpuTime();
      completeAll(evaluation);
      long completed = cpuTime();
      best =
          best.best(
              new Times(
                  parsed - start,
                  compiled - parsed - (parsed - start),
                  evaluated - compiled,
                  completed - evaluated));
    }
    return best;
  }

  private static void print(int count, Times times) {
    System.out.printf(
        Locale.ROOT,
        "%6d resources %8d bytes  parse %7.1f  resolve and check %7.1f  evaluate %7.1f"
            + "  complete %7.1f ms  (%.1f us each)%n",
        count,
        resources(count).length(),
        times.parse() / 1e6,
        times.check() / 1e6,
        times.evaluate() / 1e6,
        times.complete() / 1e6,
        times.all() / 1e3 / count);
  }

  private static void completeAll(Evaluation evaluation) {
    Map<ResourceAddress, Value.Obj> applied = new HashMap<>();
    for (DesiredInstance instance : evaluation.graph().instances().values()) {
      Value.Obj config =
          evaluation
              .complete(instance.address(), a -> Optional.ofNullable(applied.get(a)))
              .config();
      applied.put(instance.address(), config.with("output", Value.num(1)));
    }
  }
}
