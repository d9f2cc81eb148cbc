package dev.k3form.frontend.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.frontend.Golden;
import dev.k3form.frontend.property.Gen;
import dev.k3form.frontend.property.Mutant;
import dev.k3form.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Whatever the configuration, the compiler and the evaluator answer with values or diagnostics.
 *
 * <p>{@code -Dfuzz.inputs} sets how many texts the parser is tried with; of the dearer stages it is
 * a share.
 */
class CompilerFuzzTest {
  private static final int INPUTS = Integer.getInteger("fuzz.inputs", 200_000);

  @Test
  void configurationsNeverBreakTheCompiler() {
    List<String> seeds = new ArrayList<>();
    for (String folder : List.of("eval", "check")) {
      Golden.files(Golden.FOLDER.resolve(folder), ".k3s").forEach(f -> seeds.add(Golden.read(f)));
    }
    assertThat(seeds).hasSizeGreaterThan(4);
    new Mutant(seeds).holds(INPUTS / 50, CompilerFuzzTest::compile);
  }

  private static void compile(String text) {
    CompileResult result = Sources.compile(Map.of("main.k3s", text), Map.of());
    if (result.configuration().isPresent()) {
      Sources.evaluate(result);
    }
  }

  @Test
  void expressionsNeverBreakTheEvaluator() {
    Console console =
        new Console(Sources.compile("locals {}\n").compiled().orElseThrow(), _ -> Value.Obj.EMPTY);
    List<String> seeds =
        Golden.read(Golden.FOLDER.resolve("console/agree.txt"))
            .lines()
            .filter(l -> !l.startsWith("#"))
            .map(l -> l.substring(0, l.indexOf("  =>  ")))
            .toList();
    Gen<String> mutants = new Mutant(seeds);
    mutants.holds(INPUTS / 10, console::evaluate);
  }
}
