package dev.k3form.provider.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The shell script by which a server is asked on its own machine, as the operating system's user
 * {@code postgres}: before there is a role of ours, and where a transaction must know by itself.
 */
final class ServerScript {
  private static final String TEXT = text();

  private ServerScript() {}

  /** Returns the script's own text, which takes its verb as the first argument. */
  static String program() {
    return TEXT;
  }

  /** Returns the words that run a verb for a cluster. */
  static String[] argv(String verb, Cluster cluster, String... arguments) {
    List<String> words = new ArrayList<>(List.of("sh", "-c", TEXT, "k3form-postgres"));
    words.add(verb);
    words.add(cluster.version());
    words.addAll(List.of(arguments));
    return words.toArray(String[]::new);
  }

  private static String text() {
    try (InputStream in = ServerScript.class.getResourceAsStream("server.sh")) {
      if (in == null) {
        throw new IllegalStateException("server.sh is not beside its class");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
