package dev.k3form.cli.kill;

import dev.k3form.model.schema.Effect;
import dev.k3form.spi.schema.Argument;
import dev.k3form.spi.schema.Computed;
import dev.k3form.spi.schema.Resource;
import org.jspecify.annotations.Nullable;

/** What {@code mark_file} is made of. */
@Resource(
    value = "mark_file",
    doc = "A file outside of the state, named by its id; an orphan is one that nothing knows.",
    example =
        """
        resource "mark_file" "a" {
          directory = "/tmp/marks"
          content   = "x"
        }
        """)
public record MarkRecord(
    @Argument(doc = "Where the file is.", effect = Effect.REPLACE, example = "\"/tmp/marks\"")
        String directory,
    @Argument(doc = "What is in it.", example = "\"x\"") String content,
    @Argument(doc = "Another one is another file.", effect = Effect.REPLACE, example = "\"1\"")
        @Nullable String generation,
    @Computed(doc = "Its name.") @Nullable String id) {}
