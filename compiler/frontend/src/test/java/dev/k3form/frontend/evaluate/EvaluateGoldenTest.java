package dev.k3form.frontend.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.frontend.Golden;
import dev.k3form.frontend.compile.CompileResult;
import dev.k3form.frontend.compile.Sources;
import dev.k3form.frontend.diagnostic.DiagnosticPrinter;
import dev.k3form.frontend.diagnostic.Style;
import dev.k3form.frontend.emit.CheckedText;
import dev.k3form.frontend.emit.GraphText;
import dev.k3form.frontend.emit.ProgramText;
import dev.k3form.model.graph.DesiredGraph;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each configuration beside the program, the checked program and the graph that it evaluates to,
 * and with its blocks in another order beside the same graph.
 */
class EvaluateGoldenTest {
  private static final Path FOLDER = Golden.FOLDER.resolve("eval");
  private static final Pattern FILE = Pattern.compile("(?m)^# file: (.*)\n");

  @TestFactory
  Stream<DynamicTest> configurationsEvaluateToTheirGraphs() {
    return Golden.files(FOLDER, ".k3s").stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
  }

  private static Map<String, String> files(String text) {
    Map<String, String> out = new LinkedHashMap<>();
    String[] parts = FILE.split(text, -1);
    List<String> names = FILE.matcher(text).results().map(r -> r.group(1)).toList();
    out.put("main.k3s", parts[0]);
    for (int i = 0; i < names.size(); i++) {
      out.put(names.get(i), parts[i + 1]);
    }
    return out;
  }

  private static void check(Path file) {
    Map<String, String> files = files(Golden.read(file));
    CompileResult result = Sources.compile(files, Map.of());
    Golden.check(Golden.sibling(file, ".program"), ProgramText.of(result.program()));
    Golden.check(Golden.sibling(file, ".checked"), CheckedText.of(result.compiled().orElseThrow()));
    Golden.check(Golden.sibling(file, ".graph"), graph(result));
    Random random = new Random(7);
    for (int i = 0; i < 5; i++) {
      Map<String, String> shuffled = new LinkedHashMap<>();
      files.forEach((path, text) -> shuffled.put(path, shuffled(text, random)));
      assertThat(graph(Sources.compile(shuffled, Map.of())).lines().sorted())
          .as("the order of blocks means nothing")
          .containsExactlyElementsOf(graph(result).lines().sorted().toList());
    }
  }

  private static String graph(CompileResult result) {
    DesiredGraph graph = Sources.evaluate(result).graph();
    String problems =
        new DiagnosticPrinter(
                path -> Optional.ofNullable(result.sources().get(path)),
                new Style(true, false, 100, 100))
            .print(graph.diagnostics().stream().filter(d -> d.isError()).toList());
    return GraphText.of(graph) + problems;
  }

  /** Blocks in the sources are separated by empty lines. */
  private static String shuffled(String text, Random random) {
    List<String> blocks = new java.util.ArrayList<>(List.of(text.split("(?<=\n})\n\n", -1)));
    Collections.shuffle(blocks, random);
    return String.join("\n\n", blocks) + "\n\n";
  }
}
