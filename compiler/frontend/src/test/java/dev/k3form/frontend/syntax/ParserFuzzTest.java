package dev.k3form.frontend.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.frontend.Golden;
import dev.k3form.frontend.format.Formatter;
import dev.k3form.frontend.format.Formatter.Result;
import dev.k3form.frontend.property.Choices;
import dev.k3form.frontend.property.Gen;
import dev.k3form.frontend.property.Mutant;
import dev.k3form.frontend.property.SourceGen;
import dev.k3form.frontend.syntax.tree.SyntaxTree;
import dev.k3form.model.source.SourceFile;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Whatever the text, the parser returns a tree of it, and so does the formatter if it parses.
 *
 * <p>{@code -Dfuzz.inputs} sets how many texts are tried, {@code -Dproperty.seed} the first seed.
 */
class ParserFuzzTest {
  private static final int INPUTS = Integer.getInteger("fuzz.inputs", 200_000);

  private static Gen<String> mutants() {
    List<String> seeds = new ArrayList<>();
    Golden.files(Golden.CORPUS, ".k3s").forEach(f -> seeds.add(Golden.read(f)));
    Golden.files(Golden.FOLDER.resolve("parse/err"), ".k3s")
        .forEach(f -> seeds.add(Golden.read(f)));
    for (int i = 0; i < 50; i++) {
      seeds.add(new SourceGen().make(new Choices(i)));
    }
    return new Mutant(seeds);
  }

  @Test
  void survivesEverything() {
    mutants()
        .holds(
            INPUTS,
            text -> {
              SourceFile file = new SourceFile("x.k3s", text);
              SyntaxTree tree = Parser.parseFile(file);
              if (!tree.tokens().text().equals(text)) {
                throw new AssertionError("tokens lose text");
              }
              tree.diagnostics()
                  .forEach(
                      d -> {
                        if (d.primary().end() > text.length()) {
                          throw new AssertionError("a place beyond the end");
                        }
                      });
            });
  }

  @Test
  void formatsWhatParses() {
    mutants()
        .holds(
            INPUTS / 20,
            text -> {
              Result once = Formatter.format(new SourceFile("x.k3s", text));
              if (once instanceof Result.Formatted(String formatted)) {
                assertThat(Formatter.format(new SourceFile("x.k3s", formatted))).isEqualTo(once);
              }
            });
  }

  @Test
  void expressionsSurviveToo() {
    mutants().holds(INPUTS / 20, text -> Parser.parseExpression(new SourceFile("x", text)));
  }
}
