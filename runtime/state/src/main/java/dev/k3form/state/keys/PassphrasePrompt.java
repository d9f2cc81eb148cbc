package dev.k3form.state.keys;

import java.nio.file.Path;
import java.util.Optional;

/** Asks a person for the passphrase of a key file, where there is somebody to ask. */
@FunctionalInterface
public interface PassphrasePrompt {
  /** Asks nobody. */
  PassphrasePrompt NOBODY = _ -> Optional.empty();

  /** Returns the answer; empty if nobody can be asked or nothing was said. */
  Optional<String> ask(Path keyFile);
}
