package dev.k3form.state.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;

/** Reads JSON, exactly and strictly: no repeated keys, no text after the end. */
public final class JsonReader {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .streamReadConstraints(StreamReadConstraints.builder().maxNumberLength(1_000_000).build())
          .build();

  private JsonReader() {}

  /**
   * Reads a document.
   *
   * @throws JsonException if the text is not one document; the message names line and column
   */
  public static Json read(String text) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new JsonException("there is no text", true);
      }
      Json json = value(parser, first);
      if (parser.nextToken() != null) {
        throw new JsonException("text follows the end of the document");
      }
      return json;
    } catch (UnexpectedEndOfInputException e) {
      throw new JsonException(message(e), true);
    } catch (JacksonException e) {
      throw new JsonException(message(e), false);
    }
  }

  private static Json value(JsonParser parser, JsonToken token) {
    return switch (token) {
      case VALUE_NULL -> Json.NULL;
      case VALUE_TRUE -> Json.bool(true);
      case VALUE_FALSE -> Json.bool(false);
      case VALUE_STRING -> Json.str(parser.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Num(parser.getDecimalValue());
      case START_ARRAY -> array(parser);
      case START_OBJECT -> object(parser);
      case END_ARRAY, END_OBJECT, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
          throw new JsonException("unexpected " + token);
    };
  }

  private static Json array(JsonParser parser) {
    List<Json> items = new ArrayList<>();
    for (JsonToken t = next(parser); t != JsonToken.END_ARRAY; t = next(parser)) {
      items.add(value(parser, t));
    }
    return new Json.Arr(items);
  }

  private static Json object(JsonParser parser) {
    Map<String, Json> fields = new LinkedHashMap<>();
    for (JsonToken t = next(parser); t != JsonToken.END_OBJECT; t = next(parser)) {
      String name = parser.currentName();
      fields.put(name, value(parser, next(parser)));
    }
    return new Json.Obj(fields);
  }

  private static JsonToken next(JsonParser parser) {
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw new JsonException("the text stops in the middle", true);
    }
    return token;
  }

  private static String message(JacksonException e) {
    String place =
        e.getLocation() == null || e.getLocation().getLineNr() < 1
            ? ""
            : "line "
                + e.getLocation().getLineNr()
                + ", column "
                + e.getLocation().getColumnNr()
                + ": ";
    String what = e instanceof StreamReadException ? e.getOriginalMessage() : "it cannot be read";
    return place + what;
  }
}
