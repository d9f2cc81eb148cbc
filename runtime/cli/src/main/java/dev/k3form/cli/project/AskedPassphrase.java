package dev.k3form.cli.project;

import dev.k3form.cli.terminal.Terminal;
import dev.k3form.state.keys.PassphrasePrompt;
import java.io.Console;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** The passphrase that a person types without an echo, once in a run, if there is a person. */
final class AskedPassphrase implements PassphrasePrompt {
  private final Terminal terminal;
  private boolean asked;
  private Optional<String> answer = Optional.empty();

  AskedPassphrase(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public synchronized Optional<String> ask(Path keyFile) {
    if (!asked) {
      answer = typed(keyFile);
      asked = true;
    }
    return answer;
  }

  private Optional<String> typed(Path keyFile) {
    if (!terminal.interactive()) {
      return Optional.empty();
    }
    Console console = Objects.requireNonNull(System.console());
    char[] typed = console.readPassword("Passphrase of %s: ", keyFile.getFileName());
    return typed == null || typed.length == 0 ? Optional.empty() : Optional.of(new String(typed));
  }
}
