package dev.k3form.cli.command;

import dev.k3form.cli.terminal.Terminal;
import dev.k3form.model.diagnostic.Diagnostic;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;

/** A passphrase that the user chooses: from the environment, or typed twice without an echo. */
final class Passphrases {
  private static final int SHORTEST = 12;

  private Passphrases() {}

  static String chosen(Terminal terminal) {
    String phrase = given(terminal);
    if (phrase.length() < SHORTEST) {
      throw failure("a passphrase needs at least " + SHORTEST + " characters", "");
    }
    return phrase;
  }

  private static String given(Terminal terminal) {
    String variable = terminal.environment().getOrDefault("K3FORM_AGE_PASSPHRASE", "");
    if (!variable.isEmpty()) {
      return variable;
    }
    String file = terminal.environment().getOrDefault("K3FORM_AGE_PASSPHRASE_FILE", "");
    if (!file.isEmpty()) {
      Path path = terminal.directory().resolve(file);
      try {
        return Files.readString(path).lines().findFirst().orElse("");
      } catch (IOException e) {
        throw StateSubcommand.unreadable(path, e);
      }
    }
    if (!terminal.interactive()) {
      throw failure("nobody can be asked for the passphrase", "export K3FORM_AGE_PASSPHRASE_FILE=");
    }
    Console console = Objects.requireNonNull(System.console());
    char[] first = console.readPassword("Passphrase: ");
    char[] second = console.readPassword("The same again: ");
    if (first == null || !Arrays.equals(first, second)) {
      throw failure("the two passphrases differ", "");
    }
    return new String(first);
  }

  private static CommandFailure failure(String why, String command) {
    Diagnostic.Builder builder = Diagnostic.error("K3-0842", "there is no usable passphrase");
    builder.note(Character.toUpperCase(why.charAt(0)) + why.substring(1) + ".");
    builder.help(
        command.isEmpty()
            ? "several random words make a good one"
            : "name a file whose first line it is:\n  " + command + "FILE");
    return new CommandFailure(builder.build());
  }
}
