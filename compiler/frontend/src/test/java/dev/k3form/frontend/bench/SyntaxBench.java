package dev.k3form.frontend.bench;

import dev.k3form.frontend.format.Formatter;
import dev.k3form.frontend.syntax.Parser;
import dev.k3form.frontend.syntax.tree.SyntaxTree;
import dev.k3form.model.source.SourceFile;
import java.lang.management.ManagementFactory;

/**
 * How long parsing and formatting take, and how the time grows; CPU time of the thread.
 *
 * <p>{@code compiler/bench syntax} runs it; it prints a line per size, the best of several rounds.
 */
public final class SyntaxBench {
  private static final int ROUNDS = 7;
  private static final int[] SIZES = {2_000, 5_000, 10_000, 20_000};

  private SyntaxBench() {}

  /** Returns a configuration of this many resources, about 330 bytes each. */
  public static String resources(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(
          """
          resource "proxmox_vm" "server_%1$d" {
            name   = "k3s-%1$d"
            cores  = var.cores * 2 + %1$d %% 4
            memory = 4GiB
            tags   = [for t in var.tags : upper("${t}-%1$d") if t != ""]

            network {
              bridge  = "vmbr0"
              address = cidrhost(var.subnet, %1$d)
              gateway = var.gateways[%1$d].address # the first
            }

            depends_on = [proxmox_template.base]
          }

          """
              .formatted(i));
    }
    return text.toString();
  }

  /** Time of this thread only, since other work on the machine is not ours. */
  private static long cpuTime() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /** Measures. */
  public static void main(String[] arguments) {
    for (int count : SIZES) {
      SourceFile file = new SourceFile("bench.k3s", resources(count));
      long parse = Long.MAX_VALUE;
      long format = Long.MAX_VALUE;
      for (int i = 0; i < ROUNDS; i++) {
        long start = cpuTime();
        SyntaxTree tree = Parser.parseFile(file);
        long parsed = cpuTime();
        Formatter.format(file);
        long formatted = cpuTime();
        if (tree.body().items().size() != count) {
          throw new IllegalStateException("lost resources");
        }
        parse = Math.min(parse, parsed - start);
        format = Math.min(format, formatted - parsed);
      }
      System.out.printf(
          "%6d resources %8d bytes  parse %7.1f ms (%.2f us each)  format %7.1f ms%n",
          count, file.text().length(), parse / 1e6, parse / 1e3 / count, format / 1e6);
    }
  }
}
