package dev.k3form.frontend.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.frontend.bench.SyntaxBench;
import dev.k3form.frontend.syntax.tree.SyntaxTree;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.source.SourceFile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Deep and large input. */
class ParserLimitsTest {
  private static SyntaxTree parse(String text) {
    return Parser.parseFile(new SourceFile("x.k3s", text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "a = ~(~1~)",
        "a = ~[~~]",
        "a = ~{a = ~1~}",
        "a = ~f(~1~)",
        "a = ~-~1~``",
        "a = ~! ~b~``",
        "a = ~b ? 1 : ~2~``",
        "a = ~b ? ~1~ : 2",
        "a = ~1 + ~2~``",
        "a = ~`\"${`~1~`}\"`",
        "a = ~[for x in y : ~x~]",
        "a = ~b[~0~]",
        "a = \"~`%{ if b }`~x~`%{ endif }`",
      })
  void nestingIsLimited(String head, String open, String middle, String close) {
    String inner = middle == null ? "" : middle;
    String text = head + open.repeat(100_000) + inner + close.repeat(100_000) + "\n";
    List<Diagnostic> diagnostics = parse(text).diagnostics();
    assertThat(diagnostics).hasSize(1);
    assertThat(diagnostics.getFirst().code().text()).isEqualTo("K3-0123");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 240})
  void whatIsNestedLessIsFine(int depth) {
    assertThat(parse("a = " + "(".repeat(depth) + "1" + ")".repeat(depth)).diagnostics()).isEmpty();
    assertThat(parse("a = " + "-".repeat(depth) + "1").diagnostics()).isEmpty();
    assertThat(parse("a = 1" + " + 1".repeat(4 * depth)).diagnostics()).isEmpty();
  }

  @Test
  void longListsAndChainsOfStepsAreNoNesting() {
    assertThat(parse("a = [" + "-1 + 1 ? 2 : 3, ".repeat(20_000) + "]").diagnostics()).isEmpty();
    assertThat(parse("a = b" + ".c[0]".repeat(20_000)).diagnostics()).isEmpty();
    assertThat(parse("a = \"" + "%{ if b }${c}%{ endif }".repeat(5_000) + "\"").diagnostics())
        .isEmpty();
  }

  @Test
  void nestedBlocksAreLimited() {
    assertThat(parse("b {\n".repeat(100_000) + "}\n".repeat(100_000)).diagnostics())
        .extracting(d -> d.code().text())
        .containsExactly("K3-0123");
  }

  @Test
  void longTextsAreNoTrouble() {
    assertThat(parse("a = <<EOT\n" + "line $ ${b} \n".repeat(20_000) + "EOT\n").diagnostics())
        .isEmpty();
    assertThat(parse("a = <<-EOT\n" + "  line\n".repeat(50_000) + "EOT\n").diagnostics()).isEmpty();
    assertThat(parse("a = \"" + "$ % ".repeat(50_000) + "\"\n").diagnostics()).isEmpty();
  }

  /** With an error at the end, so that both ways of parsing are taken. */
  @Test
  void tenMegabytesAreParsed() {
    String text = SyntaxBench.resources(31_000) + "a = = 1\n";
    assertThat(text.length()).isGreaterThan(10_000_000);
    SyntaxTree tree = parse(text);
    assertThat(tree.diagnostics()).hasSize(1);
    assertThat(tree.body().items()).hasSize(31_001);
  }
}
