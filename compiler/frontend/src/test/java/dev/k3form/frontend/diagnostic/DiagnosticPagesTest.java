package dev.k3form.frontend.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.frontend.Golden;
import dev.k3form.frontend.syntax.Parser;
import dev.k3form.frontend.syntax.SourceDecoder;
import dev.k3form.model.diagnostic.Code;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.source.SourceFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each code about syntax has a page, and the examples on it are wrong and right as they say. */
class DiagnosticPagesTest {
  private static final Path PAGES = Path.of("../../docs/diagnostics");
  private static final Pattern CODE = Pattern.compile("\"(K3-01[0-9]{2})\"");
  private static final Pattern EXAMPLE = Pattern.compile("```k3s\\n(.*?)```", Pattern.DOTALL);

  private static NavigableSet<String> usedCodes() throws IOException {
    NavigableSet<String> codes = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        Matcher matcher = CODE.matcher(Files.readString(file));
        while (matcher.find()) {
          codes.add(matcher.group(1));
        }
      }
    }
    return codes;
  }

  private static List<String> examples(String code) {
    Matcher matcher = EXAMPLE.matcher(DiagnosticPages.find(new Code(code)).orElseThrow());
    return matcher.results().map(r -> r.group(1)).toList();
  }

  private static List<Diagnostic> diagnostics(String text) {
    return Parser.parseFile(new SourceFile("example.k3s", text)).diagnostics();
  }

  @TestFactory
  Stream<DynamicTest> everyCodeHasItsPage() throws IOException {
    assertThat(usedCodes()).hasSizeGreaterThan(20);
    return usedCodes().stream()
        .map(
            code ->
                DynamicTest.dynamicTest(
                    code,
                    () -> {
                      List<String> examples = examples(code);
                      assertThat(examples).hasSize(2);
                      // The bytes that are wrong for K3-0102 cannot stand on a page.
                      if (!code.equals("K3-0102")) {
                        assertThat(diagnostics(examples.getFirst()))
                            .extracting(d -> d.code().text())
                            .contains(code);
                      }
                      assertThat(diagnostics(examples.getLast())).isEmpty();
                    }));
  }

  @Test
  void everyPageHasItsCode() throws IOException {
    NavigableSet<String> used = usedCodes();
    assertThat(Golden.files(PAGES, ".md"))
        .extracting(f -> f.getFileName().toString().replace(".md", ""))
        .filteredOn(name -> name.startsWith("K3-01"))
        .allMatch(used::contains);
  }

  @Test
  void unknownCodesHaveNoPage() {
    assertThat(DiagnosticPages.find(new Code("K3-0199"))).isEmpty();
  }

  @Test
  void wrongBytesAreReportedWhereTheyAre() {
    byte[] bytes = "a = \"caf\u00e9\"".getBytes(StandardCharsets.ISO_8859_1);
    SourceDecoder.Decoded decoded = SourceDecoder.decode("x.k3s", bytes);
    assertThat(decoded.diagnostics())
        .singleElement()
        .satisfies(d -> assertThat(d.primary().start()).isEqualTo(8));
    assertThat(
            SourceDecoder.decode("x.k3s", "caf\u00e9".getBytes(StandardCharsets.UTF_8))
                .diagnostics())
        .isEmpty();
  }
}
