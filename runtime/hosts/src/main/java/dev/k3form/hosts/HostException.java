package dev.k3form.hosts;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A machine that did not do what it was asked. The message is fit for a diagnostic: what was
 * attempted on which host, then what the host said, then how to go on.
 */
public abstract sealed class HostException extends RuntimeException {
  private final HostSpec host;
  private final String attempted;
  private final String reason;
  private final String help;

  private HostException(
      HostSpec host, String attempted, String reason, String help, @Nullable Throwable cause) {
    super(
        host.label()
            + ": "
            + attempted
            + ": "
            + Words.of(reason)
            + (help.isEmpty() ? "" : "\n" + help),
        cause);
    this.host = host;
    this.attempted = attempted;
    this.reason = Words.of(reason);
    this.help = help;
  }

  /** Returns the host that was asked. */
  public HostSpec host() {
    return host;
  }

  /** Returns what was attempted, such as {@code connect} or {@code run haproxy -c}. */
  public String attempted() {
    return attempted;
  }

  /** Returns why it failed, in the host's own words where it said any, control characters gone. */
  public String reason() {
    return reason;
  }

  /** Returns how to go on; empty where the reason says it all. */
  public String help() {
    return help;
  }

  /** No SSH server answered. Nothing was done on the host. */
  public static final class Unreachable extends HostException {
    Unreachable(HostSpec host, String attempted, String reason, Throwable cause) {
      super(
          host,
          attempted,
          reason,
          "Check that the machine runs, that the address is right and that a firewall lets port "
              + host.port()
              + " through.",
          cause);
    }
  }

  /** The host key is not among the trusted ones because there is none for this host. */
  public static final class HostKeyUnknown extends HostException {
    private final String offered;

    HostKeyUnknown(HostSpec host, String offered, String where) {
      super(
          host,
          "verify the host key",
          "no key of this host is known in " + where + "; the host offers " + offered,
          "Compare the fingerprint with `ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub` on the"
              + " machine's console, then add the key to "
              + where
              + ".",
          null);
      this.offered = offered;
    }

    /** Returns the fingerprint of the key that the host showed. */
    public String offered() {
      return offered;
    }
  }

  /** The host showed a key that is not the one known for it. */
  public static final class HostKeyChanged extends HostException {
    private final List<String> expected;
    private final String offered;

    HostKeyChanged(HostSpec host, List<String> expected, String offered, String where) {
      super(
          host,
          "verify the host key",
          "the host offers " + offered + ", but " + where + " has " + String.join(", ", expected),
          "Either the machine was made anew, or someone answers in its place. Find out which"
              + " before you replace the key in "
              + where
              + ".",
          null);
      this.expected = List.copyOf(expected);
      this.offered = offered;
    }

    /** Returns the fingerprints of the keys that are trusted for this host. */
    public List<String> expected() {
      return expected;
    }

    /** Returns the fingerprint of the key that the host showed. */
    public String offered() {
      return offered;
    }
  }

  /** The host key is right, but the host let none of our keys in. */
  public static final class AuthenticationFailed extends HostException {
    AuthenticationFailed(HostSpec host, String reason, Throwable cause) {
      super(
          host,
          "log in as " + host.user(),
          reason,
          "Add the public key to ~"
              + host.user()
              + "/.ssh/authorized_keys on the host, or name"
              + " the right identity file.",
          cause);
    }
  }

  /** The connection broke while a command ran: whether it took effect is not known. */
  public static final class OutcomeUnknown extends HostException {
    OutcomeUnknown(HostSpec host, String attempted, String reason, @Nullable Throwable cause) {
      super(
          host,
          attempted,
          "the connection was lost before the command answered (" + reason + ")",
          "The command may have taken effect. The next plan looks at the host again.",
          cause);
    }
  }

  /** A command that had to succeed did not. */
  public static final class CommandFailed extends HostException {
    private final Result result;

    CommandFailed(HostSpec host, Command command, Result result) {
      super(
          host,
          "run " + command.title(),
          "exit status " + result.exit() + (command.sensitive() ? "" : said(result)),
          "",
          null);
      this.result = command.sensitive() ? Result.withoutOutput(result.exit()) : result;
    }

    private static String said(Result result) {
      String words = result.stderr().isBlank() ? result.stdout() : result.stderr();
      return words.isBlank() ? "" : ": " + words;
    }

    /** Returns the exit status and, unless the command was sensitive, what it printed. */
    public Result result() {
      return result;
    }
  }

  /** A command did not end in its time; it was told to stop, and may or may not have. */
  public static final class CommandTimedOut extends HostException {
    private final Duration limit;

    CommandTimedOut(HostSpec host, String attempted, Duration limit) {
      super(
          host,
          attempted,
          "no answer within " + limit.toSeconds() + " s",
          "The command may have taken effect. The next plan looks at the host again.",
          null);
      this.limit = limit;
    }

    /** Returns the time that the command had. */
    public Duration limit() {
      return limit;
    }
  }

  /** A transaction did not take effect; the report says how the host was left. */
  public static final class TransactionFailed extends HostException {
    private final TransactionFailure failure;

    TransactionFailed(HostSpec host, String name, TransactionFailure failure) {
      super(host, "apply " + name, failure.summary(), failure.aftermath().sentence(), null);
      this.failure = failure;
    }

    /** Returns the step that failed, its words, and what became of the files. */
    public TransactionFailure failure() {
      return failure;
    }
  }
}
