package dev.k3form.standin.config;

import dev.k3form.standin.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A cluster's token: {@code K10<hash of the CA>::<user>:<password>}, or the password alone. A
 * secret: it has no readable text form.
 *
 * @param caHash what stands for the CA's hash, of whatever length
 * @param password the shared secret
 */
public record Token(Optional<String> caHash, String password) {

  private static final String PREFIX = "K10";

  public static Token parse(String text) {
    String stripped = text.strip();
    int separator = stripped.indexOf("::");
    if (!stripped.startsWith(PREFIX) || separator < 0) {
      return new Token(Optional.empty(), stripped.replaceFirst("^(?:server|node):", ""));
    }
    String credentials = stripped.substring(separator + 2);
    int colon = credentials.indexOf(':');
    return new Token(
        Optional.of(stripped.substring(PREFIX.length(), separator)),
        credentials.substring(colon + 1));
  }

  /** The token that the options name, in clear or by a file. */
  public static Optional<Token> of(Options options, String flag) throws Exit {
    Optional<String> given = options.one(flag);
    if (given.isPresent()) {
      return given.map(Token::parse);
    }
    Optional<String> file = options.one(flag + "-file");
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(parse(Files.readString(Path.of(file.get()))));
    } catch (IOException e) {
      throw Exit.fatal("Error: open " + file.get() + ": no such file or directory");
    }
  }

  /** The full form for a user. */
  public static String full(String caHash, String user, String password) {
    return PREFIX + caHash + "::" + user + ":" + password;
  }

  @Override
  public String toString() {
    return "Token[" + caHash.orElse("short") + "]";
  }
}
