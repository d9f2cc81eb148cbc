package dev.k3form.provider.k3form;

import dev.k3form.model.schema.Effect;
import dev.k3form.model.value.Value;
import dev.k3form.spi.schema.Argument;
import dev.k3form.spi.schema.Computed;
import dev.k3form.spi.schema.Resource;
import dev.k3form.spi.schema.SecretString;
import org.jspecify.annotations.Nullable;

/** What {@code k3form_data} is made of. */
@Resource(
    value = "k3form_data",
    doc =
        "Keeps a value in the state. Others refer to its output, and it can be replaced when"
            + " something changes; nothing outside the state is touched.",
    example =
        """
        resource "k3form_data" "release" {
          input            = { version = "1.4.2", channel = "stable" }
          triggers_replace = ["1.4.2"]
        }
        """)
public record DataRecord(
    @Argument(
            doc = "Any value; the attribute `output` is the same after apply.",
            example = "{ version = \"1.4.2\" }")
        @Nullable Value input,
    @Argument(
            doc = "Any value; the resource is replaced when it changes.",
            effect = Effect.REPLACE,
            example = "[proxmox_vm.db.id]")
        @Nullable Value triggersReplace,
    @Argument(
            doc = "A value that is never shown and is sealed in the state.",
            example = "var.token")
        @Nullable SecretString secretInput,
    @Computed(doc = "What `input` is.") @Nullable Value output,
    @Computed(doc = "A random text that stays the same until the resource is replaced.")
        @Nullable String id) {}
