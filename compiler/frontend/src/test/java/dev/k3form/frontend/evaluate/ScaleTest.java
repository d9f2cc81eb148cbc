package dev.k3form.frontend.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.k3form.frontend.compile.Sources;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.graph.Completed;
import dev.k3form.model.graph.DesiredInstance;
import dev.k3form.model.graph.Evaluation;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Long chains and many instances: no recursion, nothing quadratic. */
class ScaleTest {
  private static final int MANY = 10_000;

  /** Applies every instance in its order; an output becomes known as the input is. */
  private static Map<ResourceAddress, Value.Obj> apply(Evaluation evaluation) {
    Map<ResourceAddress, Value.Obj> applied = new ConcurrentHashMap<>();
    for (DesiredInstance instance : evaluation.graph().instances().values()) {
      Completed completed =
          evaluation.complete(
              instance.address(), address -> Optional.ofNullable(applied.get(address)));
      assertThat(completed.diagnostics()).isEmpty();
      assertThat(Values.isWhollyKnown(completed.config())).isTrue();
      applied.put(
          instance.address(), completed.config().with("output", completed.config().get("input")));
    }
    return applied;
  }

  @Test
  void aChainOfResourcesIsEvaluatedAndCompleted() {
    StringBuilder text = new StringBuilder("resource \"test_data\" \"r0\" {\n  input = 0\n}\n");
    for (int i = 1; i < MANY; i++) {
      text.append(
          "resource \"test_data\" \"r%d\" {\n  input = test_data.r%d.output + 1\n}\n"
              .formatted(i, i - 1));
    }
    assertTimeoutPreemptively(
        Duration.ofMinutes(2),
        () -> {
          Evaluation evaluation = Sources.evaluate(text.toString());
          assertThat(evaluation.graph().instances()).hasSize(MANY);
          Value.Obj last = apply(evaluation).get(ResourceAddress.parse("test_data.r" + (MANY - 1)));
          assertThat(last).isNotNull();
          assertThat(last.get("input")).isEqualTo(Value.num(MANY - 1));
        });
  }

  @Test
  void aChainOfLocalsIsEvaluatedAndCompleted() {
    StringBuilder text =
        new StringBuilder("resource \"test_data\" \"first\" {\n  input = 0\n}\nlocals {\n");
    text.append("  l0 = test_data.first.output\n");
    for (int i = 1; i < MANY; i++) {
      text.append("  l%d = local.l%d + 1\n".formatted(i, i - 1));
    }
    text.append(
        "}\nresource \"test_data\" \"last\" {\n  input = local.l%d\n}\n".formatted(MANY - 1));
    assertTimeoutPreemptively(
        Duration.ofMinutes(2),
        () -> {
          Value.Obj last =
              apply(Sources.evaluate(text.toString())).get(ResourceAddress.parse("test_data.last"));
          assertThat(last).isNotNull();
          assertThat(last.get("input")).isEqualTo(Value.num(MANY - 1));
        });
  }

  @Test
  void instancesThatSeeEachOtherOneByOneCostNoMoreThanTheyAre() {
    String text =
        """
        locals { names = [for i in range(1000) : "n${i}"] }
        resource "test_data" "a" {
          for_each = toset(local.names)
          input    = each.key
        }
        locals { outputs = { for name, a in test_data.a : name => a.output } }
        resource "test_data" "b" {
          for_each = toset(local.names)
          input    = test_data.a[each.key].output
        }
        resource "test_data" "c" {
          input = local.outputs["n7"]
        }
        """;
    assertTimeoutPreemptively(
        Duration.ofMinutes(1),
        () -> {
          Evaluation evaluation = Sources.evaluate(text);
          assertThat(
                  evaluation
                      .graph()
                      .instances()
                      .get(ResourceAddress.parse("test_data.b[\"n5\"]"))
                      .dependencies())
              .containsExactly(ResourceAddress.parse("test_data.a[\"n5\"]"));
          Map<ResourceAddress, Value.Obj> applied = apply(evaluation);
          assertThat(applied.get(ResourceAddress.parse("test_data.c")))
              .extracting(o -> o.get("input"))
              .isEqualTo(Value.str("n7"));
        });
  }

  @Test
  void whatIsNestedTooDeeplyIsTold() {
    String text =
        "output \"deep\" {\n  value = " + "try({ a = 1 }" + ".a".repeat(20_000) + ", 1)\n}\n";
    assertThat(Sources.compile(text).hasErrors()).isFalse();
    String plain = "output \"deep\" {\n  value = { a = 1 }" + "[*]".repeat(5_000) + "\n}\n";
    assertThat(Sources.compile(plain).diagnostics())
        .extracting(d -> d.code().text())
        .containsAnyOf("K3-0314", "K3-0123");
    String names = "output \"deep\" {\n  value = \"x\"" + ".a".repeat(20_000) + "\n}\n";
    assertThat(Sources.compile(names).diagnostics())
        .extracting(d -> d.code().text())
        .contains("K3-0314");
  }

  @Test
  void severalThreadsCompleteAtOnce() {
    StringBuilder text = new StringBuilder("resource \"test_data\" \"first\" {\n  input = 0\n}\n");
    text.append("locals { sum = test_data.first.output + 1 }\n");
    for (int i = 0; i < 200; i++) {
      text.append(
          "resource \"test_data\" \"r%d\" {\n  input = local.sum + %d\n}\n".formatted(i, i));
    }
    Evaluation evaluation = Sources.evaluate(text.toString());
    Value.Obj first = Value.Obj.of(Map.of("input", Value.num(0), "output", Value.num(0)));
    IntStream.range(0, 200)
        .parallel()
        .forEach(
            i -> {
              Completed completed =
                  evaluation.complete(
                      ResourceAddress.parse("test_data.r" + i),
                      a -> a.name().equals("first") ? Optional.of(first) : Optional.empty());
              assertThat(completed.config().get("input")).isEqualTo(Value.num(1 + i));
            });
  }
}
