package dev.k3form.frontend.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.graph.ConfigurationSources;
import dev.k3form.model.graph.DesiredOutput;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where variables get their values, and what a saved plan keeps of them and of files. */
class VariablesTest {
  @TempDir Path directory;

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }

  private CompileResult compile(
      Map<String, String> variables, List<String> files, Map<String, String> environment) {
    return Compiler.compile(
        new CompileRequest(
            directory, variables, files, environment, TestSchemas.all(), "staging", Sources.NOW));
  }

  private static Value output(CompileResult result) {
    List<DesiredOutput> outputs = Sources.evaluate(result).graph().outputs();
    return outputs.getFirst().value();
  }

  @Test
  void laterSourcesWin() throws IOException {
    write("main.k3s", "variable \"v\" { default = \"default\" }\noutput \"v\" { value = var.v }\n");
    assertThat(output(compile(Map.of(), List.of(), Map.of()))).isEqualTo(Value.str("default"));
    Map<String, String> environment = Map.of("K3FORM_VAR_v", "environment");
    assertThat(output(compile(Map.of(), List.of(), environment)))
        .isEqualTo(Value.str("environment"));
    write("k3form.k3svars", "v = \"standard\"\n");
    assertThat(output(compile(Map.of(), List.of(), environment))).isEqualTo(Value.str("standard"));
    write("b.auto.k3svars", "v = \"automatic b\"\n");
    write("a.auto.k3svars", "v = \"automatic a\"\n");
    assertThat(output(compile(Map.of(), List.of(), environment)))
        .isEqualTo(Value.str("automatic b"));
    write("more.k3svars", "v = \"file\"\n");
    assertThat(output(compile(Map.of(), List.of("more.k3svars"), environment)))
        .isEqualTo(Value.str("file"));
    assertThat(output(compile(Map.of("v", "option"), List.of("more.k3svars"), environment)))
        .isEqualTo(Value.str("option"));
  }

  @Test
  void anAttributeThatIsMisspeltIsAnError() throws IOException {
    write(
        "main.k3s",
        """
        variable "v" { type = object({ cores = optional(number), memory = optional(number) }) }
        output "v" { value = var.v }
        """);
    write("k3form.k3svars", "v = { cores = 1, memry = 2 }\n");
    Diagnostic inFile = compile(Map.of(), List.of(), Map.of()).diagnostics().getFirst();
    assertThat(inFile.summary()).isEqualTo("no attribute `memry`");
    assertThat(inFile.primary().file()).isEqualTo("k3form.k3svars");
    assertThat(inFile.primary().start()).isEqualTo(17);
    write("k3form.k3svars", "\n");
    Diagnostic inOption =
        compile(Map.of("v", "{ coers = 1 }"), List.of(), Map.of()).diagnostics().getFirst();
    assertThat(inOption.summary()).isEqualTo("no attribute `coers`");
    assertThat(inOption.notes())
        .contains("The value of variable `v` comes from the option `-var`.");
    write("k3form.k3svars", "v = { cores = 1, for_another_configuration = 2 }\n");
    assertThat(compile(Map.of(), List.of(), Map.of()).diagnostics()).isEmpty();
  }

  @Test
  void textIsReadAsTheTypeWants() throws IOException {
    write(
        "main.k3s",
        """
        variable "text" { type = string }
        variable "list" { type = list(number) }
        variable "size" { type = size }
        variable "any" {}
        output "all" { value = [var.text, var.list, var.size, var.any] }
        """);
    Value all =
        output(
            compile(
                Map.of("text", "[1]", "list", "[1, \"2\"]", "size", "4GiB", "any", "just words"),
                List.of(),
                Map.of()));
    assertThat(all)
        .isEqualTo(
            new Value.Tuple(
                List.of(
                    Value.str("[1]"),
                    new Value.ListOf(Type.NUMBER, List.of(Value.num(1), Value.num(2))),
                    new Value.Size(java.math.BigInteger.ONE.shiftLeft(32)),
                    Value.str("just words"))));
  }

  /** As the peer has it: what a default is, says nothing about what is given. */
  @Test
  void textForAVariableWithoutTypeIsAString() throws IOException {
    write(
        "main.k3s",
        """
        variable "string" { default = "x" }
        variable "number" { default = 1 }
        variable "list" { default = ["a"] }
        variable "any" { type = any }
        output "all" { value = [var.string, var.number, var.list, var.any] }
        """);
    Map<String, String> given =
        Map.of("string", "2", "number", "3", "list", "[1]", "any", "[1, true]");
    Value expected =
        new Value.Tuple(
            List.of(
                Value.str("2"),
                Value.str("3"),
                Value.str("[1]"),
                new Value.Tuple(List.of(Value.num(1), Value.bool(true)))));
    assertThat(output(compile(given, List.of(), Map.of()))).isEqualTo(expected);
    Map<String, String> environment = new java.util.TreeMap<>();
    given.forEach((name, text) -> environment.put("K3FORM_VAR_" + name, text));
    assertThat(output(compile(Map.of(), List.of(), environment))).isEqualTo(expected);
  }

  @Test
  void wrongTextIsTold() throws IOException {
    write("main.k3s", "variable \"n\" { type = list(number) }\noutput \"n\" { value = var.n }\n");
    assertThat(codes(compile(Map.of("n", "[1,"), List.of(), Map.of()))).contains("K3-0235");
    assertThat(codes(compile(Map.of("n", "[true]"), List.of(), Map.of()))).contains("K3-0301");
    assertThat(codes(compile(Map.of("m", "1"), List.of(), Map.of())))
        .contains("K3-0224", "K3-0223");
  }

  @Test
  void secretsAreInNoMessage() throws IOException {
    write(
        "main.k3s",
        """
        variable "token" {
          type      = oneof("a", "b")
          sensitive = true
        }
        output "n" { value = length(var.token) }
        """);
    CompileResult result = compile(Map.of("token", "s3cr3t"), List.of(), Map.of());
    assertThat(result.hasErrors()).isTrue();
    assertThat(result.diagnostics().toString()).doesNotContain("s3cr3t");
  }

  @Test
  void whatIsNoUtf8IsTold() throws IOException {
    Files.write(
        directory.resolve("main.k3s"), "# caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(codes(compile(Map.of(), List.of(), Map.of()))).isNotEmpty();
    assertThat(codes(compile(Map.of(), List.of("missing.k3svars"), Map.of()))).contains("K3-0226");
  }

  @Test
  void aSavedPlanHasAllThatWasRead() throws IOException {
    write("motd.txt", "welcome ${name}\n");
    write("raw.bin", "x");
    Files.write(directory.resolve("raw.bin"), new byte[] {(byte) 0xff, 0});
    write(
        "main.k3s",
        """
        variable "name" {
          type      = string
          sensitive = true
        }
        output "all" {
          value = [
            templatefile("motd.txt", { name = "you" }),
            filebase64("raw.bin"),
            fileexists("nothing"),
            fileset(".", "*.txt"),
            nonsensitive(var.name),
            k3form.workspace,
          ]
        }
        """);
    CompileResult first = compile(Map.of("name", "me"), List.of(), Map.of());
    Value expected = output(first);
    assertThat(expected.toString()).contains("staging");
    ConfigurationSources sources = first.configuration().orElseThrow().sources();
    assertThat(sources.variables().get("name")).isInstanceOf(Value.Secret.class);
    Files.delete(directory.resolve("motd.txt"));
    Files.delete(directory.resolve("main.k3s"));
    assertThat(output(Compiler.compile(sources, TestSchemas.all(), Sources.NOW)))
        .isEqualTo(expected);
  }

  @Test
  void theVersionIsChecked() throws IOException {
    write("main.k3s", "k3form {\n  required_version = \"~> 0.1.0, != 0.1.5\"\n}\n");
    CompileResult result = compile(Map.of(), List.of(), Map.of());
    var settings = result.program().settings();
    assertThat(Compiler.versionProblem(settings, "0.1.7-SNAPSHOT")).isEmpty();
    assertThat(Compiler.versionProblem(settings, "0.1.5")).isPresent();
    assertThat(Compiler.versionProblem(settings, "0.2.0")).isPresent();
  }

  private static List<String> codes(CompileResult result) {
    return result.diagnostics().stream().map((Diagnostic d) -> d.code().text()).toList();
  }

  @Test
  @Timeout(30)
  void whatIsNoFileIsNotRead() throws IOException {
    write("main.k3s", "variable \"v\" { default = file(\"/dev/null\") }\n");
    Files.createSymbolicLink(directory.resolve("zero.k3s"), Path.of("/dev/zero"));
    write("more.k3s", "output \"v\" { value = [var.v, file(\"/dev/zero\")] }\n");
    List<Diagnostic> problems = compile(Map.of(), List.of(), Map.of()).diagnostics();
    assertThat(problems)
        .anySatisfy(
            d -> {
              assertThat(d.summary()).isEqualTo("cannot read `zero.k3s`");
              assertThat(d.notes()).containsExactly("It is not a regular file.");
            })
        .anySatisfy(d -> assertThat(d.primaryLabel()).contains("more than 16 MiB"));
  }
}
