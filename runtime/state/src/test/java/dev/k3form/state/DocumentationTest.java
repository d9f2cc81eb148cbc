package dev.k3form.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.state.codec.StateCodec;
import dev.k3form.state.json.Json;
import dev.k3form.state.json.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documentation says of state is so. */
class DocumentationTest {
  private static final Path DOCS = Path.of("../../docs");
  private static final Pattern CODE = Pattern.compile("\"(K3-07[0-9]{2})\"");
  private static final Pattern EXAMPLE = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);

  @Test
  void theExampleIsACanonicalState() throws IOException {
    Matcher matcher = EXAMPLE.matcher(Files.readString(DOCS.resolve("state-format.md")));
    assertThat(matcher.find()).isTrue();
    byte[] example = matcher.group(1).getBytes(StandardCharsets.UTF_8);
    Path file = Path.of("state-format.md");
    assertThat(
            new String(
                StateCodec.encode(StateCodec.readDocument(file, example)), StandardCharsets.UTF_8))
        .isEqualTo(matcher.group(1));
  }

  @Test
  void theSchemaKnowsTheFieldsThatAreWritten() throws IOException {
    Json schema = JsonReader.read(Files.readString(DOCS.resolve("state-format.schema.json")));
    assertThat(schema).isInstanceOf(Json.Obj.class);
    String text = Files.readString(DOCS.resolve("state-format.schema.json"));
    Json written =
        JsonReader.read(
            new String(
                StateCodec.encode(Samples.state(), Samples.sealer()), StandardCharsets.UTF_8));
    Set<String> fields = new TreeSet<>();
    collect(written, fields);
    fields.removeIf(f -> f.startsWith("$") && f.contains("("));
    assertThat(fields).isNotEmpty().allMatch(f -> text.contains("\"" + f + "\""));
  }

  /** Collects the fields of the document and its records, and the tags of values. */
  private static void collect(Json json, Set<String> fields) {
    if (json instanceof Json.Obj(var document)) {
      fields.addAll(document.keySet());
      if (document.get("resources") instanceof Json.Obj(var records)) {
        for (Json record : records.values()) {
          if (record instanceof Json.Obj(var inner)) {
            fields.addAll(inner.keySet());
            tags(inner.getOrDefault("attributes", Json.NULL), fields);
          }
        }
      }
    }
  }

  private static void tags(Json attributes, Set<String> fields) {
    if (attributes instanceof Json.Obj(var values)) {
      for (Json value : values.values()) {
        if (value instanceof Json.Obj(var tagged)
            && tagged.size() == 1
            && tagged.keySet().stream().allMatch(k -> k.matches("\\$[a-z].*"))) {
          fields.addAll(tagged.keySet());
        }
      }
    }
  }

  @Test
  void everyCodeHasItsPageAndEveryPageItsCode() throws IOException {
    Set<String> used = new TreeSet<>();
    Path here = Path.of("src/main/java/dev/k3form/state");
    for (String problems :
        List.of(
            "StateProblems.java",
            "SealProblems.java",
            "store/LockProblems.java",
            "git/GitProblems.java",
            "postgres/DatabaseProblems.java")) {
      Matcher matcher = CODE.matcher(Files.readString(here.resolve(problems)));
      while (matcher.find()) {
        assertThat(used.add(matcher.group(1))).as(matcher.group(1)).isTrue();
      }
    }
    Set<String> pages = new TreeSet<>();
    try (Stream<Path> files = Files.list(DOCS.resolve("diagnostics"))) {
      files
          .map(f -> f.getFileName().toString().replace(".md", ""))
          .filter(name -> name.matches("K3-07[0-6][0-9]"))
          .forEach(pages::add);
    }
    assertThat(used).isEqualTo(pages).hasSizeGreaterThan(40);
  }
}
