package dev.k3form.testkit.json;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JSON Schema of the folder {@code docs}, against which tests hold what is really written.
 *
 * <p>The schema itself is held against the one of its dialect first, so that none says what no
 * validator understands.
 */
public final class DocumentedSchema {
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final JsonNode document;

  private DocumentedSchema(JsonNode document) {
    this.document = document;
  }

  /** Reads a schema. */
  public static DocumentedSchema of(Path file) {
    try {
      JsonNode document = MAPPER.readTree(Files.readString(file));
      Schema dialect =
          REGISTRY.getSchema(
              com.networknt.schema.SchemaLocation.of(Dialects.getDraft202012().getId()));
      List<String> wrong = texts(dialect, document.toString());
      if (!wrong.isEmpty()) {
        throw new AssertionError(file + " is no schema: " + wrong);
      }
      return new DocumentedSchema(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns where a document is not as the schema says. */
  public List<String> problems(String json) {
    return texts(REGISTRY.getSchema(document), json);
  }

  /** Returns where a document is not as one of the schema's definitions says. */
  public List<String> problems(String definition, String json) {
    if (!document.path("$defs").has(definition)) {
      return List.of("the schema does not define " + definition);
    }
    ObjectNode only = MAPPER.createObjectNode();
    only.put("$schema", document.path("$schema").asString());
    only.put("$ref", "#/$defs/" + definition);
    only.set("$defs", document.path("$defs"));
    return texts(REGISTRY.getSchema(only), json);
  }

  private static List<String> texts(Schema schema, String json) {
    return schema.validate(json, InputFormat.JSON).stream().map(Object::toString).toList();
  }
}
