package dev.k3form.hosts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A POSIX shell script that lies beside this class. */
final class ScriptResource {
  private ScriptResource() {}

  static String text(String name) {
    try (var stream = ScriptResource.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("the script " + name + " is not part of this build");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
