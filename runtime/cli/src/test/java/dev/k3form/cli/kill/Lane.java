package dev.k3form.cli.kill;

import dev.k3form.model.address.ResourceAddress;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One working directory in which apply after apply is killed.
 *
 * <p>Every round wants something else, so that every apply creates, updates, replaces in both
 * orders and deletes; and each begins where the last one was cut off.
 */
final class Lane {
  private static final int CHAIN = 8;
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final Path directory;
  private final Random random;
  private final Evidence evidence;
  private int round;
  private int lines = 200;
  private int undisturbed;

  Lane(Path directory, long seed) throws IOException {
    this.directory = Files.createDirectories(directory.resolve("work"));
    this.random = new Random(seed);
    Files.createDirectories(directory.resolve("marks"));
    Files.createDirectories(directory.resolve("home"));
    Files.writeString(this.directory.resolve("main.k3s"), configuration());
    this.evidence = new Evidence(this.directory, directory.resolve("marks"));
  }

  private static String configuration() {
    StringBuilder out =
        new StringBuilder(
            """
            variable "round" {
              type = number
            }
            variable "marks" {
              type = string
            }
            locals {
              tag = "r${var.round}."
            }
            resource "k3form_data" "wide" {
              for_each = { for i in range(20) : "w${i + var.round % 3 * 10}" => i }
              input    = [local.tag, each.value]
            }
            resource "mark_file" "kept" {
              count     = 6
              directory = var.marks
              content   = "${local.tag} ${k3form_data.c3.id}"
            }
            resource "mark_file" "first" {
              count      = 4
              directory  = var.marks
              content    = local.tag
              generation = local.tag
              lifecycle {
                create_before_destroy = true
              }
            }
            resource "mark_file" "last" {
              count      = 4
              directory  = var.marks
              content    = "${local.tag} ${mark_file.first[count.index].id}"
              generation = local.tag
            }
            output "tag" {
              value = local.tag
            }
            """);
    for (int i = 0; i < CHAIN; i++) {
      String before = i == 0 ? "\"start\"" : "k3form_data.c" + (i - 1) + ".id";
      out.append(
          "resource \"k3form_data\" \"c%d\" {%n  input = [local.tag, %s]%n}%n"
              .formatted(i, before));
    }
    return out.toString();
  }

  /** How a run of the program went: what it told, line by line, and how it ended. */
  record Told(List<JsonNode> events, int exit) {}

  /** Kills one apply; returns what is wrong afterwards. */
  List<String> kill() throws IOException, InterruptedException {
    round++;
    boolean early = random.nextInt(8) == 0;
    int after = early ? 0 : random.nextInt(lines + 5);
    long pause = early ? random.nextInt(900) : random.nextInt(3);
    Told told = run(after, pause, "apply", "-auto-approve", "-json");
    if (told.exit() == 0) {
      undisturbed++;
    }
    return evidence.after(round, last(told));
  }

  /** Applies undisturbed, and returns what is wrong then. */
  List<String> converge() throws IOException, InterruptedException {
    Told told = run(Integer.MAX_VALUE, 0, "apply", "-auto-approve", "-json");
    lines = Math.max(20, told.events().size());
    List<String> wrong = new ArrayList<>(evidence.after(round, last(told)));
    if (told.exit() != 0) {
      wrong.add("the apply after it fails: " + tail(told));
      return wrong;
    }
    wrong.addAll(evidence.settled());
    return wrong;
  }

  /** Plans, and returns what is left to do, which is nothing. */
  List<String> plan() throws IOException, InterruptedException {
    Told told = run(Integer.MAX_VALUE, 0, "plan", "-detailed-exitcode", "-json");
    return told.exit() == 0 ? List.of() : List.of("the last plan is not empty: " + tail(told));
  }

  /** Returns how many applies were over before they were killed. */
  int undisturbed() {
    return undisturbed;
  }

  private static String tail(Told told) {
    List<JsonNode> all = told.events();
    return all.subList(Math.max(0, all.size() - 4), all.size()).toString();
  }

  /**
   * Returns the last completion of each address of which nothing else has begun: a successor may
   * begin before the news that its forerunner is recorded.
   */
  private static Map<ResourceAddress, JsonNode> last(Told told) {
    Map<ResourceAddress, JsonNode> out = new HashMap<>();
    Map<ResourceAddress, Integer> open = new HashMap<>();
    for (JsonNode event : told.events()) {
      String type = event.path("type").asString();
      if (type.equals("apply_start")) {
        open.merge(address(event), 1, Integer::sum);
      } else if (type.equals("apply_complete")) {
        open.merge(address(event), -1, Integer::sum);
        JsonNode before = out.get(address(event));
        boolean made = before != null && !before.path("action").asString().startsWith("delete");
        if (!made) {
          out.put(address(event), event); // of a replacement, what was made counts
        }
      }
    }
    out.keySet().removeIf(address -> open.getOrDefault(address, 0) != 0);
    return out;
  }

  private static ResourceAddress address(JsonNode event) {
    return ResourceAddress.parse(event.path("address").asString());
  }

  private Told run(int killAfter, long pause, String... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath(),
                "dev.k3form.cli.Main"));
    command.addAll(List.of(arguments));
    command.addAll(List.of("-var", "round=" + round, "-var", "marks=" + evidence.marks()));
    Path errors = directory.resolveSibling("errors");
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().put("HOME", directory.resolveSibling("home").toString());
    builder.redirectError(errors.toFile());
    Process process = builder.start();
    List<JsonNode> events = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      if (killAfter == 0) {
        Thread.sleep(pause);
        process.toHandle().destroyForcibly();
      }
      String line;
      while ((line = reader.readLine()) != null) {
        if (line.endsWith("}")) {
          events.add(MAPPER.readTree(line));
        }
        if (events.size() == killAfter) {
          Thread.sleep(pause);
          process.toHandle().destroyForcibly();
        }
      }
    }
    int exit = process.waitFor();
    if (exit != 0 && exit != 2 && exit != 137) {
      String text = Files.readString(errors);
      events.add(MAPPER.createObjectNode().put("type", "stderr").put("text", text));
    }
    return new Told(events, exit);
  }

  private static String classPath() {
    java.net.URL services = Lane.class.getResource("/kill/META-INF/services/");
    if (services == null) {
      throw new IllegalStateException("the test provider's registration is not there");
    }
    Path root = Path.of(java.net.URI.create(services.toString())).resolve("../..").normalize();
    return System.getProperty("java.class.path") + File.pathSeparator + root;
  }
}
