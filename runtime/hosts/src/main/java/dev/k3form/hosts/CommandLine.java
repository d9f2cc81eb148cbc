package dev.k3form.hosts;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A {@link Command} as SSH sends it: one line for the login shell, and the bytes of standard input.
 *
 * <p>The line of a script is {@code sh -c 'eval "$(head -c N)"'}: GNU head takes exactly the
 * script's N bytes off standard input and leaves the rest to the script. The time limit is kept by
 * timeout(1) on the host, because sshd does not pass signals on to root's sessions.
 */
record CommandLine(String line, Content stdin) {

  static CommandLine of(Command command, boolean sudo) {
    String prefix =
        (sudo && !command.asLoginUser() ? "sudo -n -- " : "")
            + (command.finishing() ? "" : "timeout -k 2 " + seconds(command.timeout()) + " ");
    return switch (command.program()) {
      case Command.Program.Argv(var words) ->
          new CommandLine(prefix + quoteAll(words), command.stdin());
      case Command.Program.Script(_, var text, var arguments) -> {
        byte[] script = text.getBytes(StandardCharsets.UTF_8);
        var bytes = new ByteArrayOutputStream(script.length + command.stdin().size());
        bytes.writeBytes(script);
        bytes.writeBytes(command.stdin().bytes());
        String shell = "eval \"$(head -c " + script.length + ")\"";
        String words = quoteAll(List.of("sh", "-c", shell, "k3form"));
        yield new CommandLine(
            prefix + words + (arguments.isEmpty() ? "" : " " + quoteAll(arguments)),
            Content.of(bytes.toByteArray()));
      }
    };
  }

  private static String seconds(Duration limit) {
    return BigDecimal.valueOf(limit.toMillis(), 3).toPlainString();
  }

  /** Returns a word that a POSIX shell reads back as exactly this text. */
  static String quote(String word) {
    return word.matches("[A-Za-z0-9_./:=@%+,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  static String quoteAll(List<String> words) {
    return words.stream().map(CommandLine::quote).collect(Collectors.joining(" "));
  }
}
