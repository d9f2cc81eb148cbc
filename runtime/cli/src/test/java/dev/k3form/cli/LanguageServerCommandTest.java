package dev.k3form.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The editor's side of a short conversation. */
final class LanguageServerCommandTest {
  @TempDir private Path directory;

  private static String message(String json) {
    return "Content-Length: %d\r\n\r\n%s"
        .formatted(json.getBytes(StandardCharsets.UTF_8).length, json);
  }

  @Test
  void greetsAndSaysGoodbye() throws IOException {
    Cli cli = new Cli(directory);
    cli.file("main.k3s", "locals {}\n");
    String input =
        message(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"capabilities\":{}}}")
            + message("{\"jsonrpc\":\"2.0\",\"method\":\"initialized\",\"params\":{}}")
            + message("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"shutdown\"}")
            + message("{\"jsonrpc\":\"2.0\",\"method\":\"exit\"}");
    var served = cli.answering(input, "language-server", "--stdio");
    assertThat(served.exit()).isZero();
    assertThat(served.out())
        .startsWith("Content-Length: ")
        .contains("\"completionProvider\"", "\"id\":2");
    assertThat(served.err()).isEmpty();
  }
}
