package dev.k3form.frontend.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.model.diagnostic.Diagnostic;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A directory full of mistakes: all are told in one run, each once, and nothing that follows. */
class ManyMistakesTest {
  private static final Map<String, String> FILES =
      Map.of(
          "a.k3s",
          """
          variable "count_of" {
            type    = number
            default = "three"
          }
          variable "unused" { default = 1 }
          variable "token" {
            type      = string
            sensitive = true
          }
          locals {
            name  = var.cuont_of
            one   = local.two
            two   = local.three
            three = local.one
            after = local.one
            bad   = upper(1, 2)
          }
          output "t" { value = "x-${var.token}" }
          output "l" { value = [local.after, local.bad, local.name.x.y] }
          """,
          "b.k3s",
          """
          resource "test_data" "a" {
            inputt = local.name
            input  = 1
            input  = 2
          }
          resource "test_data" "b" {
            count = "x"
            input = test_data.a.outptu
          }
          resource "test_data" "a" { input = 1 }
          module "m" {
            source = "./m"
            old    = 1
            wrong  = 2
          }
          output "m" { value = module.m.nope }
          """,
          "c.k3s",
          """
          resource "test_dta" "z" {
            foo = 1
            lifecycle { prevent_destory = true }
          }
          resource "test_vm" "v" {
            nam    = "misspelt, and so not missing too"
            memory = 2
            network "a" { brigde = "x" }
          }
          output "z" { value = test_dta.z.id.more[0] }
          moved {
            from = test_data.q
            to   = test_data.q
          }
          check "c" {}
          function "f" {
            param "a" { type = nmber }
            result = f(a) + var.token
          }
          output "f" { value = f(1).anything }
          output "v" { vlaue = 1 }
          provider "nope" {}
          variable "v2" {
            type = string
            validation {
              condition     = length(var.v2)
              error_message = "m"
            }
          }
          """,
          "m/main.k3s",
          """
          variable "need" { type = string }
          variable "old" {
            default    = 1
            deprecated = "use need"
          }
          output "both" { value = [var.need, var.old] }
          """);

  /** The file, the line and what is wrong there. */
  private static String line(Diagnostic d) {
    String file = d.primary().file();
    String before = FILES.getOrDefault(file, "").substring(0, d.primary().start());
    long line = 1 + before.chars().filter(c -> c == '\n').count();
    return file.charAt(0) + "" + line + " " + d.code().text();
  }

  @Test
  void allAreToldInOneRun() {
    List<Diagnostic> told = Sources.compile(FILES, Map.of()).diagnostics();
    assertThat(told.stream().filter(Diagnostic::isError).map(ManyMistakesTest::line))
        .containsExactly(
            "a3 K3-0301",
            "a11 K3-0201",
            "a12 K3-0401",
            "a16 K3-0309",
            "a18 K3-0325",
            "b2 K3-0203",
            "b4 K3-0114",
            "b7 K3-0320",
            "b8 K3-0307",
            "b10 K3-0208",
            "b11 K3-0222",
            "b14 K3-0222",
            "b16 K3-0307",
            "c1 K3-0209",
            "c3 K3-0203",
            "c6 K3-0203",
            "c7 K3-0301",
            "c8 K3-0203",
            "c11 K3-0406",
            "c15 K3-0205",
            "c17 K3-0229",
            "c18 K3-0403",
            "c18 K3-0221",
            "c21 K3-0203",
            "c22 K3-0210",
            "c26 K3-0301");
    assertThat(told.stream().filter(d -> !d.isError()).map(ManyMistakesTest::line))
        .containsExactly("a5 K3-0217", "b13 K3-0216");
  }

  /** What an error hides may be used after all. */
  @Test
  void nothingIsCalledUnusedThatAMistakeMayHide() {
    assertThat(
            Sources.compile(
                    """
                    variable "servers" { default = 1 }
                    variable "agents" { default = 1 }
                    variable "alone" { default = 1 }
                    output "a" { value = var.srevers }
                    resorce "test_data" "b" { input = var.agents }
                    """)
                .diagnostics())
        .extracting(Diagnostic::summary)
        .containsExactly(
            "variable `alone` is not used",
            "unknown reference `var.srevers`",
            "unknown block `resorce`");
  }
}
