package dev.k3form.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operation could not be done.
 *
 * <p>The message says what was attempted on which object and host and what the remote said; never a
 * secret.
 */
public class ProviderException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Whether trying again may help. */
  public enum Kind {
    /** It will not work before something is changed. */
    PERMANENT,
    /** Trying again later may help: a time-out, a lock, a busy service. */
    TRANSIENT,
    /**
     * The machine or endpoint cannot be reached, though connecting was tried as often as it makes
     * sense. A change may be tried again later; a look is not.
     */
    UNREACHABLE,
    /** It is not known whether there was an effect: a lost connection. */
    OUTCOME_UNKNOWN,
    /** The user or the time limit stopped it. */
    CANCELLED
  }

  private final Kind kind;
  private final List<String> help;
  private final String argument;

  /** A permanent failure with the way out. */
  public ProviderException(String message, String... help) {
    this(Kind.PERMANENT, message, null, "", List.of(help));
  }

  /** A failure of any kind. */
  public ProviderException(
      Kind kind, String message, @Nullable Throwable cause, String argument, List<String> help) {
    super(message, cause);
    this.kind = kind;
    this.help = List.copyOf(help);
    this.argument = argument;
  }

  /** A transient failure. */
  public static ProviderException transientFailure(String message, Throwable cause) {
    return new ProviderException(Kind.TRANSIENT, message, cause, "", List.of());
  }

  /** Returns whether trying again may help. */
  public Kind kind() {
    return kind;
  }

  /** Returns the ways out, each a sentence or a command. */
  public List<String> help() {
    return help;
  }

  /** Returns the root argument that is to blame, empty if none is. */
  public String argument() {
    return argument;
  }

  /** Returns the same failure, blamed on an argument. */
  public ProviderException blame(String culprit) {
    ProviderException blamed =
        new ProviderException(kind, String.valueOf(getMessage()), getCause(), culprit, help);
    blamed.setStackTrace(getStackTrace());
    return blamed;
  }
}
