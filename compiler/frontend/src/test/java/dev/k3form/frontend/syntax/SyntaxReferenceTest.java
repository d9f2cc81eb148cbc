package dev.k3form.frontend.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.frontend.Golden;
import dev.k3form.model.source.SourceFile;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The examples in the reference of the syntax are right, or wrong where it says so. */
class SyntaxReferenceTest {
  private static final Path PAGE = Path.of("../../docs/language/syntax.md");
  private static final Pattern EXAMPLE =
      Pattern.compile("```k3s( wrong)?\\n(.*?)```", Pattern.DOTALL);

  @TestFactory
  Stream<DynamicTest> examples() {
    List<MatchResult> examples = EXAMPLE.matcher(Golden.read(PAGE)).results().toList();
    assertThat(examples).hasSizeGreaterThan(15);
    return examples.stream()
        .map(
            example ->
                DynamicTest.dynamicTest(
                    example.group(2).lines().findFirst().orElse(""),
                    () -> {
                      boolean wrong = example.group(1) != null;
                      assertThat(
                              Parser.parseFile(new SourceFile("example.k3s", example.group(2)))
                                  .hasErrors())
                          .isEqualTo(wrong);
                    }));
  }
}
