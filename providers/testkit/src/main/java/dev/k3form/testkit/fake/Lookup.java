package dev.k3form.testkit.fake;

import dev.k3form.spi.schema.Argument;
import dev.k3form.spi.schema.Computed;
import dev.k3form.spi.schema.Resource;
import org.jspecify.annotations.Nullable;

/** What the data source {@code fake_thing} is made of. */
@Resource(
    value = "fake_thing",
    doc = "Finds an object in memory by its name.",
    example =
        """
        data "fake_thing" "a" {
          name = "a"
        }
        """)
public record Lookup(
    @Argument(doc = "Its name.") String name,
    @Computed(doc = "The identifier.") @Nullable String id) {}
