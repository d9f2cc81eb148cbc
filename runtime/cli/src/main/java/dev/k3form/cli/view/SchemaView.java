package dev.k3form.cli.view;

import dev.k3form.cli.terminal.Terminal;
import dev.k3form.model.schema.AttributeSchema;
import dev.k3form.model.schema.BlockSchema;
import dev.k3form.model.schema.Effect;
import dev.k3form.model.schema.NestedBlock;
import dev.k3form.model.schema.Presence;
import dev.k3form.model.schema.ProviderSchema;
import dev.k3form.model.schema.ResourceSchema;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Shows what resources and providers take, from their schemas. */
public final class SchemaView {
  private final PrintStream out;
  private final Paint paint;

  /** Creates a view. */
  public SchemaView(Terminal terminal) {
    this.out = terminal.out();
    this.paint = new Paint(terminal.colour());
  }

  /** Shows a provider. */
  public void provider(ProviderSchema provider) {
    out.println(paint.bold("provider \"" + provider.name() + "\""));
    out.println(provider.doc());
    block(provider.configuration(), 0);
    out.println();
    out.println("Resources: " + String.join(", ", provider.resources().keySet()));
    if (!provider.dataSources().isEmpty()) {
      out.println("Data sources: " + String.join(", ", provider.dataSources().keySet()));
    }
  }

  /** Shows a resource or data source. */
  public void resource(ResourceSchema schema) {
    out.println(paint.bold(schema.type()));
    out.println(schema.doc());
    block(schema.block(), 0);
    if (!schema.example().isBlank()) {
      out.println();
      out.println("Example:");
      schema.example().stripIndent().strip().lines().forEach(l -> out.println("  " + l));
    }
  }

  private void block(BlockSchema block, int depth) {
    section(block, depth, Presence.REQUIRED, "Required");
    section(block, depth, Presence.OPTIONAL, "Optional");
    section(block, depth, Presence.OPTIONAL_COMPUTED, "Optional, else given by the provider");
    for (NestedBlock nested : block.blocks().values()) {
      out.println();
      String label = nested.nesting() == NestedBlock.Nesting.MAP ? " \"NAME\"" : "";
      String times =
          nested.nesting() == NestedBlock.Nesting.SINGLE
              ? nested.min() > 0 ? "once" : "at most once"
              : nested.min() > 0 ? "at least " + nested.min() : "any number";
      line(depth, "Block " + nested.name() + label + " { … }  (" + times + ")");
      line(depth, nested.doc());
      block(nested.block(), depth + 1);
    }
    section(block, depth, Presence.COMPUTED, "Attributes");
  }

  private void section(BlockSchema block, int depth, Presence presence, String title) {
    List<AttributeSchema> attributes =
        block.attributes().values().stream().filter(a -> a.presence() == presence).toList();
    if (attributes.isEmpty()) {
      return;
    }
    out.println();
    line(depth, title + ":");
    for (AttributeSchema a : attributes) {
      line(depth + 1, paint.bold(a.name()) + "  " + a.type());
      line(depth + 2, a.doc() + remarks(a));
    }
  }

  private static String remarks(AttributeSchema a) {
    List<String> out = new ArrayList<>();
    a.defaultValue().ifPresent(v -> out.add("default " + ValueText.inline(v)));
    if (a.effect() != Effect.UPDATE && a.presence() != Presence.COMPUTED) {
      out.add("a change means " + a.effect().name().toLowerCase(Locale.ROOT));
    }
    if (a.secret()) {
      out.add("secret");
    }
    if (!a.deprecated().isEmpty()) {
      out.add("deprecated: " + a.deprecated());
    }
    return out.isEmpty() ? "" : " (" + String.join("; ", out) + ")";
  }

  private void line(int depth, String text) {
    out.println("  ".repeat(depth) + text);
  }
}
