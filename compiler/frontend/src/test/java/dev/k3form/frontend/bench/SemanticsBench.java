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
import java.util.Map;
import java.util.Optional;

/**
 * How long parsing, checking, evaluating and completing take, and how the time grows; CPU time of
 * the thread.
 *
 * <p>Run it with the test class path; it prints a line per size, the best of several rounds.
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
          # Machine number %1$d of the rack, after the one before it.
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

  /** Measures. */
  public static void main(String[] arguments) {
    for (int count : SIZES) {
      String text = resources(count);
      long parse = Long.MAX_VALUE;
      long check = Long.MAX_VALUE;
      long evaluate = Long.MAX_VALUE;
      long complete = Long.MAX_VALUE;
      for (int i = 0; i < ROUNDS; i++) {
        long start = cpuTime();
        Parser.parseFile(new SourceFile("main.k3s", text));
        long parsed = cpuTime();
        CompileResult result = Sources.compile(text);
        long compiled = cpuTime();
        Evaluation evaluation = Sources.evaluate(result);
        long evaluated = cpuTime();
        completeAll(evaluation);
        long completed = cpuTime();
        parse = Math.min(parse, parsed - start);
        check = Math.min(check, compiled - parsed - (parsed - start));
        evaluate = Math.min(evaluate, evaluated - compiled);
        complete = Math.min(complete, completed - evaluated);
      }
      System.out.printf(
          "%6d resources %8d bytes  parse %7.1f  resolve and check %7.1f  evaluate %7.1f"
              + "  complete %7.1f ms  (%.1f us each)%n",
          count,
          text.length(),
          parse / 1e6,
          check / 1e6,
          evaluate / 1e6,
          complete / 1e6,
          (parse + check + evaluate + complete) / 1e3 / count);
    }
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
