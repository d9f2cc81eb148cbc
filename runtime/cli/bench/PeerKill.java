import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Kills first applies of terraform at random moments within three seconds of the first completed
 * resource, and counts what its state says afterwards of what it had told to be complete.
 */
final class PeerKill {
  private static final int RESOURCES = 400;
  private static final Pattern COMPLETE =
      Pattern.compile("\"addr\":\"(terraform_data\\.r\\d+)\".*\"type\":\"apply_complete\"");

  private PeerKill() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    int trials = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20;
    Random random = new Random(7);
    int empty = 0;
    int invalid = 0;
    int whole = 0;
    int lost = 0;
    int met = 0;
    for (int trial = 0; trial < trials; trial++) {
      Path directory = Files.createTempDirectory("peer-kill");
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < RESOURCES; i++) {
        text.append("resource \"terraform_data\" \"r%d\" {\n  input = %d\n}\n".formatted(i, i));
      }
      Files.writeString(directory.resolve("main.tf"), text);
      new ProcessBuilder("terraform", "init", "-input=false")
          .directory(directory.toFile())
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
      Process process =
          new ProcessBuilder("terraform", "apply", "-auto-approve", "-input=false", "-json")
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .start();
      Set<String> told = new HashSet<>();
      try (BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        String line;
        while ((line = reader.readLine()) != null) {
          Matcher complete = COMPLETE.matcher(line);
          if (complete.find() && told.add(complete.group(1)) && told.size() == 1) {
            long after = random.nextInt(3_000);
            Thread.ofVirtual()
                .start(
                    () -> {
                      try {
                        Thread.sleep(after);
                      } catch (InterruptedException e) {
                        return;
                      }
                      process.toHandle().destroyForcibly();
                    });
          }
        }
      }
      met += process.waitFor() == 0 ? 0 : 1;
      Path file = directory.resolve("terraform.tfstate");
      String state = Files.exists(file) ? Files.readString(file) : "";
      if (state.isBlank()) {
        empty++;
      } else if (!state.stripTrailing().endsWith("}")) {
        invalid++;
      } else {
        whole++;
      }
      String recorded = state;
      lost +=
          (int)
              told.stream()
                  .map(address -> address.substring(address.indexOf('.') + 1))
                  .filter(name -> !recorded.contains("\"name\": \"" + name + "\""))
                  .count();
      try (var files = Files.walk(directory)) {
        for (Path p : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(p);
        }
      }
    }
    System.out.printf(
        "terraform: %d applies, %d of them met by the kill: %d states empty, %d cut off, %d whole; "
            + "%d resources lost that were told to be complete%n",
        trials, met, empty, invalid, whole, lost);
  }
}
