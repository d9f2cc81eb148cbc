package dev.k3form.frontend.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.k3form.frontend.Golden;
import dev.k3form.frontend.emit.ConsoleText;
import dev.k3form.model.value.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Expressions that the peer's console and ours answer alike, to the letter, and those that they do
 * not.
 *
 * <p>The peer's answers were measured and are kept; where the peer is installed some of them are
 * measured again.
 */
class ConsoleAgreementTest {
  private static final Path FOLDER = Golden.FOLDER.resolve("console");
  private static final String ARROW = "  =>  ";
  private static final String BAR = "  |  ";
  private static final String ERROR = "error";
  private static final int EVERY = 40;

  private static List<String> lines(String name) {
    return Golden.read(FOLDER.resolve(name)).lines().filter(l -> !l.startsWith("#")).toList();
  }

  private static Console console() {
    CompileResult nothing =
        Compiler.compileForConsole(
            CompileRequest.of(
                FOLDER.resolve("files").toAbsolutePath(), TestSchemas.all(), Sources.NOW));
    return new Console(nothing.compiled().orElseThrow(), _ -> Value.Obj.EMPTY);
  }

  private static String ours(Console console, String expression) {
    return console
        .evaluate(expression + "\n")
        .value()
        .map(v -> quoted(ConsoleText.of(v)))
        .orElse(ERROR);
  }

  private static String quoted(String text) {
    return JsonMapper.builder().build().writeValueAsString(text);
  }

  @Test
  void ourAnswersAreThePeers() {
    Console console = console();
    List<String> wrong = new ArrayList<>();
    List<String> lines = lines("agree.txt");
    for (String line : lines) {
      String expression = line.substring(0, line.indexOf(ARROW));
      String actual = expression + ARROW + ours(console, expression);
      if (!same(actual, line)) {
        wrong.add(line + "  but here  " + actual);
      }
    }
    assertThat(lines).hasSizeGreaterThan(900);
    assertThat(wrong).isEmpty();
  }

  @Test
  void whereTheyDifferOursAreAsListed() {
    Console console = console();
    List<String> wrong = new ArrayList<>();
    for (String line : lines("differ.txt")) {
      String expression = line.substring(0, line.indexOf(ARROW));
      String expected = line.substring(line.indexOf(BAR) + BAR.length());
      String actual = ours(console, expression);
      if (!same(actual, expected)) {
        wrong.add(expression + ARROW + actual + "  instead of  " + expected);
      }
    }
    assertThat(wrong).isEmpty();
  }

  /** Heredocs, templates in files and all else that takes more than a line. */
  @Test
  void longerFormsHaveThePeersValues() {
    Path folder = FOLDER.resolve("forms").toAbsolutePath();
    CompileResult forms =
        Compiler.compile(CompileRequest.of(folder, TestSchemas.all(), Sources.NOW));
    Console console = new Console(forms.compiled().orElseThrow(), _ -> Value.Obj.EMPTY);
    JsonNode peer = JsonMapper.builder().build().readTree(Golden.read(folder.resolve("peer.json")));
    assertThat(peer.size()).isGreaterThan(60);
    peer.properties()
        .forEach(
            form ->
                assertThat(console.evaluate("jsonencode(local." + form.getKey() + ")").value())
                    .as(form.getKey())
                    .contains(Value.str(form.getValue().toString())));
  }

  /** The file may have been written by another JSON library, which escapes more or less. */
  private static boolean same(String a, String b) {
    return a.equals(b) || unescaped(a).equals(unescaped(b));
  }

  private static String unescaped(String line) {
    int start = line.indexOf(ARROW) < 0 ? 0 : line.indexOf(ARROW) + ARROW.length();
    String json = line.substring(start);
    return json.equals(ERROR)
        ? line
        : line.substring(0, start) + JsonMapper.builder().build().readValue(json, String.class);
  }

  @Test
  void thePeerStillAnswersAsMeasured(@TempDir Path directory) throws Exception {
    assumeTrue(
        isInstalled(),
        "SKIPPED: terraform is not installed, so its answers are not measured again");
    for (String file : List.of("t.tpl", "l.tpl", "rec.tpl", "f.txt")) {
      Files.copy(FOLDER.resolve("files").resolve(file), directory.resolve(file));
    }
    List<String> lines = lines("agree.txt");
    for (int i = 0; i < lines.size(); i += EVERY) {
      String line = lines.get(i);
      String expression = line.substring(0, line.indexOf(ARROW));
      assertThat(unescaped(expression + ARROW + peer(directory, expression)))
          .isEqualTo(unescaped(line));
    }
  }

  private static boolean isInstalled() throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder("terraform", "version").redirectErrorStream(true).start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor(30, TimeUnit.SECONDS) && text.contains("v1.11.");
    } catch (IOException e) {
      return false;
    }
  }

  private static String peer(Path directory, String expression) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder("terraform", "console", "-no-color").directory(directory.toFile());
    builder.environment().put("TF_CLI_CONFIG_FILE", "/dev/null");
    builder.environment().put("CHECKPOINT_DISABLE", "1");
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    try (var in = process.getOutputStream()) {
      in.write((expression + "\n").getBytes(StandardCharsets.UTF_8));
    }
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() == 0
        ? quoted(out.stripTrailing().replace("(sensitive value)", "(secret)"))
        : ERROR;
  }
}
