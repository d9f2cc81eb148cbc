package dev.k3form.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is sent as the command, and what of it anybody on the host can see. */
class CommandLineTest {
  @Test
  void aScriptIsOnStandardInputBeforeTheRest() {
    Command command = Command.script("title", "cat; echo $1", "it's").withStdin("password");
    CommandLine line = CommandLine.of(command, true);
    assertThat(line.line())
        .isEqualTo(
            "sudo -n -- timeout -k 2 60.000 sh -c 'eval \"$(head -c 12)\"' k3form 'it'\\''s'");
    assertThat(line.stdin()).isEqualTo(Content.of("cat; echo $1password"));
    assertThat(command.title()).isEqualTo("title");
  }

  @Test
  void wordsAreQuotedWhereTheShellWouldReadThem() {
    assertThat(CommandLine.quoteAll(List.of("a-b/c.d", "", "a b", "~x", "$y")))
        .isEqualTo("a-b/c.d '' 'a b' '~x' '$y'");
  }

  @Test
  void wordsOfAHostAreMadeHarmless() {
    assertThat(Words.of("\033[31mred\033[0m\ttab\r\nnext\007\033]0;title\007 end\n"))
        .isEqualTo("red tab\nnext end");
    assertThat(Words.of("x".repeat(10_000))).hasSizeLessThan(4100).contains("...");
  }

  @Test
  void contentIsNotPrinted() {
    assertThat(Command.of("cat").withStdin("hunter2").toString())
        .doesNotContain("hunter2")
        .contains("7 bytes");
  }
}
