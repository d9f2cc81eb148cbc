package dev.k3form.state.keys;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where identities are looked for: environment variables and the home directory.
 *
 * @param prompt asked for the passphrase if nothing else opens the key
 */
public record KeyEnvironment(Map<String, String> variables, Path home, PassphrasePrompt prompt) {
  /** An age identity itself. */
  static final String IDENTITY = "K3FORM_AGE_IDENTITY";

  /** A file of age identities, or an SSH key. */
  static final String IDENTITY_FILE = "K3FORM_AGE_IDENTITY_FILE";

  /** The passphrase. */
  static final String PASSPHRASE = "K3FORM_AGE_PASSPHRASE";

  /** A file whose first line is the passphrase. */
  static final String PASSPHRASE_FILE = "K3FORM_AGE_PASSPHRASE_FILE";

  /** Copies the variables. */
  public KeyEnvironment {
    variables = Map.copyOf(variables);
  }

  /** An environment in which nobody can be asked. */
  public KeyEnvironment(Map<String, String> variables, Path home) {
    this(variables, home, PassphrasePrompt.NOBODY);
  }

  /** Returns the environment of this process. */
  public static KeyEnvironment ofProcess() {
    return new KeyEnvironment(System.getenv(), Path.of(System.getProperty("user.home", ".")));
  }

  Optional<String> variable(String name) {
    String value = variables.getOrDefault(name, "");
    return value.isBlank() ? Optional.empty() : Optional.of(value);
  }

  /** The user's own identity, made when there is none. */
  public Path ownIdentityFile() {
    return home.resolve(".config").resolve("k3form").resolve("identity.txt");
  }

  Path sshKeyFile() {
    return home.resolve(".ssh").resolve("id_ed25519");
  }

  @Override
  public String toString() {
    return "KeyEnvironment[" + home + "]";
  }
}
