package dev.k3form.frontend.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.frontend.Golden;
import dev.k3form.frontend.diagnostic.DiagnosticPrinter;
import dev.k3form.frontend.diagnostic.Sources;
import dev.k3form.frontend.diagnostic.Style;
import dev.k3form.frontend.syntax.tree.SyntaxTree;
import dev.k3form.frontend.syntax.tree.TreePrinter;
import dev.k3form.model.source.SourceFile;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the parser makes of whole files: the tree of right ones, the messages of wrong ones. */
class ParseGoldenTest {
  private static final Path OK = Golden.FOLDER.resolve("parse/ok");
  private static final Path ERR = Golden.FOLDER.resolve("parse/err");

  private static SyntaxTree parse(Path path) {
    SyntaxTree tree =
        Parser.parseFile(new SourceFile(path.getFileName().toString(), Golden.read(path)));
    assertThat(tree.tokens().text()).isEqualTo(tree.file().text());
    return tree;
  }

  @TestFactory
  Stream<DynamicTest> corpusParsesWithoutDiagnostics() {
    return Golden.files(Golden.CORPUS, ".k3s").stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString(),
                    () -> {
                      SyntaxTree tree = parse(file);
                      assertThat(tree.diagnostics()).isEmpty();
                      Path golden = OK.resolve(Golden.sibling(file, ".tree").getFileName());
                      Golden.check(golden, TreePrinter.tree(tree.body()));
                    }));
  }

  @TestFactory
  Stream<DynamicTest> wrongFilesAreReported() {
    return Golden.files(ERR, ".k3s").stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString(),
                    () -> {
                      SyntaxTree tree = parse(file);
                      assertThat(tree.diagnostics()).isNotEmpty();
                      String text =
                          new DiagnosticPrinter(
                                  Sources.of(List.of(tree.file())), new Style(true, false, 80, 100))
                              .print(tree.diagnostics());
                      Golden.check(
                          Golden.sibling(file, ".err"),
                          text + "\n" + TreePrinter.tree(tree.body()));
                    }));
  }

  @Test
  void noGoldenFileIsLeftOver() {
    assertThat(Golden.files(OK, ".tree"))
        .allSatisfy(
            f ->
                assertThat(Golden.CORPUS.resolve(Golden.sibling(f, ".k3s").getFileName()))
                    .exists());
    assertThat(Golden.files(ERR, ".err"))
        .allSatisfy(f -> assertThat(Golden.sibling(f, ".k3s")).exists());
  }
}
