package dev.k3form.frontend.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.frontend.Golden;
import dev.k3form.frontend.format.Formatter.Result;
import dev.k3form.frontend.property.SourceGen;
import dev.k3form.frontend.syntax.Parser;
import dev.k3form.frontend.syntax.tree.SyntaxTree;
import dev.k3form.frontend.syntax.tree.TokenKind;
import dev.k3form.model.source.SourceFile;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Formatting keeps tree and comments, and done twice changes nothing more. */
class FormatterPropertyTest {
  /** Checks all promises of the formatter on a file that parses. */
  static void check(String text) {
    SyntaxTree tree = Parser.parseFile(new SourceFile("x.k3s", text));
    assertThat(tree.diagnostics()).isEmpty();
    assertThat(tree.tokens().text()).isEqualTo(text);
    String formatted = format(text);
    SyntaxTree after = Parser.parseFile(new SourceFile("x.k3s", formatted));
    assertThat(after.diagnostics()).as(formatted).isEmpty();
    assertThat(SameTree.print(after.body())).as(formatted).isEqualTo(SameTree.print(tree.body()));
    assertThat(comments(after)).as(formatted).isEqualTo(comments(tree));
    assertThat(format(formatted)).isEqualTo(formatted);
  }

  private static String format(String text) {
    assertThat(Formatter.format(new SourceFile("x.k3s", text)))
        .isInstanceOf(Result.Formatted.class);
    return Formatter.format(new SourceFile("x.k3s", text)) instanceof Result.Formatted(String out)
        ? out
        : "";
  }

  private static List<String> comments(SyntaxTree tree) {
    return tree.tokens().stream()
        .filter(t -> t.kind() == TokenKind.LINE_COMMENT || t.kind() == TokenKind.BLOCK_COMMENT)
        .map(t -> tree.file().text().substring(t.start(), t.end()))
        .toList();
  }

  @TestFactory
  Stream<DynamicTest> corpus() {
    return Golden.files(Golden.CORPUS, ".k3s").stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString(), () -> check(Golden.read(file))));
  }

  @Test
  void generated() {
    new SourceGen().holds(1_500, FormatterPropertyTest::check);
  }

  @Test
  void refusesWhatDoesNotParse() {
    assertThat(Formatter.format(new SourceFile("x.k3s", "a = \n")))
        .isInstanceOf(Result.Refused.class);
  }
}
