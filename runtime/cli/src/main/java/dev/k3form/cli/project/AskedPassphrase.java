package dev.k3form.cli.project;

import dev.k3form.cli.terminal.Terminal;
import dev.k3form.state.keys.PassphrasePrompt;
import java.io.Console;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The passphrase that a person types without an echo, once in a run, if there is a person. */
final class AskedPassphrase implements PassphrasePrompt {
  private final Terminal terminal;
  private @Nullable Optional<String> answer;

  AskedPassphrase(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public synchronized Optional<String> ask(Path keyFile) {
    Optional<String> known = answer;
    if (known == null) {
      known = typed(keyFile);
      answer = known;
    }
    return known;
  }

  private Optional<String> typed(Path keyFile) {
    Console console = System.console();
    if (!terminal.interactive() || console == null) {
      return Optional.empty();
    }
    char[] typed = console.readPassword("Passphrase of %s: ", keyFile.getFileName());
    return typed == null || typed.length == 0 ? Optional.empty() : Optional.of(new String(typed));
  }
}
