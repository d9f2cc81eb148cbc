package dev.k3form.frontend.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.frontend.Golden;
import dev.k3form.frontend.convert.ValueText;
import dev.k3form.frontend.function.Function;
import dev.k3form.frontend.function.Functions;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The examples of the language's reference do what it says. */
class LanguageReferenceTest {
  private static final Path FOLDER = Path.of("../../docs/language");
  private static final List<String> PAGES =
      List.of("values", "expressions", "blocks", "differences");
  private static final Pattern EXAMPLE =
      Pattern.compile("```(k3s|k3s wrong|k3s values)\\n(.*?)```", Pattern.DOTALL);
  private static final String GIVES = " # => ";

  @TestFactory
  Stream<DynamicTest> examples() {
    List<DynamicTest> tests = new ArrayList<>();
    for (String page : PAGES) {
      List<MatchResult> found =
          EXAMPLE.matcher(Golden.read(FOLDER.resolve(page + ".md"))).results().toList();
      assertThat(found).as(page).hasSizeGreaterThan(2);
      for (MatchResult example : found) {
        String title = page + ": " + example.group(2).lines().findFirst().orElse("");
        tests.add(DynamicTest.dynamicTest(title, () -> check(example.group(1), example.group(2))));
      }
    }
    return tests.stream();
  }

  private static void check(String kind, String text) throws IOException {
    if (kind.equals("k3s values")) {
      values(text);
      return;
    }
    Path directory = Files.createTempDirectory("k3form-reference");
    try {
      List<Diagnostic> all = PageExamples.run(directory, text);
      assertThat(all.stream().anyMatch(Diagnostic::isError))
          .as(all.toString())
          .isEqualTo(kind.equals("k3s wrong"));
    } finally {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static void values(String text) {
    Console console =
        new Console(
            Sources.compile(Map.of("main.k3s", ""), Map.of()).compiled().orElseThrow(),
            _ -> Value.Obj.EMPTY);
    for (String line : text.lines().filter(l -> !l.isBlank()).toList()) {
      int at = line.indexOf(GIVES);
      assertThat(at).as("a line says what its expression gives: " + line).isPositive();
      Console.Answer answer = console.evaluate(line.substring(0, at));
      String expected = line.substring(at + GIVES.length());
      String actual = answer.value().map(ValueText::line).orElseGet(() -> error(answer.problems()));
      assertThat(actual).as(line).isEqualTo(expected);
    }
  }

  private static String error(List<Diagnostic> problems) {
    return "error " + problems.getFirst().code();
  }

  @Test
  void theListOfFunctionsIsTheirMetadata() {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # Functions

        Each function is also known under `core::` and its name, so that a function of the module with the same name, which
        comes first, does not hide it. Arguments are converted to the types of the parameters; a last argument with `...` after it
        is a list of arguments. The result is a secret if an argument is, and known only after apply if an argument is.
        Functions that move values about (marked *structure*) keep secrets and unknowns inside collections where they are.

        """);
    for (Function.Category category : Function.Category.values()) {
      page.append("## ").append(category.title()).append("\n\n");
      for (Function function : Functions.standard().all()) {
        if (function.category() == category) {
          page.append("- `").append(function.signature()).append("`: ").append(function.doc());
          page.append(function.is(Function.Trait.STRUCTURAL) ? " *structure*" : "").append('\n');
        }
      }
      page.append('\n');
    }
    Golden.check(FOLDER.resolve("functions.md"), page.toString().stripTrailing() + "\n");
  }

  @Test
  void allFunctionsOfThePeerAreThere() {
    List<String> names =
        List.of(
            ("abs ceil floor log max min parseint pow signum chomp endswith format formatlist"
                    + " indent join lower regex regexall replace split startswith strcontains strrev"
                    + " substr templatestring title trim trimprefix trimspace trimsuffix upper alltrue"
                    + " anytrue chunklist coalesce coalescelist compact concat contains distinct"
                    + " element flatten index keys length list lookup map matchkeys merge one range"
                    + " reverse setintersection setproduct setsubtract setunion slice sort sum"
                    + " transpose values zipmap base64decode base64encode base64gunzip base64gzip"
                    + " csvdecode jsondecode jsonencode textdecodebase64 textencodebase64 urldecode"
                    + " urlencode yamldecode yamlencode abspath basename dirname file filebase64"
                    + " fileexists fileset pathexpand templatefile formatdate plantimestamp timeadd"
                    + " timecmp timestamp base64sha256 base64sha512 bcrypt filebase64sha256"
                    + " filebase64sha512 filemd5 filesha1 filesha256 filesha512 md5 rsadecrypt sha1"
                    + " sha256 sha512 uuid uuidv5 cidrcontains cidrhost cidrnetmask cidrsubnet"
                    + " cidrsubnets can ephemeralasnull issensitive nonsensitive sensitive tobool"
                    + " tolist tomap tonumber toset tostring try type sshkey_fingerprint"
                    + " certificate_expiry")
                .split(" ", -1));
    assertThat(Functions.standard().names()).containsAll(names);
  }
}
