package dev.k3form.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jline.terminal.Size;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person at a terminal, key by key. */
final class EditedLinesTest {
  private static final EditedLines.Completions NAMES =
      new EditedLines.Completions() {
        @Override
        public int wordStart(String typed) {
          return typed.lastIndexOf(' ') + 1;
        }

        @Override
        public List<String> of(String typed) {
          return List.of("var.name", "var.number", "local.x").stream()
              .filter(n -> n.startsWith(typed.substring(wordStart(typed))))
              .toList();
        }
      };

  @TempDir private Path directory;

  private List<Lines.Line> type(Path history, String keys) throws IOException {
    List<Lines.Line> lines = new ArrayList<>();
    ExternalTerminal terminal =
        new ExternalTerminal(
            "test",
            "xterm",
            new ByteArrayInputStream(keys.getBytes(StandardCharsets.UTF_8)),
            new ByteArrayOutputStream(),
            StandardCharsets.UTF_8);
    terminal.setSize(Size.of(80, 24));
    try (EditedLines editor = new EditedLines(terminal, Optional.of(history), NAMES)) {
      while (true) {
        Lines.Line line = editor.next("> ");
        lines.add(line);
        if (line instanceof Lines.Line.End) {
          return lines;
        }
      }
    }
  }

  private static Lines.Line text(String text) {
    return new Lines.Line.Text(text);
  }

  @Test
  void tabCompletesWhatIsClear() throws IOException {
    assertThat(type(directory.resolve("h"), "1 + lo\t\rvar.nu\t * 2\r\u0004"))
        .containsExactly(text("1 + local.x"), text("var.number * 2"), new Lines.Line.End());
  }

  @Test
  void textIsTakenAsItIs() throws IOException {
    assertThat(type(directory.resolve("h"), "\"a\\n!b ${x}\" != 1\r\u0004"))
        .containsExactly(text("\"a\\n!b ${x}\" != 1"), new Lines.Line.End());
  }

  @Test
  void theHistoryOutlivesTheSessionAndIsTheUsersAlone() throws IOException {
    Path history = directory.resolve("state/k3form/console-history");
    type(history, "first\r sensitive(\"x\")\r\u0004");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(history)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(history.getParent())))
        .isEqualTo("rwx------");
    assertThat(Files.readString(history)).contains("first").doesNotContain("sensitive");
    assertThat(type(history, "\u001bOA\r\u0004"))
        .containsExactly(text("first"), new Lines.Line.End());
  }

  @Test
  void aFileThatOthersCouldReadIsClosedToThem() throws IOException {
    Path history = Files.writeString(directory.resolve("h"), "");
    Files.setPosixFilePermissions(history, PosixFilePermissions.fromString("rw-r--r--"));
    type(history, "1\r\u0004");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(history)))
        .isEqualTo("rw-------");
  }

  @Test
  void withoutAPlaceForItThereIsNoHistory() throws IOException {
    Files.writeString(directory.resolve("file"), "");
    assertThat(type(directory.resolve("file/history"), "1\r\u0004"))
        .containsExactly(text("1"), new Lines.Line.End());
  }
}
