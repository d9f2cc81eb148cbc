package dev.k3form.frontend.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Mistakes, each with the place and the advice that its error gives. */
class ErrorTextTest {
  private static List<String> errors(Map<String, String> files) {
    CompileResult result = Sources.compile(files, Map.of());
    List<String> out = new ArrayList<>();
    for (Diagnostic d : result.diagnostics()) {
      if (d.isError()) {
        String marked = result.sources().get(d.primary().file()).text(d.primary());
        out.add(d.code().text() + " at " + marked + ": " + d.summary());
      }
    }
    return out;
  }

  private static List<String> errors(String text) {
    return errors(Map.of("main.k3s", text));
  }

  private static List<String> help(String text) {
    return Sources.compile(text).diagnostics().stream()
        .filter(Diagnostic::isError)
        .flatMap(d -> d.help().stream())
        .toList();
  }

  @Test
  void anAttributeThatATypeDoesNotNameIsToldWhereverItIsWrittenOut() {
    String module =
        """
        variable "one" { type = object({ cores = optional(number) }) }
        variable "pair" { type = tuple([number, object({ cores = optional(number) })]) }
        variable "some" { type = list(object({ cores = optional(number) })) }
        variable "named" { type = map(object({ cores = optional(number) })) }
        output "all" { value = [var.one, var.pair, var.some, var.named] }
        """;
    String main =
        """
        module "m" {
          source = "./m"
          one    = true ? { a = 1 } : null
          pair   = [1, { b = 1 }]
          some   = [for i in [1] : { c = i }]
          named  = { for i in ["x"] : i => { d = 1 } }
        }
        function "f" {
          param "machine" { type = object({ cores = optional(number) }) }
          type   = object({ n = optional(number) })
          result = { n = machine.cores, e = 1 }
        }
        function "strict" {
          param "machine" { type = object({ cores = number }) }
          result = machine.cores
        }
        output "f" { value = [f({ cores = 1, g = 2 }), f([{ h = 1 }]...), strict({ coers = 1 })] }
        """;
    assertThat(errors(Map.of("main.k3s", main, "m/main.k3s", module)))
        .containsExactly(
            "K3-0307 at a: no attribute `a`",
            "K3-0307 at b: no attribute `b`",
            "K3-0307 at c: no attribute `c`",
            "K3-0307 at d: no attribute `d`",
            "K3-0307 at e: no attribute `e`",
            "K3-0307 at g: no attribute `g`",
            "K3-0307 at coers: no attribute `coers`");
  }

  @Test
  void aModuleThatCallsItselfHidesNoOtherMistake() {
    String main =
        """
        module "m" { source = "./m" }
        output "o" { value = module.m.out + upper(1, 2) }
        resource "test_data" "a" {
          input      = "a" + 1
          depends_on = [module.m]
        }
        """;
    String module =
        """
        module "again" {
          source = "../m"
        }
        resource "test_data" "b" {
          inptu      = 1
          depends_on = [module.again]
        }
        output "out" { value = module.again.out + module.again.nothing + {} }
        """;
    assertThat(errors(Map.of("main.k3s", main, "m/main.k3s", module)))
        .containsExactly(
            "K3-0405 at module \"again\": module `again` calls itself",
            "K3-0203 at inptu: unknown argument `inptu`",
            "K3-0302 at {}: operator `+` cannot be used here",
            "K3-0309 at upper(1, 2): `upper` has no result",
            "K3-0302 at \"a\": operator `+` cannot be used here");
  }

  @Test
  void aKeyOfABlockThatIsNotRepeatedIsToldAsSuch() {
    String advice = "it has neither `count` nor `for_each`, so that there is one only: write `";
    assertThat(
            help(
                """
                resource "test_data" "a" { input = 1 }
                output "a" { value = test_data.a[0] }
                output "b" { value = test_data.a["b"].output }
                """))
        .containsExactly(
            advice + "test_data.a` without a key", advice + "test_data.a` without a key");
  }

  @Test
  void aConflictOfAMergeIsOneErrorAndTheRestIsRead() {
    String text =
        """
        output "a" { value = 1 }
        <<<<<<< HEAD
        locals { n = 1 }
        ||||||| base
        locals { n = 0 }
        =======
        locals { n = 2 }
        >>>>>>> other
        output "n" { value = local.n }
        output "wrong" { value = local.m }
        """;
    assertThat(errors(text))
        .containsExactly(
            "K3-0125 at <<<<<<<: merge conflict is not resolved",
            "K3-0201 at local.m: unknown reference `local.m`");
    assertThat(errors(text.replace("\n", "\r\n"))).hasSize(2);
  }

  @Test
  void markersInATextAreText() {
    assertThat(
            errors(
                """
                output "a" {
                  value = <<EOT
                <<<<<<< HEAD
                =======
                >>>>>>> x
                EOT
                }
                """))
        .isEmpty();
  }

  @Test
  void anImportWithoutItsResourceSaysHowToGetIt() {
    assertThat(
            help(
                """
                import {
                  to = test_data.a
                  id = "x"
                }
                """))
        .anyMatch(h -> h.contains("-generate-config-out"));
  }

  @Test
  void whatIsNotAmongTheInstancesIsToldWhereItIsWritten() {
    String main =
        """
        resource "test_data" "keyed" { for_each = { a = 1 } }
        resource "test_data" "counted" { count = 2 }
        module "keyed" {
          source   = "./m"
          for_each = { a = 1 }
        }
        module "counted" {
          source = "./m"
          count  = 2
        }
        output "a" { value = test_data.keyed.output }
        output "b" { value = test_data.keyed[0].output }
        output "c" { value = test_data.counted[2].output }
        output "d" { value = module.keyed["b"].output }
        output "e" { value = module.counted[3].output }
        output "f" { value = module.counted[1].outpt }
        output "fine" { value = [test_data.keyed.a.output, test_data.counted[1], module.keyed["a"]] }
        """;
    assertThat(errors(Map.of("main.k3s", main, "m/main.k3s", "output \"output\" { value = 1 }\n")))
        .containsExactly(
            "K3-0306 at output: no value under this key",
            "K3-0306 at 0: no value under this key",
            "K3-0305 at 2: no element with this index",
            "K3-0306 at \"b\": no value under this key",
            "K3-0305 at 3: no element with this index",
            "K3-0307 at outpt: no attribute `outpt`");
    assertThat(Sources.compile(Map.of("main.k3s", main, "m/main.k3s", ""), Map.of()).diagnostics())
        .anySatisfy(
            d ->
                assertThat(d.help())
                    .contains(
                        "it is repeated with `for_each`: write `test_data.keyed[\"a\"].output` for"
                            + " one instance"));
  }

  private static List<String> unknowns(String... expressions) {
    String outputs =
        String.join("", List.of(expressions).stream().map(e -> "    " + e + ",\n").toList());
    var evaluation =
        Sources.evaluate(
            """
            resource "test_data" "a" { input = 1 }
            resource "test_data" "b" { input = 1 }
            locals {
              a = "${test_data.a.output}"
              b = "${test_data.b.output}"
            }
            output "all" {
              value = [
            %s  ]
            }
            """
                .formatted(outputs));
    assertThat(evaluation.graph().outputs()).hasSize(1);
    Value.Tuple all = (Value.Tuple) evaluation.graph().outputs().getFirst().value();
    List<String> out = new ArrayList<>();
    for (int i = 0; i < expressions.length; i++) {
      if (!(all.items().get(i).reveal() instanceof Value.Unknown)) {
        out.add(expressions[i]);
      }
    }
    return out;
  }

  @Test
  void whatMayStillChangeIsKnownAfterApplyOnly() {
    assertThat(
            unknowns(
                "distinct([local.a, local.b])",
                "length(distinct([local.a, \"x\"])) == 2",
                "flatten([[test_data.a.output], [1]])",
                "matchkeys([\"a\"], [local.a], [\"x\"])",
                "zipmap([local.a], [1])",
                "transpose({ a = [local.a] })",
                "map(local.a, 1)"))
        .isEmpty();
  }

  @Test
  void whatIsWrongInATemplateIsToldWithItsLine() {
    assertThat(
            Sources.compile(
                    "output \"a\" { value = templatestring(\"x\\n$${a.b}\", { a = {} }) }\n")
                .diagnostics())
        .singleElement()
        .satisfies(
            d ->
                assertThat(d.primaryLabel())
                    .isEqualTo(
                        "the template has an error in line 2: no attribute `b`:"
                            + " the object has no attribute with this name"));
  }

  @Test
  void aBadPatternOfFilesIsAMistakeOfTheUserAndNoSecretIsShown() {
    assertThat(errors("output \"a\" { value = fileset(\".\", \"[a\") }\n"))
        .containsExactly("K3-0309 at fileset(\".\", \"[a\"): `fileset` has no result");
    String text =
        """
        locals {
          token = sensitive("hunter2")
          data  = sensitive({ hunter2 = 1 })
        }
        output "files" {
          value     = fileset(".", "[${local.token}")
          sensitive = true
        }
        output "attribute" {
          value     = local.data.other
          sensitive = true
        }
        output "key" {
          value     = tomap(local.data)["other"]
          sensitive = true
        }
        output "distinct" { value = length(distinct([local.token, "hunter2"])) }
        output "flat" { value = length(flatten([sensitive(["a"]), "b"])) }
        """;
    List<Diagnostic> all = Sources.compile(text).diagnostics();
    assertThat(all)
        .extracting(d -> d.code().text())
        .containsExactly("K3-0309", "K3-0307", "K3-0306", "K3-0325", "K3-0325");
    assertThat(all.toString()).doesNotContain("hunter2");
  }

  @Test
  void aVariableToWhichNoCallCouldGiveAValueIsAnError() {
    assertThat(errors("variable \"source\" { default = 1 }\nvariable \"count\" {}\n"))
        .containsExactly(
            "K3-0219 at \"source\": \"source\" cannot be the name of a variable",
            "K3-0219 at \"count\": \"count\" cannot be the name of a variable");
  }

  @Test
  void anIdOfAnImportMayBeANumberAndOthersAreToldWhereTheyStand() {
    String text =
        """
        import {
          to = test_data.a
          id = %s
        }
        resource "test_data" "a" { input = 1 }
        """;
    for (String id : List.of("null", "\"\"", "sensitive(\"x\")", "[1]", "test_data.a.output")) {
      assertThat(Sources.evaluate(text.formatted(id)).graph().diagnostics())
          .singleElement()
          .satisfies(
              d -> {
                assertThat(d.code().text()).isEqualTo("K3-0327");
                assertThat(d.primary().end() - d.primary().start()).isEqualTo(id.length());
              });
    }
    assertThat(Sources.evaluate(text.formatted("7")).graph().diagnostics()).isEmpty();
  }
}
