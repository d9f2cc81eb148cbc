package dev.k3form.testkit.fake;

import dev.k3form.model.schema.Effect;
import dev.k3form.spi.schema.Argument;
import dev.k3form.spi.schema.Computed;
import dev.k3form.spi.schema.Resource;
import dev.k3form.spi.schema.SecretString;
import org.jspecify.annotations.Nullable;

/** What {@code fake_crate} is made of. */
@Resource(
    value = "fake_crate",
    doc = "An object in memory, the same as a thing under newer names.",
    version = 3,
    example =
        """
        resource "fake_crate" "a" {
          label = "a"
        }
        """)
public record Crate(
    @Argument(doc = "Its name; another name is another crate.", effect = Effect.REPLACE)
        String label,
    @Argument(doc = "How much is in it.", defaultValue = "1") int capacity,
    @Argument(doc = "A secret.") @Nullable SecretString seal,
    @Argument(doc = "What is written on it.") @Nullable String note,
    @Computed(doc = "The identifier.") @Nullable String id) {}
