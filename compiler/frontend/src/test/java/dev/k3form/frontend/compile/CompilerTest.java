package dev.k3form.frontend.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.model.address.AttributePath;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.graph.Completed;
import dev.k3form.model.graph.DesiredInstance;
import dev.k3form.model.graph.Evaluation;
import dev.k3form.model.graph.Lifecycle;
import dev.k3form.model.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompilerTest {
  private static final String CLUSTER =
      """
      variable "names" {
        type    = map(object({ cores = optional(number, 2) }))
        default = { a = {}, b = { cores = 4 } }
      }

      locals {
        hosts = { for key, vm in test_vm.node : key => vm.ssh }
      }

      resource "test_vm" "node" {
        for_each = var.names
        name     = "node-${each.key}"
        cores    = each.value.cores
        memory   = 2GiB
        network "net0" { bridge = "vmbr0" }
      }

      resource "test_file" "motd" {
        for_each = var.names
        host     = test_vm.node[each.key].ssh
        path     = "/etc/motd"
        content  = "I am ${each.key} at ${test_vm.node[each.key].ip}"
      }

      resource "test_data" "all" {
        input = local.hosts
      }

      output "ip" {
        value = test_vm.node["a"].ip
      }
      """;

  private static ResourceAddress address(String text) {
    return ResourceAddress.parse(text);
  }

  @Test
  void instancesDependOnTheInstancesThatTheirExpressionsRead() {
    Evaluation evaluation = Sources.evaluate(CLUSTER);
    Map<ResourceAddress, DesiredInstance> instances = evaluation.graph().instances();

    assertThat(evaluation.graph().diagnostics()).isEmpty();
    assertThat(instances.get(address("test_file.motd[\"a\"]")).dependencies())
        .containsExactly(address("test_vm.node[\"a\"]"));
    assertThat(instances.get(address("test_data.all")).dependencies())
        .containsExactly(address("test_vm.node[\"a\"]"), address("test_vm.node[\"b\"]"));
    DesiredInstance vm = instances.get(address("test_vm.node[\"b\"]"));
    assertThat(vm.config().get("cores")).isEqualTo(Value.num(4));
    assertThat(vm.config().get("name")).isEqualTo(Value.str("node-b"));
  }

  @Test
  void whatWasUnknownIsFilledIn() {
    Evaluation evaluation = Sources.evaluate(CLUSTER);
    ResourceAddress file = address("test_file.motd[\"a\"]");
    Value.Obj applied =
        evaluation
            .graph()
            .instances()
            .get(address("test_vm.node[\"a\"]"))
            .config()
            .with("ip", Value.str("10.0.0.1"))
            .with(
                "ssh",
                Value.Obj.of(
                    Map.of(
                        "address", Value.str("10.0.0.1"),
                        "user", Value.str("root"),
                        "port", Value.num(22))));

    assertThat(evaluation.graph().instances().get(file).config().get("content"))
        .isInstanceOf(Value.Unknown.class);
    Completed completed =
        evaluation.complete(
            file, a -> a.toString().contains("node") ? Optional.of(applied) : Optional.empty());

    assertThat(completed.diagnostics()).isEmpty();
    assertThat(completed.config().get("content")).isEqualTo(Value.str("I am a at 10.0.0.1"));
    assertThat(evaluation.outputs(_ -> Optional.of(applied)).getFirst().value())
        .isEqualTo(Value.str("10.0.0.1"));
  }

  @Test
  void everyMistakeIsReported() {
    CompileResult result =
        Sources.compile(
            """
            resource "test_vm" "a" {
              nam   = "x"
              id    = "y"
            }
            resource "test_mv" "b" {}
            output "x" { value = test_vm.b.ip }
            output "y" { value = var.missing }
            output "z" { value = lenght([]) }
            """);

    assertThat(result.diagnostics().stream().map(d -> d.code().text()))
        .containsExactly("K3-0203", "K3-0215", "K3-0209", "K3-0201", "K3-0201", "K3-0211");
  }

  @Test
  void aCircleIsShownWithItsEdges() {
    CompileResult result =
        Sources.compile(
            """
            locals {
              a = local.b
              b = local.a
            }
            """);

    assertThat(result.diagnostics()).hasSize(1);
    assertThat(result.diagnostics().getFirst().code().text()).isEqualTo("K3-0401");
    assertThat(result.diagnostics().getFirst().labels()).hasSize(1);
  }

  @Test
  void aSavedPlanKeepsItsTimeAndItsDirectory(@TempDir Path directory) throws IOException {
    Files.writeString(
        directory.resolve("main.k3s"), "locals {\n  a = \"${plantimestamp()} ${path.cwd}\"\n}\n");
    CompileResult first =
        Compiler.compile(CompileRequest.of(directory, TestSchemas.all(), Sources.NOW));
    CompileResult later =
        Compiler.compile(
            first.configuration().orElseThrow().sources(),
            TestSchemas.all(),
            Sources.NOW.plusSeconds(60));

    Value expected = Value.str("2026-11-21T12:00:00Z " + directory);
    for (CompileResult result : List.of(first, later)) {
      assertThat(
              new Console(result.compiled().orElseThrow(), _ -> Value.Obj.EMPTY)
                  .evaluate("local.a")
                  .value())
          .contains(expected);
    }
  }

  private static List<String> labels(String text) {
    return Sources.compile(text).diagnostics().stream()
        .map(d -> d.code().text() + " " + d.primaryLabel())
        .toList();
  }

  private static String moved(String from, String to) {
    return "moved {\n  from = test_data.%s\n  to   = test_data.%s\n}\n".formatted(from, to);
  }

  @Test
  void movesThatContradictAreReported() {
    String b = "resource \"test_data\" \"b\" {\n  input = 1\n}\n";
    String counted = "resource \"test_data\" \"b\" {\n  count = 1\n  input = 1\n}\n";

    assertThat(labels(moved("a", "b") + b)).isEmpty();
    assertThat(labels(moved("b", "b[0]") + counted)).isEmpty();
    assertThat(labels(moved("a", "b") + moved("c", "a") + b)).isEmpty();
    assertThat(labels(moved("a", "a"))).containsExactly("K3-0406 `from` and `to` are the same");
    assertThat(labels(moved("b", "a") + b))
        .containsExactly("K3-0406 `test_data.b` is still declared");
    assertThat(labels(moved("a", "b") + moved("a", "c")))
        .containsExactly("K3-0406 `test_data.a` goes to two places");
    assertThat(labels(moved("a", "b") + moved("c", "b")))
        .containsExactly("K3-0406 two objects go to `test_data.b`");
    assertThat(labels(moved("a", "b") + moved("b", "c") + moved("c", "a")))
        .containsExactly("K3-0406 the moves go in a circle");
    assertThat(labels("moved {\n  from = test_data.a\n  to   = test_vm.a\n}\n"))
        .as("whether the type takes it over is asked when it is planned")
        .isEmpty();
    assertThat(labels("moved {\n  from = module.m\n  to   = test_vm.a\n}\n"))
        .containsExactly("K3-0406 a module cannot become a resource, nor a resource a module");
  }

  @Test
  void aCircleOfFunctionsIsToldOnceWithItsCalls() {
    CompileResult result =
        Sources.compile(
            """
            function "f" {
              result = g()
            }
            function "g" {
              result = h()
            }
            function "h" {
              result = [f(), g()]
            }
            output "x" { value = f() }
            """);

    assertThat(result.diagnostics())
        .extracting(d -> d.code().text() + " " + d.primaryLabel())
        .containsExactly("K3-0403 `f` calls `g`", "K3-0403 `g` calls `h`");
    assertThat(result.diagnostics().getFirst().labels())
        .extracting(l -> l.text())
        .containsExactly("`g` calls `h`", "`h` calls `f`");
  }

  @Test
  void aCheckMayReadADataSourceOfItsOwn() {
    CompileResult result =
        Sources.compile(
            """
            check "motd" {
              data "test_image" "now" {
                name = "x"
              }
              assert {
                condition     = data.test_image.now.id == "y"
                error_message = "changed"
              }
            }
            """);

    assertThat(result.diagnostics()).isEmpty();
    assertThat(result.program().rootModule().resources().keySet())
        .extracting(Object::toString)
        .containsExactly("data.test_image.now");
  }

  private static String lifecycle(String line) {
    return """
        resource "test_data" "v" { input = 1 }
        resource "test_data" "n" {
          count = 2
          input = count.index
        }
        resource "test_data" "u" {
          for_each = { a = 0, b = 7 }
          input    = each.key
          lifecycle {
            %s
          }
        }
        """
        .formatted(line);
  }

  @Test
  void whatReplacesMustBeAResource() {
    for (String wrong :
        List.of(
            "each.value",
            "\"test_data.v\"",
            "test_data.v.output + 1",
            "[test_data.v]",
            "upper(test_data.v.output)")) {
      assertThat(labels(lifecycle("replace_triggered_by = [" + wrong + "]")))
          .as(wrong)
          .containsExactly(
              "K3-0328 name a resource of this module, an instance or an attribute of one");
    }
    assertThat(labels(lifecycle("replace_triggered_by = [test_data.v.outptu]")))
        .containsExactly("K3-0307 the object has no attribute with this name");
    String instance = lifecycle("replace_triggered_by = [test_data.n[each.value].output]");
    assertThat(labels(instance)).isEmpty();
    assertThat(Sources.evaluate(instance).graph().diagnostics())
        .extracting(d -> d.code().text() + " " + d.primaryLabel())
        .containsExactly("K3-0305 index 7 of a list with 2 elements");
    assertThat(
            Sources.evaluate(lifecycle("replace_triggered_by = [test_data.v[each.value]]"))
                .graph()
                .diagnostics())
        .extracting(Diagnostic::primaryLabel)
        .contains("`test_data.v` has no instance with this key");
  }

  @Test
  void theInstanceIsKnownInItsLifecycle() {
    Evaluation evaluation =
        Sources.evaluate(
            lifecycle(
                """
                create_before_destroy = each.key == "a"
                prevent_destroy       = each.value > 5
                ignore_changes        = each.value > 5 ? ["input"] : []
                replace_triggered_by  = [test_data.n[each.value > 5 ? 1 : 0], test_data.v.input]
                """));
    assertThat(evaluation.graph().diagnostics()).isEmpty();
    Lifecycle a = lifecycleOf(evaluation, "test_data.u[\"a\"]");
    Lifecycle b = lifecycleOf(evaluation, "test_data.u[\"b\"]");
    assertThat(a.createBeforeDestroy()).isTrue();
    assertThat(b.createBeforeDestroy()).isFalse();
    assertThat(a.preventDestroy()).isFalse();
    assertThat(b.preventDestroy()).isTrue();
    assertThat(a.ignoreChanges()).isEmpty();
    assertThat(b.ignoreChanges()).containsExactly(AttributePath.of("input"));
    assertThat(b.replaceTriggeredBy())
        .containsExactly(
            new Lifecycle.Trigger(address("test_data.n[1]"), AttributePath.ROOT),
            new Lifecycle.Trigger(address("test_data.v"), AttributePath.of("input")));
    assertThat(labels(lifecycle("prevent_destroy = count.index > 1")))
        .containsExactly("K3-0221 `count` has a meaning only in a block with a `count` argument");
  }

  private static Lifecycle lifecycleOf(Evaluation evaluation, String address) {
    return evaluation.graph().instances().get(address(address)).lifecycle();
  }

  private static List<String> passing(String providers, String inner) {
    return Sources.compile(
            Map.of(
                "main.k3s",
                """
                provider "test" { endpoint = "a" }
                provider "test" {
                  alias    = "office"
                  endpoint = "b"
                }
                module "m" {
                  source    = "./m"
                  providers = { %s }
                }
                """
                    .formatted(providers),
                "m/main.k3s",
                """
                resource "test_data" "default" { input = 1 }
                resource "test_data" "a" {
                  input    = 1
                  provider = test.one
                }
                module "inner" {
                  source    = "../inner"
                  providers = { %s }
                }
                """
                    .formatted(inner),
                "inner/main.k3s",
                """
                resource "test_data" "b" {
                  input    = 1
                  provider = test.two
                }
                """),
            Map.of())
        .diagnostics()
        .stream()
        .map(d -> d.primary().file() + " " + d.code().text() + " " + d.summary())
        .toList();
  }

  @Test
  void aliasesAreHandedFromModuleToModule() {
    assertThat(passing("test = test.office, test.one = test.office", "test.two = test.one"))
        .isEmpty();
    assertThat(passing("", "test.two = test.one"))
        .containsExactly("main.k3s K3-0236 no provider `test.one` is given to `module.m`");
    assertThat(passing("test.one = test", ""))
        .containsExactly("m/main.k3s K3-0236 no provider `test.two` is given to `module.inner`");
    assertThat(passing("test.one = test.none", "test.two = test"))
        .containsExactly("main.k3s K3-0236 no provider `test.none` is declared");
    assertThat(passing("test.one = test, other = test", "test.two = test"))
        .containsExactly("main.k3s K3-0236 `test` cannot be the provider `other`");
    assertThat(passing("\"test\" = test, test.one = test", "test.two = test"))
        .containsExactly("main.k3s K3-0225 the provider must be written out");
  }

  @Test
  void aDefaultMayNameTheParametersBeforeIt() {
    String function =
        """
        function "named" {
          param "number" { type = number }
          param "prefix" {
            type    = string
            default = "%s"
          }
          result = "${prefix}-${number}"
        }
        output "x" { value = named(2) }
        """;
    assertThat(
            Sources.evaluate(function.formatted("n${number}")).graph().outputs().getFirst().value())
        .isEqualTo(Value.str("n2-2"));
    assertThat(labels(function.formatted("${prefix}")))
        .containsExactly("K3-0221 a function knows only its parameters");
    assertThat(
            labels(
                """
                function "f" {
                  param "a" { default = 1 }
                  param "b" {}
                  result = a + b
                }
                output "x" { value = f(1, 2) }
                """))
        .containsExactly("K3-0205 a `param` after one with a default needs the argument `default`");
  }

  @Test
  void functionsAndDefaultsAreTheSameEachTime() {
    assertThat(labels("function \"f\" {\n  result = [timestamp()]\n}\n"))
        .containsExactly("K3-0221 its result is another one each time; give it as an argument");
    assertThat(
            labels(
                "variable \"v\" {\n  default = core::uuid()\n}\noutput \"v\" { value = var.v }\n"))
        .containsExactly("K3-0221 its result is another one each time; give it as an argument");
    assertThat(labels("variable \"v\" {\n  default = var.v\n}\noutput \"v\" { value = var.v }\n"))
        .containsExactly("K3-0221 a default depends on nothing else");
    assertThat(labels("output \"v\" { value = timestamp() }\n")).isEmpty();
  }

  @Test
  void aWrongKeyOfAnImportIsShownWhereItIsWritten() {
    String text =
        """
        resource "test_data" "a" {
          for_each = toset(["x"])
          input    = 1
        }
        import {
          to = test_data.a["nope"]
          id = "7"
        }
        """;
    Diagnostic problem = Sources.evaluate(text).graph().diagnostics().getFirst();
    assertThat(problem.code().text()).isEqualTo("K3-0306");
    assertThat(problem.primary().start()).isEqualTo(text.indexOf("test_data.a[\"nope"));
  }

  @Test
  void theWorkspaceIsAValue() {
    assertThat(
            Sources.evaluate("output \"x\" { value = \"${k3form.workspace}!\" }\n")
                .graph()
                .outputs()
                .getFirst()
                .value())
        .isEqualTo(Value.str("default!"));
    assertThat(labels("output \"x\" { value = k3form.workspce }\n"))
        .containsExactly("K3-0201 no value with this name is declared");
    assertThat(
            Sources.compile("output \"x\" { value = terraform.workspace }\n")
                .diagnostics()
                .getFirst()
                .help())
        .containsExactly("did you mean `k3form.workspace`?");
  }

  @Test
  void onlyTheCheckKnowsTheDataThatItReads() {
    String check =
        """
        check "%s" {
          data "test_image" "%s" {
            name = "x"
          }
          assert {
            condition     = data.test_image.now.id == "y"
            error_message = "changed"
          }
        }
        """;
    assertThat(
            labels(
                check.formatted("a", "now")
                    + check.formatted("b", "later")
                    + "output \"x\" { value = data.test_image.later.id }\n"
                    + "resource \"test_data\" \"d\" { depends_on = [data.test_image.now] }\n"))
        .containsExactly(
            "K3-0221 only `check.a`, in which it stands, knows it",
            "K3-0221 only `check.b`, in which it stands, knows it",
            "K3-0221 only `check.a`, in which it stands, knows it");
    assertThat(labels(check.formatted("a", "now") + check.formatted("b", "now")))
        .first()
        .isEqualTo("K3-0208 declared here again");
  }

  @Test
  void dataOfACheckIsMarkedAndNothingElseWaitsForIt() {
    Evaluation evaluation =
        Sources.evaluate(
            Sources.compile(
                Map.of(
                    "main.k3s",
                    """
                    module "m" { source = "./m" }
                    resource "test_data" "after" {
                      input      = 1
                      depends_on = [module.m]
                    }
                    """,
                    "m/main.k3s",
                    """
                    resource "test_data" "in" { input = 1 }
                    check "image" {
                      data "test_image" "now" { name = "x" }
                      assert {
                        condition     = data.test_image.now.id == "y"
                        error_message = "changed"
                      }
                    }
                    """),
                Map.of()));
    Map<ResourceAddress, DesiredInstance> instances = evaluation.graph().instances();

    assertThat(instances.get(address("module.m.data.test_image.now")).check())
        .isEqualTo("module.m.check.image");
    assertThat(instances.get(address("test_data.after")).dependencies())
        .containsExactly(address("module.m.test_data.in"));
    assertThat(evaluation.graph().checks()).hasSize(1);
    assertThat(evaluation.graph().checks().getFirst().name()).isEqualTo("module.m.check.image");
  }

  @Test
  void aDeprecatedVariableOfAModuleWarnsWhereItIsGiven() {
    CompileResult result =
        Sources.compile(
            Map.of(
                "main.k3s",
                "module \"m\" {\n  source = \"./m\"\n  old    = 1\n}\n",
                "m/main.k3s",
                """
                variable "old" {
                  default    = 0
                  deprecated = "use `new`"
                }
                output "x" { value = var.old }
                """),
            Map.of());

    assertThat(result.hasErrors()).isFalse();
    assertThat(result.diagnostics())
        .extracting(d -> d.code().text() + " " + d.help())
        .containsExactly("K3-0216 [use `new`]");
  }
}
