package dev.k3form.engine;

import static dev.k3form.engine.Things.thing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.engine.generate.BlockWriter;
import dev.k3form.engine.generate.ImportGenerator;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.graph.Refactoring;
import dev.k3form.model.source.Span;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import dev.k3form.spi.engine.TypeHandle;
import dev.k3form.state.store.StateSession;
import dev.k3form.testkit.fake.ThingType;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateTest {
  private static final ResourceAddress HERE = ResourceAddress.parse("fake_thing.taken");

  @TempDir Path directory;

  @Test
  void writesTheBlockOfAnImport() {
    Bench bench = new Bench(directory);
    bench.apply(new Program().add("fake_thing.a", thing("a", "size", 4, "password", "hush-hush")));
    String id = bench.world().named("a").getFirst().id();
    Program program =
        new Program()
            .refactor(new Refactoring.Removed("fake_thing.a", false, Span.NONE))
            .refactor(new Refactoring.Import(HERE, id, Span.NONE));
    try (StateSession session = bench.open();
        Engine engine = bench.engine(program, session)) {
      ImportGenerator.Generated generated = engine.generate(List.of(HERE));
      assertThat(generated.problems()).isEmpty();
      assertThat(generated.text())
          .isEqualTo(
              """
              resource "fake_thing" "taken" {
                name     = "a"
                size     = 4
                # password is secret and has to be given by hand
              }
              """);
    }
  }

  @Test
  void writesValuesOfAllKinds() {
    Value extra =
        Value.Obj.of(
            Map.of(
                "memory", new Value.Size(BigInteger.valueOf(3L << 29)),
                "wait", new Value.Time(Duration.ofMinutes(90)),
                "odd key", new Value.Tuple(List.of(Value.bool(true), Value.num(2))),
                "text", Value.str("a \"${b}\"\n")));
    Value.Obj attributes =
        Value.Obj.of(
            Map.of(
                "name",
                Value.str("x"),
                "uses",
                new Value.ListOf(Type.STRING, List.of(Value.str("t1"))),
                "extra",
                extra));
    assertThat(BlockWriter.write(HERE, TypeHandle.of(new ThingType()).schema(), attributes))
        .isEqualTo(
            """
            resource "fake_thing" "taken" {
              name  = "x"
              uses  = ["t1"]
              extra = {
                memory = 1536MiB
                "odd key" = [true, 2]
                text = "a \\"$${b}\\"\\n"
                wait = 90m
              }
            }
            """);
  }
}
