package dev.k3form.testkit.fake;

import dev.k3form.model.schema.Effect;
import dev.k3form.model.value.Value;
import dev.k3form.spi.schema.Argument;
import dev.k3form.spi.schema.Computed;
import dev.k3form.spi.schema.Resource;
import dev.k3form.spi.schema.SecretString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code fake_thing} is made of. */
@Resource(
    value = "fake_thing",
    doc = "An object in memory.",
    example =
        """
        resource "fake_thing" "a" {
          name = "a"
        }
        """)
public record Thing(
    @Argument(doc = "Its name; another name is another thing.", effect = Effect.REPLACE)
        String name,
    @Argument(doc = "Its size.", defaultValue = "1") int size,
    @Argument(doc = "Restarts it when changed.", effect = Effect.RESTART) @Nullable String mode,
    @Argument(doc = "What it refers to.") @Nullable List<String> uses,
    @Argument(doc = "Labels.", defaultValue = "{}") java.util.Map<String, String> labels,
    @Argument(doc = "Any value.") @Nullable Value extra,
    @Argument(doc = "A secret.") @Nullable SecretString password,
    @Argument(doc = "The rollout group.") @Nullable String group,
    @Argument(doc = "How many of the group may be down.", defaultValue = "1") int maxUnavailable,
    @Argument(doc = "Given by the world if left out.", computed = true) @Nullable String zone,
    @Computed(doc = "The identifier.") @Nullable String id,
    @Computed(doc = "Where it is.") @Nullable String url) {

  Thing with(String newId, String newZone) {
    return new Thing(
        name,
        size,
        mode,
        uses,
        labels,
        extra,
        password,
        group,
        maxUnavailable,
        newZone,
        newId,
        "fake://" + newId + "/" + name);
  }

  /** Returns the thing with another size. */
  public Thing withSize(int other) {
    return new Thing(
        name, other, mode, uses, labels, extra, password, group, maxUnavailable, zone, id, url);
  }
}
