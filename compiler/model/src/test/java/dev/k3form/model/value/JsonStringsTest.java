package dev.k3form.model.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class JsonStringsTest {
  private static String quoted(String text, JsonStrings.ByNumber byNumber) {
    StringBuilder out = new StringBuilder("x=");
    JsonStrings.append(out, text, byNumber);
    return out.toString();
  }

  @Test
  void whatHasAShortEscapeEverywhereIsNotAskedFor() {
    assertThat(quoted("a\"b\\c\n\r\t", (_, _) -> true))
        .isEqualTo("x=\"\\u0061\\\"\\u0062\\\\\\u0063\\n\\r\\t\"");
  }

  @Test
  void theRestIsAsTheWriterSays() {
    assertThat(quoted("\b\f\u0001é😀", (text, i) -> text.charAt(i) < ' '))
        .isEqualTo("x=\"\\u0008\\u000c\\u0001é😀\"");
    assertThat(quoted("\b\f<é", (text, i) -> text.charAt(i) == '<'))
        .isEqualTo("x=\"\\b\\f\\u003cé\"");
  }
}
