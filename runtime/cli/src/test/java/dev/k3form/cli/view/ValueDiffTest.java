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

  @Test
  void blanksThatNobodySeesAreDrawnWhereTheyAreAllThatDiffers() {
    assertThat(diff(Value.str("a\nb\nc d\n"), Value.str("a\nb  \nc d\n")))
        .containsExactly("~ a:", "   a", "-  b", "+  b··", "   c d");
    assertThat(diff(Value.str("\tx y\nz\n"), Value.str("    x y\nz\n")))
        .containsExactly("~ a:", "-  →   x·y", "+  ····x·y", "   z");
  }

  @Test
  void aNewlineThatComesOrGoesWithALineIsTold() {
    assertThat(diff(Value.str("a\nb\n"), Value.str("a\nc")))
        .containsExactly("~ a:", "   a", "-  b", "+  c", "+  (no newline at the end)");
    assertThat(diff(Value.str("a"), Value.str("a\nb\n")))
        .containsExactly("~ a:", "   a", "+  b", "-  (no newline at the end)");
    assertThat(diff(Value.str("a\nb"), Value.str("a\nb\n")))
        .containsExactly("~ a:", "-  (no newline at the end)", "+  (a newline at the end)");
  }

  @Test
  void theOneCharacterThatDiffersInALongTextIsFound() {
    String x = "x".repeat(300);
    String around = "x".repeat(24);
    assertThat(diff(Value.str(x + "1" + x), Value.str(x + "2" + x)))
        .containsExactly(
            "~ a:", "-  …" + around + "1" + around + "…", "+  …" + around + "2" + around + "…");
    assertThat(diff(Value.str(x), Value.str(x + "2")))
        .containsExactly("~ a:", "-  …" + around + "\"", "+  …" + around + "2\"");
    assertThat(diff(Value.str(x), new Value.Secret(Value.str("y"))))
        .containsExactly("~ a:", "-  \"" + x + "\"", "+  (secret)");
  }

  @Test
  void wideKeysStandInTheirColumn() {
    Value before = Value.Obj.of(Map.of("漢字", Value.num(1), "abcd", Value.num(1)));
    Value after = Value.Obj.of(Map.of("漢字", Value.num(2), "abcd", Value.num(2)));
    assertThat(diff(before, after))
        .containsExactly("~ a:", "~  abcd   = 1 -> 2", "~  \"漢字\" = 1 -> 2");
  }
}
