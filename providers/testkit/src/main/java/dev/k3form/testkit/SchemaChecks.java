package dev.k3form.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.model.schema.BlockSchema;
import dev.k3form.model.schema.ResourceSchema;

/** What a schema must say besides types. */
final class SchemaChecks {
  private SchemaChecks() {}

  static void documented(Trial<?, ?> trial) {
    ResourceSchema schema = trial.type().schema();
    assertThat(schema.doc()).as("doc of %s", schema.type()).isNotBlank();
    documented(schema.block(), schema.type());
  }

  private static void documented(BlockSchema block, String path) {
    block
        .attributes()
        .values()
        .forEach(
            a -> {
              assertThat(a.doc()).as("doc of %s.%s", path, a.name()).isNotBlank();
              assertThat(a.name()).as("snake_case").matches("[a-z][a-z0-9]*(_[a-z0-9]+)*");
            });
    block
        .blocks()
        .values()
        .forEach(
            b -> {
              assertThat(b.doc()).as("doc of %s.%s", path, b.name()).isNotBlank();
              documented(b.block(), path + "." + b.name());
            });
  }

  static void example(Trial<?, ?> trial) {
    ResourceSchema schema = trial.type().schema();
    assertThat(schema.example())
        .as("example of %s", schema.type())
        .contains("resource \"" + schema.type() + "\"");
  }
}
