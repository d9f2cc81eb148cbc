package dev.k3form.frontend.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.frontend.Golden;
import dev.k3form.frontend.format.Formatter.Result;
import dev.k3form.model.source.SourceFile;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the formatter makes of files, to be looked at. */
class FormatGoldenTest {
  private static final Path FOLDER = Golden.FOLDER.resolve("format");

  @TestFactory
  Stream<DynamicTest> formats() {
    return Golden.files(FOLDER, ".k3s").stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString(),
                    () -> {
                      FormatterPropertyTest.check(Golden.read(file));
                      Result result = Formatter.format(new SourceFile("x.k3s", Golden.read(file)));
                      assertThat(result)
                          .isInstanceOfSatisfying(
                              Result.Formatted.class,
                              f -> Golden.check(Golden.sibling(file, ".out"), f.text()));
                    }));
  }

  @Test
  void noGoldenFileIsLeftOver() {
    assertThat(Golden.files(FOLDER, ".out"))
        .allSatisfy(f -> assertThat(Golden.sibling(f, ".k3s")).exists());
  }
}
