package dev.k3form.hosts;

import java.time.Duration;
import java.util.List;

/**
 * One program to run on a host.
 *
 * <p>Arguments and script texts are visible to everyone on the host, so secrets go to {@code
 * stdin}. A script is itself sent on standard input, before the command's own, so that neither the
 * process list nor sudo's log shows it.
 *
 * @param program what to run
 * @param stdin what the program reads
 * @param timeout how long it may take
 * @param sensitive whether arguments and output must stay out of every message
 * @param asLoginUser whether to run without sudo even where the host is used by sudo
 * @param finishing whether the program is left to finish after its time, for programs that must not
 *     be stopped midway; others are stopped on the host
 */
public record Command(
    Program program,
    Content stdin,
    Duration timeout,
    boolean sensitive,
    boolean asLoginUser,
    boolean finishing) {

  /** What runs: a program with its arguments, or a script for the POSIX shell. */
  public sealed interface Program {
    /** A program and its arguments, none of them interpreted by a shell. */
    record Argv(List<String> words) implements Program {
      public Argv {
        words = List.copyOf(words);
        if (words.isEmpty()) {
          throw new IllegalArgumentException("a command needs a program");
        }
      }
    }

    /**
     * A script for {@code sh}; its positional parameters are {@code arguments}.
     *
     * @param title what messages call it
     */
    record Script(String title, String text, List<String> arguments) implements Program {
      public Script {
        arguments = List.copyOf(arguments);
      }
    }
  }

  private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(1);

  /** Returns a command of a program and its arguments, no input, one minute. */
  public static Command of(String... argv) {
    return of(List.of(argv));
  }

  /** Returns a command of a program and its arguments, no input, one minute. */
  public static Command of(List<String> argv) {
    return new Command(
        new Program.Argv(argv), Content.empty(), DEFAULT_TIMEOUT, false, false, false);
  }

  /** Returns a command of a shell script, no input, one minute. */
  public static Command script(String title, String text, String... arguments) {
    return new Command(
        new Program.Script(title, text, List.of(arguments)),
        Content.empty(),
        DEFAULT_TIMEOUT,
        false,
        false,
        false);
  }

  public Command withStdin(Content content) {
    return new Command(program, content, timeout, sensitive, asLoginUser, finishing);
  }

  public Command withStdin(String text) {
    return withStdin(Content.of(text));
  }

  public Command withTimeout(Duration limit) {
    return new Command(program, stdin, limit, sensitive, asLoginUser, finishing);
  }

  /** Returns this command with arguments and output kept out of every message. */
  public Command keptSecret() {
    return new Command(program, stdin, timeout, true, asLoginUser, finishing);
  }

  /** Returns this command run without sudo. */
  public Command withoutSudo() {
    return new Command(program, stdin, timeout, sensitive, true, finishing);
  }

  /** Returns this command left to finish on the host when nobody waits for it any more. */
  public Command leftToFinish() {
    return new Command(program, stdin, timeout, sensitive, asLoginUser, true);
  }

  /** Returns what messages call this command. */
  public String title() {
    return switch (program) {
      case Program.Argv(var words) -> sensitive ? words.getFirst() : String.join(" ", words);
      case Program.Script script -> script.title();
    };
  }
}
