package dev.k3form.frontend.function;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * The core schema of YAML 1.2 with the truth values of YAML 1.1 ({@code yes}, {@code off}, {@code
 * y}), as the peer and the tools around Kubernetes read them.
 */
final class YamlSchema extends CoreSchema {
  private static final Set<String> TRUE = Set.of("true", "yes", "on", "y");
  private static final Set<String> FALSE = Set.of("false", "no", "off", "n");

  @Override
  public ScalarResolver getScalarResolver() {
    ScalarResolver core = super.getScalarResolver();
    return (value, implicit) ->
        Boolean.TRUE.equals(implicit) && isTruth(value) ? Tag.BOOL : core.resolve(value, implicit);
  }

  @Override
  public Map<Tag, ConstructNode> getSchemaTagConstructors() {
    Map<Tag, ConstructNode> all = new HashMap<>(super.getSchemaTagConstructors());
    all.put(Tag.BOOL, YamlSchema::truth);
    return all;
  }

  private static Object truth(Node node) {
    String text = ((ScalarNode) node).getValue();
    return TRUE.contains(text.toLowerCase(Locale.ROOT));
  }

  /** All small, all capitals, or with a capital at the start. */
  private static boolean isTruth(String text) {
    String small = text.toLowerCase(Locale.ROOT);
    boolean word = TRUE.contains(small) || FALSE.contains(small);
    return word
        && (text.equals(small)
            || text.equals(text.toUpperCase(Locale.ROOT))
            || text.equals(small.substring(0, 1).toUpperCase(Locale.ROOT) + small.substring(1)));
  }
}
