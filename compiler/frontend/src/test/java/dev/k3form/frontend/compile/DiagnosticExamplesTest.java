package dev.k3form.frontend.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.frontend.Golden;
import dev.k3form.frontend.diagnostic.DiagnosticPages;
import dev.k3form.model.diagnostic.Code;
import dev.k3form.model.diagnostic.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every code about names, types and graphs has a page whose examples are wrong and right. */
class DiagnosticExamplesTest {
  private static final Pattern CODE = Pattern.compile("\"(K3-0[234][0-9]{2})\"");
  private static final Pattern EXAMPLE = Pattern.compile("```k3s\\n(.*?)```", Pattern.DOTALL);

  /** What a text on a page cannot bring about; the pages say so, and other tests do it. */
  private static final Set<String> OTHERWISE = Set.of("K3-0226", "K3-0235", "K3-0314");

  private static Set<String> usedCodes() throws IOException {
    Set<String> codes = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        Matcher matcher = CODE.matcher(Golden.read(file));
        while (matcher.find()) {
          codes.add(matcher.group(1));
        }
      }
    }
    return codes;
  }

  @TestFactory
  Stream<DynamicTest> everyCodeHasItsPage() throws IOException {
    assertThat(usedCodes()).hasSizeGreaterThan(55);
    return usedCodes().stream().map(code -> DynamicTest.dynamicTest(code, () -> check(code)));
  }

  private static void check(String code) throws IOException {
    String page = DiagnosticPages.find(new Code(code)).orElseThrow();
    List<String> examples = EXAMPLE.matcher(page).results().map(r -> r.group(1)).toList();
    assertThat(examples).hasSize(2);
    if (!OTHERWISE.contains(code)) {
      assertThat(codes(examples.getFirst())).contains(code);
    }
    assertThat(codes(examples.getLast())).isEmpty();
  }

  private static List<String> codes(String example) throws IOException {
    Path directory = Files.createTempDirectory("k3form-page");
    try {
      List<Diagnostic> all = PageExamples.run(directory, example);
      return all.stream().map(d -> d.code().text()).toList();
    } finally {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  @Test
  void everyPageHasItsCode() throws IOException {
    Set<String> used = usedCodes();
    assertThat(Golden.files(Path.of("../../docs/diagnostics"), ".md"))
        .extracting(f -> f.getFileName().toString().replace(".md", ""))
        .filteredOn(name -> name.matches("K3-0[234].*"))
        .allMatch(used::contains);
  }
}
