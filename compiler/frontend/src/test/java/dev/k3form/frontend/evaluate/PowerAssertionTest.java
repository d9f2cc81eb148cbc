package dev.k3form.frontend.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.frontend.compile.Sources;
import dev.k3form.model.diagnostic.Diagnostic;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told of conditions that do not hold. */
class PowerAssertionTest {
  private static List<String> notes(String condition) {
    Diagnostic problem =
        Sources.evaluate(
                """
                variable "n" { default = 4 }
                variable "names" { default = ["a", "b"] }
                variable "word" { default = "日本" }
                variable "secret" {
                  default   = "hidden"
                  sensitive = true
                }
                locals { all = [var.n, var.names, var.word, var.secret] }
                output "used" {
                  value     = local.all
                  sensitive = true
                  precondition {
                    condition     = %s
                    error_message = "no"
                  }
                }
                """
                    .formatted(condition))
            .graph()
            .diagnostics()
            .getFirst();
    assertThat(problem.code().text()).isEqualTo("K3-0322");
    return problem.notes();
  }

  @Test
  void eachValueStandsUnderItsPart() {
    assertThat(notes("var.n % 2 == 1 && length(var.names) == 2"))
        .containsExactly(
            """
            the condition came out as
                var.n % 2 == 1 && length(var.names) == 2
                │     │   │    │
                4     0   │    false
                          false\
            """);
  }

  @Test
  void parenthesesStandWhereTheyAreNeededOnly() {
    assertThat(notes("(var.n + 1) * 2 == 3"))
        .containsExactly(
            """
            the condition came out as
                (var.n + 1) * 2 == 3
                 │     │    │   │
                 4     5    10  false\
            """);
  }

  @Test
  void wideCharactersAreMeasured() {
    assertThat(notes("\"日本\" != var.word"))
        .containsExactly(
            """
            the condition came out as
                "日本" != var.word
                       │  │
                       │  "日本"
                       false\
            """);
  }

  @Test
  void secretsAndTheInsideOfLoopsAreLeftOut() {
    assertThat(notes("var.n == 5 || nonsensitive(length(var.secret) > 20)"))
        .singleElement()
        .asString()
        .contains("4")
        .doesNotContain("hidden", "6");
    assertThat(notes("alltrue([for name in var.names : upper(name) == name])"))
        .containsExactly(
            """
            the condition came out as
                alltrue([for name in var.names : upper(name) == name])
                │                    │
                false                ["a", "b"]\
            """);
  }

  @Test
  void aLongConditionHasItsValuesListed() {
    assertThat(
            notes(
                "contains([\"%s\", \"%s\"], var.names[0])"
                    .formatted("x".repeat(40), "y".repeat(40))))
        .containsExactly("`var.names` is `[\"a\", \"b\"]`.", "`var.names[0]` is `\"a\"`.");
  }
}
