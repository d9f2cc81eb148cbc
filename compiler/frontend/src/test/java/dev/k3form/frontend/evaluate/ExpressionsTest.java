package dev.k3form.frontend.evaluate;

import dev.k3form.frontend.Golden;
import dev.k3form.frontend.compile.Console;
import dev.k3form.frontend.compile.Sources;
import dev.k3form.frontend.convert.ValueText;
import dev.k3form.model.value.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Expressions, one a line, with their values.
 *
 * <p>The values in {@code peer.txt} are those that Terraform 1.11.4's console gives; those in the
 * other files are our own, where the reference of the language lists a difference or an addition.
 */
class ExpressionsTest {
  private static final Path FOLDER = Golden.FOLDER.resolve("expressions");
  private static final String ARROW = "  =>  ";
  private static final String MODULE =
      """
      variable "secret" {
        default   = "hidden"
        sensitive = true
      }

      function "double" {
        param "n" { type = number }
        param "times" {
          type    = number
          default = 2
        }
        type   = number
        result = n * times
      }

      locals {
        text = "some text"
        keep = var.secret
      }

      output "keep" {
        value     = [local.keep, local.text]
        sensitive = true
      }
      """;

  @TestFactory
  Stream<DynamicTest> expressionsHaveTheirValues() {
    return Golden.files(FOLDER, ".txt").stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
  }

  private static void check(Path file) {
    Console console =
        new Console(
            Sources.compile(Map.of("main.k3s", MODULE), Map.of()).compiled().orElseThrow(),
            _ -> Value.Obj.EMPTY);
    List<String> lines = Golden.read(file).lines().toList();
    StringBuilder actual = new StringBuilder();
    for (String line : lines) {
      int arrow = line.indexOf(ARROW);
      if (line.startsWith("#") || line.isBlank()) {
        actual.append(line).append('\n');
      } else {
        String expression = arrow < 0 ? line : line.substring(0, arrow);
        actual
            .append(expression)
            .append(ARROW)
            .append(text(console.evaluate(expression)))
            .append('\n');
      }
    }
    Golden.check(file, actual.toString());
  }

  private static String text(Console.Answer answer) {
    return answer
        .value()
        .map(ValueText::line)
        .orElseGet(
            () ->
                answer.problems().stream()
                    .map(d -> d.code() + " " + d.summary() + ": " + d.primaryLabel())
                    .findFirst()
                    .orElse("nothing"));
  }
}
