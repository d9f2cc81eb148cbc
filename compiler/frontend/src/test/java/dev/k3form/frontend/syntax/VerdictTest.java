package dev.k3form.frontend.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.frontend.syntax.tree.SyntaxTree;
import dev.k3form.model.source.SourceFile;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Our parser agrees with HCL's on every form whose verdict was measured. */
class VerdictTest {
  private static SyntaxTree parse(String form) {
    return Parser.parseFile(new SourceFile("test.k3s", Verdicts.text(form)));
  }

  @ParameterizedTest
  @FieldSource("dev.k3form.frontend.syntax.Verdicts#ACCEPTED")
  void accepts(String form) {
    SyntaxTree tree = parse(form);
    assertThat(tree.diagnostics()).isEmpty();
    assertThat(tree.tokens().text()).isEqualTo(tree.file().text());
  }

  @ParameterizedTest
  @FieldSource("dev.k3form.frontend.syntax.Verdicts#REJECTED")
  void rejects(String form) {
    SyntaxTree tree = parse(form);
    assertThat(tree.diagnostics()).isNotEmpty();
    assertThat(tree.tokens().text()).isEqualTo(tree.file().text());
  }

  @Test
  void rejectsWhatIsNoUtf8() {
    byte[] latin = "a = \"é\"\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(SourceDecoder.decode("test.k3s", latin).diagnostics()).hasSize(1);
    byte[] utf8 = "a = \"é\"\n".getBytes(StandardCharsets.UTF_8);
    assertThat(SourceDecoder.decode("test.k3s", utf8).diagnostics()).isEmpty();
  }

  @Test
  void eachFormIsListedOnce() {
    assertThat(Verdicts.ACCEPTED)
        .doesNotHaveDuplicates()
        .doesNotContainAnyElementsOf(Verdicts.REJECTED);
    assertThat(Verdicts.REJECTED).doesNotHaveDuplicates();
  }
}
