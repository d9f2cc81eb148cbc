package dev.k3form.engine.topology;

import dev.k3form.engine.plan.Change;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * Names for objects that are set aside: the same object always gets the same name.
 *
 * <p>Only what is not secret goes into it, so that it tells nothing.
 */
final class DeposedIds {
  private DeposedIds() {}

  static String of(Change.Replace change) {
    CRC32C crc = new CRC32C();
    update(crc, change.address().toString());
    change
        .prior()
        .fields()
        .forEach(
            (name, value) -> {
              if (!Values.containsSecret(value)) {
                update(crc, name + "=" + text(value));
              }
            });
    return "%08x".formatted((int) crc.getValue());
  }

  private static void update(CRC32C crc, String text) {
    crc.update(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(Value value) {
    return value.toString();
  }
}
