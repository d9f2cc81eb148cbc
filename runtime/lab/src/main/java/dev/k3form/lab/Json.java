package dev.k3form.lab;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** JSON in and out; the only place of the lab that knows the library. */
public final class Json {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  public static String print(@Nullable Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /**
   * Reads a JSON object.
   *
   * @throws IllegalArgumentException when the text is something else
   */
  public static Map<String, @Nullable Object> parseObject(String text) {
    try {
      Map<?, ?> read = MAPPER.readValue(text, Map.class);
      Map<String, @Nullable Object> object = new LinkedHashMap<String, @Nullable Object>();
      read.forEach((key, value) -> object.put(String.valueOf(key), value));
      return object;
    } catch (tools.jackson.core.JacksonException e) {
      throw new IllegalArgumentException("malformed JSON: " + e.getOriginalMessage(), e);
    }
  }
}
