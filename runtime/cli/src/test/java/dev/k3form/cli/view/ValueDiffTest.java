package dev.k3form.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ValueDiffTest {
  private static List<String> diff(Value before, Value after) {
    return ValueDiff.changed(Value.Obj.of(Map.of("a", before)), Value.Obj.of(Map.of("a", after)))
        .stream()
        .map(l -> l.mark() + " ".repeat(l.depth() + 1) + l.text())
        .toList();
  }

  private static Value list(String... items) {
    return new Value.ListOf(Type.STRING, Arrays.stream(items).<Value>map(Value::str).toList());
  }

  private static Value set(String... items) {
    return new Value.SetOf(Type.STRING, Arrays.stream(items).<Value>map(Value::str).toList());
  }

  @Test
  void anElementThatComesDoesNotChangeThoseBehindIt() {
    assertThat(diff(list("a", "b", "c", "d"), list("new", "a", "b", "d")))
        .containsExactly("~ a:", "+  [0] = \"new\"", "-  [2] = \"c\"");
  }

  @Test
  void anElementInPlaceIsCompared() {
    assertThat(diff(list("a", "b", "c"), list("a", "x", "c")))
        .containsExactly("~ a:", "~  [1] = \"b\" -> \"x\"");
  }

  @Test
  void aSetHasNoPlaces() {
    assertThat(diff(set("p", "q"), set("a", "q"))).containsExactly("~ a:", "-  \"p\"", "+  \"a\"");
  }

  @Test
  void longListsAreComparedPlaceByPlace() {
    String[] before = IntStream.range(0, 3000).mapToObj(i -> "b" + i).toArray(String[]::new);
    String[] after = IntStream.range(0, 3000).mapToObj(i -> "a" + i).toArray(String[]::new);
    assertThat(diff(list(before), list(after)))
        .hasSize(3001)
        .contains("~  [2999] = \"b2999\" -> \"a2999\"");
  }

  @Test
  void valuesDoNotSteerTheTerminal() {
    Value text = Value.str("one\n\u001b[2Jtwo\u202e\r\n\u0007three");
    assertThat(diff(Value.str("one\ntwo"), text))
        .containsExactly(
            "~ a:", "   one", "-  two", "+  \\u001b[2Jtwo\\u202e\\r", "+  \\u0007three");
    assertThat(diff(Value.str("x"), Value.str("\u2066y")))
        .containsExactly("~ a = \"x\" -> \"\\u2066y\"");
  }

  @Test
  void aChangeOfLineEndsIsSeen() {
    assertThat(diff(Value.str("a\r\nb\n"), Value.str("a\nb\n")))
        .containsExactly("~ a:", "-  a\\r", "+  a", "   b");
  }
}
