import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;

/**
 * Measures whole processes, the start of the JVM included, on four shapes of configuration:
 * independent blocks, one block with a count, a chain, and three random dependencies each.
 *
 * <p>Exponent: of the growth of time between one size and the next; 1 is linear.
 */
final class Shapes {
  private enum Shape {
    INDEPENDENT,
    COUNTED,
    CHAIN,
    RANDOM
  }

  private record Tool(String name, String program, String type, String file) {}

  private record Sample(double seconds, double cpu, long megabytes) {}

  private static final Map<String, Sample> SAMPLES = new HashMap<>();

  private Shapes() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(arguments));
    Tool k3form = new Tool("k3form", words.removeFirst(), "k3form_data", "main.k3s");
    boolean peer = words.remove("--peer");
    int most = peer && words.contains("--peer-max") ? option(words, "--peer-max") : 2_000;
    List<Integer> sizes = new ArrayList<>();
    words.forEach(w -> sizes.add(Integer.valueOf(w)));
    if (sizes.isEmpty()) {
      sizes.addAll(List.of(1_000, 5_000, 10_000, 50_000));
    }
    System.out.printf(
        "%-10s %-12s %-6s %7s %9s %9s %8s %9s%n",
        "tool", "shape", "does", "n", "time", "CPU", "memory", "exponent");
    for (Shape shape : Shape.values()) {
      series(k3form, shape, "plan", sizes);
      series(k3form, shape, "apply", List.of(2_000));
      if (peer) {
        Tool terraform = new Tool("terraform", "terraform", "terraform_data", "main.tf");
        List<Integer> some = new ArrayList<>(List.of(1_000, 2_000));
        some.removeIf(n -> n > most);
        series(terraform, shape, "plan", some);
        series(k3form, shape, "plan", some);
      }
    }
    goals(peer);
  }

  private static int option(List<String> words, String name) {
    int at = words.indexOf(name);
    words.remove(at);
    return Integer.parseInt(words.remove(at));
  }

  private static void series(Tool tool, Shape shape, String command, List<Integer> sizes)
      throws IOException, InterruptedException {
    Sample last = null;
    int lastSize = 0;
    for (int n : sizes) {
      Sample sample = measure(tool, shape, command, n);
      String exponent =
          last == null
              ? "-"
              : "%.2f"
                  .formatted(
                      Math.log(sample.seconds() / last.seconds())
                          / Math.log((double) n / lastSize));
      System.out.printf(
          "%-10s %-12s %-6s %7d %7.2f s %7.2f s %5d MB %9s%n",
          tool.name(),
          lower(shape),
          command,
          n,
          sample.seconds(),
          sample.cpu(),
          sample.megabytes(),
          exponent);
      SAMPLES.put(tool.name() + " " + lower(shape) + " " + command + " " + n, sample);
      last = sample;
      lastSize = n;
    }
  }

  private static void goals(boolean peer) {
    System.out.println();
    goal("10,000 with three dependencies planned in 3 s", "k3form random plan 10000", 3, 1024);
    goal("50,000 with three dependencies planned in 15 s", "k3form random plan 50000", 15, 1 << 20);
    goal("2,000 applied in 2 s, every operation synced", "k3form independent apply 2000", 2, 1024);
    Sample mine = SAMPLES.get("k3form random plan 2000");
    Sample theirs = SAMPLES.get("terraform random plan 2000");
    if (peer && mine != null && theirs != null) {
      double times = theirs.seconds() / mine.seconds();
      System.out.printf(
          "%s  2,000 dependent resources, 30 times as fast as terraform: %.0f times%n",
          times >= 30 ? "met   " : "MISSED", times);
    }
  }

  private static void goal(String text, String key, double seconds, long megabytes) {
    Sample sample = SAMPLES.get(key);
    if (sample != null) {
      boolean met = sample.seconds() < seconds && sample.megabytes() < megabytes;
      System.out.printf(
          "%s  %s: %.2f s (%.2f s of CPU), %d MB%n",
          met ? "met   " : "MISSED", text, sample.seconds(), sample.cpu(), sample.megabytes());
    }
  }

  private static Sample measure(Tool tool, Shape shape, String command, int n)
      throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("shapes");
    try {
      Files.writeString(directory.resolve(tool.file()), configuration(tool, shape, n));
      run(directory, List.of(tool.program(), "init"));
      List<String> words = new ArrayList<>(List.of(tool.program(), command));
      if (command.equals("apply")) {
        words.add("-auto-approve");
      }
      return run(directory, words);
    } finally {
      try (var files = Files.walk(directory)) {
        for (Path p : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(p);
        }
      }
    }
  }

  /** Runs a program; memory and CPU are what the kernel said of it last, every 25 milliseconds. */
  private static Sample run(Path directory, List<String> command)
      throws IOException, InterruptedException {
    Path out = directory.resolve("out");
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().put("HOME", directory.toString());
    long start = System.nanoTime();
    Process process = builder.redirectErrorStream(true).redirectOutput(out.toFile()).start();
    long kilobytes = 0;
    double cpu = 0;
    while (process.isAlive()) {
      try {
        for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
          if (line.startsWith("VmHWM")) {
            kilobytes = Math.max(kilobytes, Long.parseLong(line.replaceAll("\\D", "")));
          }
        }
        String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        cpu = (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0;
      } catch (IOException | RuntimeException e) {
        break; // it is over
      }
      Thread.sleep(25); // looking must not take what is looked at
    }
    int exit = process.waitFor();
    double seconds = (System.nanoTime() - start) / 1e9;
    if (exit != 0) {
      throw new IllegalStateException(command + " failed:\n" + Files.readString(out));
    }
    return new Sample(seconds, cpu, kilobytes / 1024);
  }

  private static String configuration(Tool tool, Shape shape, int n) {
    String type = tool.type();
    if (shape == Shape.COUNTED) {
      return "resource \"%s\" \"r\" {\n  count = %d\n  input = count.index\n}\n".formatted(type, n);
    }
    Random random = new Random(42);
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < n; i++) {
      String input = String.valueOf(i);
      if (shape == Shape.CHAIN && i > 0) {
        input = type + ".r" + (i - 1) + ".id";
      } else if (shape == Shape.RANDOM && i > 0) {
        TreeSet<Integer> uses = new TreeSet<>();
        for (int k = 0; k < 3; k++) {
          uses.add(random.nextInt(Math.max(0, i - 200), i));
        }
        input =
            "[" + String.join(", ", uses.stream().map(u -> type + ".r" + u + ".id").toList()) + "]";
      }
      out.append("resource \"%s\" \"r%d\" {\n  input = %s\n}\n\n".formatted(type, i, input));
    }
    return out.toString();
  }

  private static String lower(Shape shape) {
    return shape.name().toLowerCase(Locale.ROOT);
  }
}
