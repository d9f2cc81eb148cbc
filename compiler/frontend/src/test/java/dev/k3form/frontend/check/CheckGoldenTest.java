package dev.k3form.frontend.check;

import dev.k3form.frontend.Golden;
import dev.k3form.frontend.compile.CompileResult;
import dev.k3form.frontend.compile.Sources;
import dev.k3form.frontend.diagnostic.DiagnosticPrinter;
import dev.k3form.frontend.diagnostic.Style;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each file with mistakes beside the diagnostics that it gets. */
class CheckGoldenTest {
  private static final Path FOLDER = Golden.FOLDER.resolve("check");

  @TestFactory
  Stream<DynamicTest> mistakesAreExplained() {
    return Golden.files(FOLDER, ".k3s").stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
  }

  private static void check(Path file) {
    CompileResult result = Sources.compile(Map.of("main.k3s", Golden.read(file)), Map.of());
    Style style = new Style(true, false, 100, 100);
    String text =
        new DiagnosticPrinter(path -> Optional.ofNullable(result.sources().get(path)), style)
            .print(result.diagnostics());
    Golden.check(Golden.sibling(file, ".err"), text);
  }
}
