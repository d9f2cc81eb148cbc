package dev.k3form.frontend.function;

import dev.k3form.frontend.convert.Numbers;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads YAML by {@link YamlSchema}; one document only, no tags that make objects. */
final class YamlDecoder {
  private static final int MOST_ALIASES = 50;
  private static final int MOST_CHARACTERS = 16 * 1024 * 1024;

  private YamlDecoder() {}

  static Value decode(Arguments call, String text) {
    LoadSettings settings =
        LoadSettings.builder()
            .setSchema(new YamlSchema())
            .setAllowDuplicateKeys(false)
            .setAllowRecursiveKeys(false)
            .setMaxAliasesForCollections(MOST_ALIASES)
            .setCodePointLimit(MOST_CHARACTERS)
            .build();
    try {
      Iterator<Object> documents = new Load(settings).loadAllFromString(text).iterator();
      if (!documents.hasNext()) {
        throw call.failed("the text has no YAML document");
      }
      Value value = value(call, documents.next(), 0);
      if (documents.hasNext()) {
        throw call.failed("the text has more than one YAML document");
      }
      return value;
    } catch (YamlEngineException e) {
      throw call.failed("the text is not YAML: " + reason(e));
    } catch (StackOverflowError e) {
      throw call.failed("the text is nested too deeply");
    }
  }

  private static String reason(YamlEngineException e) {
    if (e instanceof MarkedYamlEngineException marked && marked.getProblem() != null) {
      String place =
          marked.getProblemMark().map(mark -> " in line " + (mark.getLine() + 1)).orElse("");
      return marked.getProblem().strip().replaceFirst("\\.( .*)?$", "") + place;
    }
    if (e.getCause() instanceof NumberFormatException) {
      return "a number is malformed";
    }
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("it cannot be read");
  }

  private static Value value(Arguments call, @Nullable Object node, int depth) {
    if (depth > 200) {
      throw call.failed("the text is nested too deeply");
    }
    return switch (node) {
      case null -> Values.NULL;
      case Boolean b -> Value.bool(b);
      case String s -> Value.str(s);
      case Integer i -> Value.num(i);
      case Long l -> Value.num(l);
      case BigInteger i -> Numbers.checked(new BigDecimal(i));
      case Double d -> {
        if (d.isNaN() || d.isInfinite()) {
          throw call.failed("the text has a number that is infinite or none");
        }
        yield Numbers.checked(BigDecimal.valueOf(d));
      }
      case List<?> items -> {
        List<Value> out = new ArrayList<>();
        for (Object item : items) {
          out.add(value(call, item, depth + 1));
        }
        yield new Value.Tuple(out);
      }
      case Map<?, ?> entries -> {
        Map<String, Value> out = new TreeMap<>();
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
          out.put(key(call, entry.getKey()), value(call, entry.getValue(), depth + 1));
        }
        yield Value.Obj.of(out);
      }
      default -> throw call.failed("the text has a value of a kind that is not supported");
    };
  }

  private static String key(Arguments call, @Nullable Object key) {
    return switch (key) {
      case String text -> text;
      case Double number -> Numbers.text(BigDecimal.valueOf(number));
      case Boolean _, Integer _, Long _, BigInteger _ -> String.valueOf(key);
      case null -> throw call.failed("the text has null as a key");
      default -> throw call.failed("the text has a list or mapping as a key");
    };
  }
}
